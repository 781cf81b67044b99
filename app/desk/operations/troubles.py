"""Raising what troubles an installation, once, and keeping what its sweeps did."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.desk.models import Alarm, Sweep
from app.desk.queries import troubles as queries
from app.desk.rules.troubles import fresh, over
from app.desk.values.troubles import Found, Work
from app.kernel.database import insert_once

TEMPLATE = "alarm"
PAGE = "/operations"

KEPT = timedelta(days=30)
"""How long it is kept what a sweep did, and that a trouble was."""


def watch(session: Session, found: Sequence[Found], *, at: datetime, on: date) -> None:
    """Raise each trouble that nobody was told of, and note which are over."""
    told = {each.trouble: each for each in queries.standing(session)}
    ended = over(found, told)
    if ended:
        session.execute(
            update(Alarm)
            .where(Alarm.trouble.in_(ended), Alarm.over_at.is_(None))
            .values(over_at=at)
            .execution_options(synchronize_session=False)
        )
    for each in fresh(found, told):
        _raise(session, each, at=at, on=on)


def keep(session: Session, work: Work, done: Mapping[str, int], *, at: datetime) -> None:
    """Keep what was done because it had fallen due, and forget what is long past."""
    session.add(Sweep(work=work, at=at, done=dict(done)))
    session.execute(delete(Sweep).where(Sweep.at < at - KEPT))
    session.flush()


def _raise(session: Session, found: Found, *, at: datetime, on: date) -> None:
    """Raise a trouble and owe the administrators its letter; of two at once, one does."""
    alarm, to = uuid4(), queries.administrators(session, on=on)
    row = {"id": alarm, "trouble": found.trouble, "since": found.since, "raised_at": at}
    if not insert_once(session, Alarm, row | {"told": len(to)}):
        return
    facts = {"trouble": found.trouble.value, "since": found.since}
    correspondence.owe(
        session,
        [Owed(_occasion(alarm, each.person), each, TEMPLATE, facts, PAGE) for each in to],
        at=at,
    )
    session.execute(delete(Alarm).where(Alarm.over_at.is_not(None), Alarm.raised_at < at - KEPT))


def _occasion(alarm: UUID, person: str) -> str:
    return f"alarm/{alarm}/{person}"
