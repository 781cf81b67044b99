"""The words for compliance summaries: whose copy, what a line says, and where a batch stands."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.declarations.values.classes import Class
from app.declarations.values.filing import Status
from app.documents.values import PUBLIC, Audience, shared_with
from app.obligations.values import Basis, Cell, Flag

YEARS_SHOWN = 8
"""How many years the chart goes back, the year itself included."""

FIRST_YEAR = 2000
LAST_YEAR = 2199
"""Between which years a summary may be asked for."""

FEWEST = 5
"""How many of a regional group must have had something due before its figures are given: fewer
would tell what one of them did."""

LONGEST_OCCASION = 80


class Copy(StrEnum):
    """For whom a summary is made: what is in it, and the class on each of its pages."""

    STATE = "state"
    """The participant and who oversees declarations: all that is owed, filed and asked for."""
    PUBLIC = "public"
    """Everybody: what is published, and nothing else."""

    @property
    def grade(self) -> Class:
        """The class that stands on every page."""
        return Class.RESTRICTED if self is Copy.STATE else Class.UNCLASSIFIED

    def readers(self, participant: str) -> Audience:
        """Give for whom the print of a participant's is."""
        return shared_with(participant) if self is Copy.STATE else PUBLIC


@dataclass(frozen=True, slots=True)
class Filed:
    """The version of record of what was declared for a deadline."""

    reference: str
    version: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One deadline of a participant, or in a public copy one filing that is published."""

    obligation: str
    period: str
    basis: Basis
    cell: Cell
    due_on: date | None
    """None where the law sets no time."""
    originally_on: date | None = None
    """As the law had it, where a decision or an outage has moved it."""
    received_at: datetime | None = None
    """When the first complete submission came."""
    days_late: int = 0
    flags: frozenset[Flag] = frozenset()
    extended_by: str | None = None
    waived_by: str | None = None
    filed: Filed | None = None
    asked_until: date | None = None
    """Until when an extension is asked for that nobody has decided about."""
    happened: tuple["Happened", ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing has come yet for what is owed and has begun."""
        return self.cell in {Cell.DUE, Cell.OVERDUE}

    @property
    def is_owed(self) -> bool:
        """Whether it is owed; what is filed of one's own accord is counted apart."""
        return self.basis.can_be_overdue


class Event(StrEnum):
    """What the timeline of a year tells."""

    ACT = "act"
    IN_FORCE = "in_force"
    RECEIVED = "received"
    ASKED = "asked"
    EXTENDED = "extend"
    REFUSED = "refuse"
    WAIVED = "waive"


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened about a deadline on a day, besides its filing."""

    on: date
    event: Event
    until: date | None = None
    symbol: str | None = None


class Next(StrEnum):
    """What a participant can do next."""

    SUBMIT_LATE = "submit_late"
    SUBMIT = "submit"
    SUBMIT_AGAIN = "submit_again"
    """What was filed was returned."""
    AWAIT = "await"
    """A body has yet to decide about an extension."""
    MAY = "may"
    """Nobody owes it; it is welcome."""
    COMING = "coming"


class BatchState(StrEnum):
    """Where a batch stands; derived from its rows, never stored."""

    GATHERING = "gathering"
    PRINTING = "printing"
    PAUSED = "paused"
    HALTED = "halted"
    """Everything is printed but for what failed."""
    PACKING = "packing"
    DONE = "done"


class Told(StrEnum):
    """Of what whoever asked for a batch is told."""

    DONE = "done"
    HALTED = "halted"
    """What failed keeps it from being packed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What the state of a batch is read from."""

    gathered: bool
    paused: bool
    packed: bool
    total: int = 0
    ready: int = 0
    failed: int = 0
    reused: int = 0
    """How many of those ready had been printed before."""
    lately: tuple[datetime, ...] = ()
    """When the latest prints of its own came out, the latest first."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch has come, and how many seconds it still takes, as far as one can tell."""

    state: BatchState
    total: int
    ready: int
    failed: int
    reused: int
    seconds_left: int | None

    @property
    def percent(self) -> int:
        """How much of it is printed, in hundredths."""
        return 100 * self.ready // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Run:
    """A day of each year on which summaries are made by themselves."""

    month: int
    day: int
    years_back: int
    """Of which year: 0 is the one that runs."""
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A run that has come: its day, the year it is about, the copy."""

    on: date
    year: int
    copy: Copy

    @property
    def occasion(self) -> str:
        """By which it is made once."""
        return f"run/{self.on.isoformat()}/{self.copy.value}"


@dataclass(frozen=True, slots=True)
class Figures:
    """How many lines stand how, by cell, and how many participants they are of."""

    participants: int = 0
    counts: dict[Cell, int] = field(default_factory=dict)
