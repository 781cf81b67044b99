"""Who reads and who keeps what, as clauses; ``rules.access`` says the same as rules."""

from sqlalchemy import ColumnElement, and_, false, true

from app.kernel.actor import Actor
from app.registry.models import RegistryThing
from app.registry.rules.access import KEEPERS, reads_all


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Give the clause of the things that somebody reads."""
    return true() if reads_all(actor) else writable_by(actor)


def writable_by(actor: Actor) -> ColumnElement[bool]:
    """Give the clause of the things that somebody keeps."""
    if actor.role not in KEEPERS:
        return false()
    return and_(
        RegistryThing.participant.is_not(None), RegistryThing.participant == actor.participant
    )
