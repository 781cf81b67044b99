"""Raising what troubles an installation, once, and keeping what its sweeps did."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.desk.models import Alarm, Sweep
from app.desk.queries import troubles as queries
from app.desk.rules.troubles import fresh, is_ripe, over
from app.desk.values.troubles import Found, Work
from app.kernel.database import insert_once

TEMPLATE = "alarm"
PAGE = "/operations"

KEPT = timedelta(days=30)
"""How long it is kept what a sweep did, and that a trouble was."""


TOGETHER: Mapping[Work, timedelta] = {Work.PRINT: timedelta(hours=1)}
"""Of which work several sweeps are one row, and how long after the first of them."""


def watch(session: Session, found: Sequence[Found], *, at: datetime, on: date) -> None:
    """Raise each new trouble, tell of those that still stand, and note which are over."""
    raised = {each.trouble: each for each in queries.standing(session)}
    ended = over(found, raised)
    for trouble, alarm in raised.items():
        if trouble in ended:
            alarm.over_at = at
        elif is_ripe(alarm.raised_at, alarm.told_at, at=at):
            _tell(session, alarm, at=at, on=on)
    for each in fresh(found, raised):
        row = {"trouble": each.trouble, "since": each.since, "raised_at": at, "told": 0}
        insert_once(session, Alarm, row | {"id": uuid4()})
    session.execute(delete(Alarm).where(Alarm.over_at < at - KEPT))
    session.flush()


def keep(session: Session, work: Work, done: Mapping[str, int], *, at: datetime) -> None:
    """Keep what was done because it had fallen due, and forget what is long past.

    Of what is done every few seconds, that of an hour is one row.
    """
    together = TOGETHER.get(work)
    there = queries.last_sweep(session, work, since=at - together) if together else None
    if there is None:
        session.add(Sweep(work=work, at=at, done=dict(done)))
    else:
        there.done = dict(Counter(there.done) + Counter(done))
    session.execute(delete(Sweep).where(Sweep.at < at - KEPT))
    session.flush()


def _tell(session: Session, alarm: Alarm, *, at: datetime, on: date) -> None:
    """Owe each administrator the letter about a trouble; its occasion is the trouble's own."""
    facts = {"trouble": alarm.trouble.value, "since": alarm.since}
    to = queries.administrators(session, on=on)
    owed = [Owed(f"alarm/{alarm.id}/{each.person}", each, TEMPLATE, facts, PAGE) for each in to]
    correspondence.owe(session, owed, at=at)
    alarm.told_at, alarm.told = at, len(to)
