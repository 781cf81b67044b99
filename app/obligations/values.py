"""The words for duties: what the law asks, of whom, on which basis, by when, and how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

DEADLINE = "obligation"
"""The kind of deadline that this slice sets."""

ONCE = "initial"
"""The period of what is owed once after entry into force."""

END = "end-state"
"""The period of what must be reached in the end."""

LONGEST_CODE = 40
LONGEST_PERIOD = 60
LONGEST_SYMBOL = 200
LONGEST_REASON = 2_000


class Basis(StrEnum):
    """On what basis a participant files."""

    PARTY = "party"
    PROVISIONAL = "provisionally_applying"
    ARRANGEMENT = "arrangement"
    """It takes part in an arrangement that binds politically."""
    VOLUNTARY = "voluntary"

    @property
    def can_be_overdue(self) -> bool:
        """Whether whoever files on this basis owes it."""
        return self is not Basis.VOLUNTARY


OWING = (Basis.PARTY, Basis.PROVISIONAL, Basis.ARRANGEMENT)
"""The bases on which something is owed, the strongest first."""


class Publication(StrEnum):
    """Whether it is public that something was filed."""

    PUBLIC = "public"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Initial:
    """Within so many days of entry into force for the state."""

    kind: Literal["initial"]
    days: int


@dataclass(frozen=True, slots=True)
class ByDate:
    """Each year, by a day of the year itself or of one that follows."""

    kind: Literal["annual_by_date"]
    month: int
    day: int
    years_after: int = 1


@dataclass(frozen=True, slots=True)
class AfterPeriod:
    """Each year, within so many days of its end."""

    kind: Literal["annual_after"]
    days: int


@dataclass(frozen=True, slots=True)
class BeforePeriod:
    """Each year, so many days before it begins."""

    kind: Literal["annual_before"]
    days: int


@dataclass(frozen=True, slots=True)
class Periodic:
    """Every so many years by a day, in cohorts of which each has its own years.

    The first cohort's turn is in ``first``, the next one's a year later; who is in none is in the
    last. Without cohorts everybody's turn comes so many years after entry into force for it.
    """

    kind: Literal["periodic"]
    every: int
    month: int
    day: int
    first: int = 0
    cohorts: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class BeforeMeeting:
    """So many months before a meeting, which is the period."""

    kind: Literal["before_meeting"]
    months: int
    body: str


@dataclass(frozen=True, slots=True)
class AfterEvent:
    """Within so many days of an event, or so many hours of the instant when it became known."""

    kind: Literal["after_event"]
    days: int | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class BeforeEvent:
    """So many days before an event."""

    kind: Literal["before_event"]
    days: int


@dataclass(frozen=True, slots=True)
class EndState:
    """Within so many years of entry into force for the state; a body may extend it."""

    kind: Literal["end_state"]
    years: int


Annual = ByDate | AfterPeriod | BeforePeriod
Once = Initial | EndState
Eventful = AfterEvent | BeforeEvent
Rule = Initial | ByDate | AfterPeriod | BeforePeriod | Periodic | BeforeMeeting | AfterEvent | (
    BeforeEvent | EndState
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty, as data."""

    code: str
    """As addresses have it, such as ``f2`` or ``f3-a``."""
    title: str
    form: str
    """On which form it is met, such as ``F2``."""
    treaty: str
    source: str
    """Where the law says so."""
    rule: Rule
    publication: Publication = Publication.PUBLIC
    stage: str | None = None
    """At which stage of the form."""
    following: str | None = None
    """The code of the one that comes first: before it was due, this is not owed."""

    @property
    def is_eventful(self) -> bool:
        """Whether it arises from an event, which somebody has to tell."""
        return isinstance(self.rule, AfterEvent | BeforeEvent)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What some participants have agreed among themselves, and from when each takes part."""

    title: str
    treaty: str
    """Whose obligations they have taken on."""
    participants: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting before which something is due."""

    body: str
    number: str
    """Such as ``C-1``: the period's id."""
    opens_on: date


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every obligation, by code in the order of the law, and what they refer to."""

    obligations: Mapping[str, Obligation]
    arrangements: Sequence[Arrangement] = ()
    meetings: Sequence[Meeting] = ()
    digest: str = ""
    """Of the files it was read from."""

    @property
    def treaties(self) -> frozenset[str]:
        """The treaties that they stand in."""
        return frozenset(each.treaty for each in self.obligations.values())


@dataclass(frozen=True, slots=True)
class Tenure:
    """A time during which a participant owes on one basis; ``to`` is the first day out."""

    basis: Basis
    since: date
    to: date | None
    recorded_on: date
    """The day on which the register learned of it."""

    def covers(self, on: date) -> bool:
        """Say whether the day lies in it."""
        return self.since <= on and (self.to is None or on < self.to)

    def touches(self, first: date, last: date) -> bool:
        """Say whether a day from the first to the last lies in it."""
        return self.since <= last and (self.to is None or first < self.to)


@dataclass(frozen=True, slots=True)
class Event:
    """What an event-driven duty arises from: its id, and when it happened or became known."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation, applied to one participant and one period."""

    obligation: str
    participant: str
    period: str
    basis: Basis
    opens_on: date
    """The first day on which it can be met sensibly: until then it is not due."""
    due_at: datetime
    """The first instant at which it is late."""
    recorded_on: date
    """The day on which the register learned that it is owed."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What there is one of."""
        return (self.obligation, self.participant, self.period)


def subject_of(obligation: str, participant: str, period: str) -> str:
    """Give the id of the deadline of an obligation, participant and period."""
    return f"{obligation}/{participant}/{period}"


def address_of(obligation: str, participant: str, period: str) -> str:
    """Give the address of the page of a deadline of this slice."""
    return f"/reporting/{obligation}/{period}/{participant}"


class FilingState(StrEnum):
    """What became of a deadline; each has one."""

    NOT_DUE = "not_due"
    DUE = "due"
    FILED = "filed"
    NIL = "nil"
    NO_CHANGE = "no_change"
    WAIVED = "waived"


class Timeliness(StrEnum):
    """Whether it was in time, counted from the first complete submission."""

    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"


class Flag(StrEnum):
    """What a reader should know beside."""

    EXTENDED = "extended"
    MOVED_BY_OUTAGE = "moved_by_outage"
    RECALLED = "recalled"
    DUE_BEFORE_RECORDED = "due_before_recorded"


class Cell(StrEnum):
    """State and timeliness in one word, by which a table is counted: each row has one."""

    ON_TIME = "on_time"
    LATE = "late"
    NIL = "nil"
    NO_CHANGE = "no_change"
    OVERDUE = "overdue"
    DUE = "due"
    NOT_DUE = "not_due"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one deadline stands at an instant."""

    state: FilingState
    timeliness: Timeliness | None = None
    days_late: int = 0
    flags: frozenset[Flag] = frozenset()

    @property
    def cell(self) -> Cell:
        """The one word it is counted under: overdue and late before what was filed in time."""
        if self.timeliness is Timeliness.OVERDUE:
            return Cell.OVERDUE
        if self.state is FilingState.FILED:
            return Cell.LATE if self.timeliness is Timeliness.LATE else Cell.ON_TIME
        return Cell(self.state.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a reporting status: a duty, its dates, and how it stands."""

    obligation: str
    participant: str
    period: str
    basis: Basis
    due_at: datetime
    original_due_at: datetime
    met_at: datetime | None
    standing: Standing
    extended_by: str | None = None
    waived_by: str | None = None

    @property
    def address(self) -> str:
        """The address of its page."""
        return address_of(self.obligation, self.participant, self.period)

    @property
    def is_moved(self) -> bool:
        """Whether it is due on another day than the law has it."""
        return self.due_at != self.original_due_at


class DecisionKind(StrEnum):
    """What a body may decide about a deadline."""

    EXTEND = "extend"
    REFUSE = "refuse"
    """To refuse the extension that was asked for."""
    WAIVE = "waive"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a body about a deadline, as an officer enters it."""

    kind: DecisionKind
    symbol: str
    until: date | None = None
    """The new last day, of an extension."""


class RecordKind(StrEnum):
    """What the ledger says about a deadline."""

    ASKED = "extension.asked"
    ENTERED = "deadline_decision.entered"
    CONFIRMED = "deadline_decision.confirmed"
    OUTAGE = "outage.recorded"


@dataclass(frozen=True, slots=True)
class Outage:
    """A time during which nobody could file."""

    since: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which deadlines are asked for."""

    participant: str = ""
    due_before: datetime | None = None
    basis: Basis | None = None
    cells: frozenset[Cell] = field(default_factory=frozenset)

    def takes(self, row: Row) -> bool:
        """Say whether a row is among those asked for."""
        return (not self.cells or row.standing.cell in self.cells) and (
            self.basis in {None, row.basis}
        )
