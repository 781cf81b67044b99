"""How a deadline stands, and the lines of a reporting status."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.obligations.values.duties import address_of
from app.obligations.values.law import NEVER, Basis


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
    def key(self) -> tuple[str, str, str]:
        """What there is one of."""
        return (self.obligation, self.participant, self.period)

    @property
    def address(self) -> str:
        """The address of its page."""
        return address_of(self.obligation, self.participant, self.period)

    @property
    def is_limited(self) -> bool:
        """Whether the law sets a time for it; what has none is never late."""
        return self.due_at != NEVER

    @property
    def is_moved(self) -> bool:
        """Whether it is due on another day than the law has it."""
        return self.due_at != self.original_due_at


class Order(StrEnum):
    """What a reporting status may be sorted by."""

    NAME = "name"
    DUE = "due"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which deadlines are asked for."""

    participant: str = ""
    due_by: datetime | None = None
    """Late from this instant at the latest."""
    basis: Basis | None = None
    cells: frozenset[Cell] = field(default_factory=frozenset)
    unmet: bool = False
    """Only those that nothing has met."""

    def takes(self, row: Row) -> bool:
        """Say whether a row is among those asked for."""
        return (not self.cells or row.standing.cell in self.cells) and (
            self.basis in {None, row.basis}
        )
