"""What troubles an installation, what its sweeps did, and who is told."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.queries import recipients
from app.correspondence import queries as letters
from app.correspondence.values import Recipient
from app.desk.models import Alarm, Heartbeat, Sweep
from app.desk.values import Reporter
from app.desk.values.troubles import Seen, Work
from app.documents import queries as prints
from app.kernel.actor import Role

MOST_LISTED = 50


def seen(session: Session) -> Seen:
    """Give what troubles are found in."""
    return Seen(
        ticked_at=ticked_at(session),
        letters=letters.standing(session),
        failed_letters=letters.failures(session),
        prints=prints.owing(session),
    )


def ticked_at(session: Session) -> datetime | None:
    """Give when a call of the scheduler last came through."""
    last = select(func.max(Heartbeat.at)).where(Heartbeat.kind == Reporter.TICK)
    return session.scalar(last)


def standing(session: Session) -> Sequence[Alarm]:
    """List the troubles that were raised and are not over, the first first."""
    return session.scalars(
        select(Alarm).where(Alarm.over_at.is_(None)).order_by(Alarm.raised_at)
    ).all()


def alarms(session: Session) -> Sequence[Alarm]:
    """List the last troubles that were told, over or not, the latest first."""
    told = select(Alarm).where(Alarm.told_at.is_not(None))
    order = (Alarm.raised_at.desc(), Alarm.trouble)
    return session.scalars(told.order_by(*order).limit(MOST_LISTED)).all()


def sweeps(session: Session) -> Sequence[Sweep]:
    """List what was last done because it had fallen due, the latest first."""
    order = (Sweep.at.desc(), Sweep.work)
    return session.scalars(select(Sweep).order_by(*order).limit(MOST_LISTED)).all()


def last_sweep(session: Session, work: Work, *, since: datetime) -> Sweep | None:
    """Give what was last done of a work since an instant, locked: two who add to it take turns."""
    mine = select(Sweep).where(Sweep.work == work, Sweep.at >= since)
    return session.scalar(mine.order_by(Sweep.at.desc()).limit(1).with_for_update())


def administrators(session: Session, *, on: date) -> Sequence[Recipient]:
    """List who keeps the installation, as letters know them."""
    return recipients(session, participants=None, roles=[Role.ADMINISTRATOR], on=on)
