"""Who read what a state keeps, for the state to see."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.kernel.actor import Actor
from app.registry.models import RegistryReading
from app.registry.rules.access import may_keep

MOST_SHOWN = 100


def readings(session: Session, actor: Actor, key: str) -> Sequence[RegistryReading]:
    """Give who read a thing, or a list of its state's things, the latest first; to the state alone,
    to whoever else nothing.
    """
    whose = actor.participant
    if whose is None or not may_keep(actor, whose):
        return ()
    chosen = select(RegistryReading).where(
        RegistryReading.participant == whose,
        or_(RegistryReading.thing == key, RegistryReading.thing.is_(None)),
    )
    latest = (RegistryReading.at.desc(), RegistryReading.id)
    return session.scalars(chosen.order_by(*latest).limit(MOST_SHOWN)).all()


def noted_since(
    session: Session, *, by: Actor, since: datetime
) -> frozenset[tuple[str, str | None, int]]:
    """Give what was noted of somebody since an instant: whose, which thing, and how many."""
    chosen = select(RegistryReading.participant, RegistryReading.thing, RegistryReading.count)
    mine = RegistryReading.account == by.account, RegistryReading.at > since
    return frozenset((each[0], each[1], each[2]) for each in session.execute(chosen.where(*mine)))
