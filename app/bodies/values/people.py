"""The words for who belongs to a body, and who leads it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.bodies.values.bodies import Span


class Standing(StrEnum):
    """As what somebody sits in a body."""

    MEMBER = "member"
    """A participant: it decides."""
    EXPERT = "expert"
    """A person, in personal capacity: reads and comments."""
    OBSERVER = "observer"
    """A participant or a person that attends."""


class Office(StrEnum):
    """An office of a body's bureau."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    RAPPORTEUR = "rapporteur"
    FACILITATOR = "facilitator"

    @property
    def rank(self) -> int:
        """Its place among the offices, the chair's first."""
        return list(Office).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A seat as rules see it: given, or to be given."""

    standing: Standing
    span: Span
    participant: str | None = None
    name: str = ""
    account: int | None = None
    alternate_to: UUID | None = None
    id: UUID | None = None
    """None of one that is yet to be given."""

    @property
    def is_known(self) -> bool:
        """Whether whoever looks is told whose it is."""
        return self.participant is not None or bool(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """An office as rules see it: held, or to be held."""

    office: Office
    seat: UUID
    """The seat in the body of whoever holds it."""
    span: Span
    name: str
    account: int | None = None
    id: UUID | None = None
    """None of one to which nobody has been elected yet."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody with an account who may sit in bodies, or in one of them already does."""

    account: int
    name: str
    participant: str | None
