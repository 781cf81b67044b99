"""What stands in a person's calendar: the actor is part of each question."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from app.deadlines.models import Deadline
from app.desk.rules.calendars import last_changed
from app.desk.values.calendars import Falling
from app.kernel.actor import Actor
from app.obligations.models import Duty
from app.obligations.queries import readable_by

CHANGES = (
    Deadline.set_at,
    Deadline.quiet_until,
    Deadline.met_at,
    Deadline.recalled_at,
    Deadline.lifted_at,
)
"""The instants at which a deadline became another."""


def own(session: Session, actor: Actor, *, after: datetime) -> Sequence[Row[Duty, Deadline]]:
    """Give a delegate's duties that fall due after an instant, those that run no more included."""
    return session.execute(
        select(Duty, Deadline)
        .join(Deadline, Deadline.id == Duty.deadline_id)
        .where(readable_by(actor), Deadline.due_at > after)
        .order_by(Deadline.due_at, Duty.obligation, Duty.period)
    ).all()


def everybodys(
    session: Session, actor: Actor, obligations: Collection[str], *, after: datetime
) -> Sequence[Falling]:
    """Give what falls due after an instant under some obligations, and for how many states."""
    key = (Duty.obligation, Duty.period, Deadline.due_at)
    awaited = func.sum(case((Deadline.met_at.is_(None), 1), else_=0))
    rows = session.execute(
        select(*key, func.count(), awaited, *(func.max(each) for each in CHANGES))
        .join(Deadline, Deadline.id == Duty.deadline_id)
        .where(
            readable_by(actor),
            Duty.obligation.in_(obligations),
            Deadline.due_at > after,
            Deadline.lifted_at.is_(None),
        )
        .group_by(*key)
        .order_by(Deadline.due_at, Duty.obligation, Duty.period)
    )
    return [
        Falling(obligation, period, due_at, owed, int(left), last_changed(*changes))
        for obligation, period, due_at, owed, left, *changes in rows
    ]
