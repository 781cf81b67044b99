"""What the report of a body to its parent is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.bodies.values import Office, Span
from app.bodies.values.bodies import BodyState
from app.bodies.values.meetings import Presence
from app.bodies.values.tasks import TaskState
from app.reports.values.meetings import Settled, Whose


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody in an office of the bureau."""

    office: Office
    whose: Whose
    span: Span


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting that was held."""

    number: int
    opened_at: datetime
    place: str
    presence: Presence | None


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that came out."""

    symbol: str
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Planned:
    """A milestone, and how it stands."""

    number: int
    what: str
    due_on: date
    state: TaskState
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a body did from a day to a day, as everybody may read it who may look at the body."""

    symbol: str
    name: str
    address: str
    parent: str
    """The symbol and name of the body under which it stands; empty where it stands under none."""
    since: date
    until: date
    state: BodyState
    mandate: str
    authority: str
    """By which the mandate was given."""
    term: Span | None
    members: int
    bureau: Sequence[Officer]
    planned: Sequence[Planned]
    met: Sequence[Met]
    issued: Sequence[Issued]
    settled: Sequence[Settled]
