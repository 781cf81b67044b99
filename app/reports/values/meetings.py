"""What the report of a meeting is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.bodies.values import Class, Manner, Outcome, Standing
from app.bodies.values.meetings import Presence
from app.kernel.languages import Language


@dataclass(frozen=True, slots=True)
class Whose:
    """A participant, by code, or a person, by name; perhaps a person who speaks for one."""

    participant: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of the agenda, with the papers under it: each a symbol and a title."""

    number: int
    title: str
    papers: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class There:
    """A seat on which somebody sat."""

    whose: Whose
    standing: Standing
    is_alternate: bool
    head: str
    """Who led those who came; empty where nobody was registered, or names are left out."""
    people: int
    """How many were registered."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was put to the body, and what became of it."""

    symbol: str
    title: str
    outcome: Outcome
    manner: Manner | None
    counts: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody took upon them."""

    what: str
    due_on: date
    by: Sequence[Whose]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting that was held, with everything that its report says."""

    symbol: str
    body: str
    number: int
    address: str
    """Of its page."""
    opens_at: datetime
    closes_at: datetime
    place: str
    languages: Sequence[Language]
    sort: Class
    known_on: date
    """The day at the seat on which something was last recorded about it."""
    summary: str
    agenda: Sequence[Listed]
    presence: Presence | None
    there: Sequence[There]
    settled: Sequence[Settled]
    taken: Sequence[Taken]
