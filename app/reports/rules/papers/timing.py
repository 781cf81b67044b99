"""How deadlines were met, counted: each counts once, and nobody is ranked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median

from app.kernel.clock import last_day
from app.obligations.values import FilingState, Flag, Row, Timeliness
from app.reports.rules.freezing import Facts, frozen
from app.reports.values import House, Timing

BY_TIMELINESS: Mapping[Timeliness, Timing] = {
    Timeliness.ON_TIME: Timing.ON_TIME,
    Timeliness.LATE: Timing.LATE,
    Timeliness.OVERDUE: Timing.OVERDUE,
}
BY_STATE: Mapping[FilingState, Timing] = {
    FilingState.FILED: Timing.RECEIVED,
    FilingState.NIL: Timing.RECEIVED,
    FilingState.NO_CHANGE: Timing.RECEIVED,
    FilingState.DUE: Timing.DUE,
    FilingState.NOT_DUE: Timing.NOT_DUE,
    FilingState.WAIVED: Timing.WAIVED,
}

CAME = frozenset({Timing.ON_TIME, Timing.LATE, Timing.RECEIVED})
"""Of which something was received."""

SHEET = 1_000
"""How wide a bar is drawn."""


def timing(row: Row) -> Timing:
    """Give the one word under which a deadline is counted.

    Nil and “no change” are submissions like any other, and which it was is content.
    """
    timeliness = row.standing.timeliness
    return BY_TIMELINESS[timeliness] if timeliness else BY_STATE[row.standing.state]


def tally(rows: Iterable[Row]) -> Facts:
    """Count deadlines by how they were met: the words' figures add up to ``count``.

    What was extended, or moved after an outage, is counted once more beside them.
    """
    found = list(rows)
    counted = Counter(map(timing, found))
    flags = Counter(flag for each in found for flag in each.standing.flags)
    return {
        "count": len(found),
        **{word.value: counted[word] for word in Timing},
        "median_days_late": median_of(
            row.standing.days_late for row in found if timing(row) is Timing.LATE
        ),
        "extended": flags[Flag.EXTENDED],
        "moved": flags[Flag.MOVED_BY_OUTAGE],
    }


def median_of(days: Iterable[int]) -> int | Decimal | None:
    """Give the median, exact to the half; None of nothing."""
    found = sorted(days)
    exact: int | Decimal | None = frozen(median(found)) if found else None
    return exact


def bar(counted: Facts, *, most: int) -> list[Facts]:
    """Give the parts of a bar, drawn on a sheet whose whole width stands for ``most``."""
    place, parts = 0, []
    for word in Timing:
        if counted[word.value] and most:
            end = place + counted[word.value]
            start, stop = place * SHEET // most, end * SHEET // most
            parts.append({"timing": word.value, "place": start, "width": stop - start})
            place = end
    return parts


def year_of(row: Row, house: House) -> int:
    """Give the year at the seat in which a deadline falls, as it stands now."""
    return last_day(row.due_at, seat=house.seat).year


def by_year(rows: Iterable[Row], years: Sequence[int], house: House) -> list[list[Row]]:
    """Give the deadlines of each of the years."""
    kept: dict[int, list[Row]] = {year: [] for year in years}
    for row in rows:
        kept.get(year_of(row, house), []).append(row)
    return list(kept.values())
