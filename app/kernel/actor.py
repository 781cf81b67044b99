"""The person at the other end, as rules and queries see them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The capacity in which someone acts, the product itself included."""

    VISITOR = "visitor"
    DRAFTER = "drafter"
    REPRESENTATIVE = "accredited_representative"
    DEPOSITARY_OFFICER = "depositary_officer"
    DECLARATIONS_OFFICER = "declarations_officer"
    BODIES_OFFICER = "bodies_officer"
    EXPERT = "expert"
    """Somebody who belongs to bodies alone: in personal capacity, or for an observer."""
    DIRECTOR = "director"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


EVERYBODY = frozenset(Role)
"""For a view that is public."""

STAFF = frozenset(
    {
        Role.DEPOSITARY_OFFICER,
        Role.DECLARATIONS_OFFICER,
        Role.BODIES_OFFICER,
        Role.DIRECTOR,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)
"""Who sits in the secretariat."""

DELEGATES = frozenset({Role.DRAFTER, Role.REPRESENTATIVE})
"""Who speaks for a participant."""

PEOPLE = STAFF | DELEGATES | {Role.EXPERT}
"""Everybody who signs in."""


class Scope(StrEnum):
    """What a token of the programming interface may be used for, within its owner's rights."""

    READ = "read"
    DRAFT = "draft"
    SUBMIT = "submit"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking: a role, the account behind it, and the participant they speak for if any.

    ``account`` is the account's number, the only name that the ledger ever holds.
    """

    role: Role
    account: int | None = None
    participant: str | None = None


VISITOR = Actor(Role.VISITOR)
"""Somebody who has not signed in."""

SYSTEM = Actor(Role.SYSTEM)
"""The product itself: its scheduler, its workers and its commands."""
