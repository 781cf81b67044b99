"""Who reads and who keeps the things of a state; ``queries.access`` says the same as clauses.

Everything in the register is restricted: its state reads it, and the secretariat's declarations
officers and their director (the roles table of the domain). The state's own delegates alone keep
it. Being able to read is never being able to change.
"""

from app.kernel.actor import DELEGATES, Actor, Role

OFFICERS = frozenset({Role.DECLARATIONS_OFFICER, Role.DIRECTOR})
"""Who in the secretariat reads what every state keeps."""

READERS = DELEGATES | OFFICERS
"""Who has anything to look for here."""

KEEPERS = DELEGATES
"""Who keeps something here: each for one state."""


def may_read(actor: Actor, participant: str) -> bool:
    """Say whether somebody reads the things of a state."""
    return reads_all(actor) or may_keep(actor, participant)


def may_keep(actor: Actor, participant: str) -> bool:
    """Say whether somebody enters, changes and strikes the things of a state."""
    return actor.role in KEEPERS and actor.participant == participant


def is_recorded(actor: Actor) -> bool:
    """Say whether it is recorded that somebody reads here: of the secretariat it is."""
    return actor.role in OFFICERS


def reads_all(actor: Actor) -> bool:
    """Say whether somebody reads the things of every state."""
    return actor.role in OFFICERS or actor.role is Role.SYSTEM
