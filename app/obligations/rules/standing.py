"""How a deadline stands at an instant: filing state, timeliness, flags. Non-compliance is never
computed: it is a finding that a body makes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.deadlines.values import Outcome
from app.kernel.clock import date_at, end_of_day, last_day
from app.obligations.values import (
    Basis,
    Cell,
    FilingState,
    Flag,
    Row,
    Standing,
    Timeliness,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a standing follows from."""

    basis: Basis
    opens_on: date
    due_at: datetime
    recorded_on: date
    met_at: datetime | None = None
    outcome: Outcome | None = None
    recalled: bool = False
    extended: bool = False
    moved_by_outage: bool = False


def standing(facts: Facts, *, at: datetime, seat: ZoneInfo) -> Standing:
    """Give how a deadline stands at an instant.

    What a participant files of its own accord is neither late nor overdue; nor is what was due
    before the register learned that it is owed, until a decision sets another day.
    """
    state = _state(facts, at=at, seat=seat)
    flags = frozenset(_flags(facts, seat=seat))
    counts = facts.basis.can_be_overdue and Flag.DUE_BEFORE_RECORDED not in flags
    if not counts or state is FilingState.WAIVED:
        return Standing(state, flags=flags)
    if facts.met_at is None:
        overdue = facts.due_at <= at
        days = _days(facts.due_at, at, seat=seat) if overdue else 0
        return Standing(state, Timeliness.OVERDUE if overdue else None, days, flags)
    if facts.met_at < facts.due_at:
        return Standing(state, Timeliness.ON_TIME, flags=flags)
    return Standing(state, Timeliness.LATE, _days(facts.due_at, facts.met_at, seat=seat), flags)


def counts(rows: Iterable[Row]) -> Mapping[Cell, int]:
    """Count a table by state: the figures add up to its rows."""
    counted = Counter(each.standing.cell for each in rows)
    return {cell: counted[cell] for cell in Cell}


def _state(facts: Facts, *, at: datetime, seat: ZoneInfo) -> FilingState:
    if facts.outcome is not None:
        return FilingState(facts.outcome.value)
    has_begun = facts.opens_on <= date_at(at, seat) or facts.due_at <= at
    return FilingState.DUE if has_begun else FilingState.NOT_DUE


def _flags(facts: Facts, *, seat: ZoneInfo) -> Iterator[Flag]:
    if facts.extended:
        yield Flag.EXTENDED
    if facts.moved_by_outage:
        yield Flag.MOVED_BY_OUTAGE
    if facts.recalled and facts.met_at is None:
        yield Flag.RECALLED
    if facts.due_at < end_of_day(facts.recorded_on, seat):
        yield Flag.DUE_BEFORE_RECORDED


def _days(due_at: datetime, at: datetime, *, seat: ZoneInfo) -> int:
    """Count the days by which something is late, begun ones included: there is at least one."""
    return max(1, (date_at(at, seat) - last_day(due_at, seat=seat)).days)
