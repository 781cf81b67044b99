"""What waits for people's daily letters."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.queries.people import acting
from app.deadlines.models import DailyLine, Deadline
from app.deadlines.queries.reminders import awaited


def is_daily_due(session: Session, *, until: datetime) -> bool:
    """Say whether something noted before an instant waits for a daily letter."""
    return session.scalar(select(DailyLine.account).where(_waits(until)).limit(1)) is not None


def waiting_lines(
    session: Session, *, until: datetime, most: int
) -> Sequence[Row[DailyLine, Deadline, Account]]:
    """Give the lines of some people that wait, locked: all that there are of each of them."""
    some = select(DailyLine.account).where(_waits(until)).distinct().limit(most)
    return session.execute(
        select(DailyLine, Deadline, Account)
        .join(Deadline, Deadline.id == DailyLine.deadline_id)
        .join(Account, Account.number == DailyLine.account)
        .where(_waits(until), DailyLine.account.in_(some))
        .order_by(DailyLine.account, Deadline.due_at, Deadline.subject)
        .with_for_update(of=DailyLine)
    ).all()


def still_telling(session: Session, *, until: datetime) -> set[tuple[object, int]]:
    """Give, by deadline and account, which waiting lines still tell somebody something: what they
    are about is awaited, on the day that was meant, and whoever is told can act.
    """
    rows = session.execute(
        select(DailyLine.deadline_id, DailyLine.account)
        .join(Deadline, Deadline.id == DailyLine.deadline_id)
        .join(Account, Account.number == DailyLine.account)
        .where(_waits(until), DailyLine.round == Deadline.round, awaited(), acting())
    )
    return {(deadline, account) for deadline, account in rows}


def _waits(until: datetime) -> ColumnElement[bool]:
    return and_(DailyLine.gathered_at.is_(None), DailyLine.noted_at < until)
