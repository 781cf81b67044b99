"""What a decision of a body is printed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.bodies.values import Choice, Class, Manner, Matter, Stating
from app.reports.values.prints import Seal


@dataclass(frozen=True, slots=True)
class Cast:
    """How one participant voted."""

    participant: str
    choice: Choice
    weight: int
    on_behalf_of: Sequence[str]


@dataclass(frozen=True, slots=True)
class Stated:
    """What one participant stated."""

    participant: str
    kind: Stating
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Annulled:
    """By which correction an adoption fell."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """A decision that was adopted, with all that hangs on it."""

    body: str
    """The name of the body."""
    address: str
    symbol: str
    title: str
    text: str
    sort: Class
    matter: Matter
    participant: str | None
    about: str
    manner: Manner
    decided_on: date
    counts: Mapping[str, Any] | None
    note: str
    follow_up: str
    follow_up_by: date | None
    sha256: str
    votes: Sequence[Cast]
    statements: Sequence[Stated]
    annulled: Annulled | None
    known_on: date
    """The day of the last of all that is told."""
    seal: Seal
