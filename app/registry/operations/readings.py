"""Recording who of the secretariat read what a state keeps: all of it is restricted.

A state's own people, who keep it, are not recorded, as nobody is who drafts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.kernel.actor import Actor
from app.kernel.database import Database
from app.registry.models import RegistryReading
from app.registry.queries.readings import noted_since
from app.registry.rules.access import is_recorded
from app.registry.values import Thing

ONE_READING = timedelta(minutes=10)
"""Within which the same person who looks at the same again is not noted again."""


def looking(database: Database, by: Actor) -> AbstractContextManager[Session]:
    """Open the transaction in which somebody looks: one that writes where the look is recorded."""
    return database.write(by=by) if is_recorded(by) else database.read(by=by)


def note_thing(session: Session, thing: Thing, *, by: Actor, at: datetime) -> None:
    """Record that somebody was shown a thing with its history, if that is recorded of them."""
    if is_recorded(by):
        _note(session, {(thing.participant, str(thing.id)): 1}, by=by, at=at)


def note_list(session: Session, things: Iterable[Thing], *, by: Actor, at: datetime) -> None:
    """Record that somebody was shown a list, for each state whose things stood in it."""
    if is_recorded(by):
        counts = Counter(each.participant for each in things)
        listed: dict[tuple[str, str | None], int] = {
            (participant, None): count for participant, count in counts.items()
        }
        _note(session, listed, by=by, at=at)


def _note(
    session: Session, read: Mapping[tuple[str, str | None], int], *, by: Actor, at: datetime
) -> None:
    """Add a row for each that was not noted just now, with as many things."""
    lately = noted_since(session, by=by, since=at - ONE_READING)
    for (participant, thing), count in read.items():
        if (participant, thing, count) not in lately:
            session.add(
                RegistryReading(
                    participant=participant, thing=thing, count=count, account=by.account,
                    role=by.role, at=at,
                )
            )  # fmt: skip
    session.flush()
