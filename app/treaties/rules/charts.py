"""What the charts of a treaty draw: points, scales and marks, without a word about colours.

Places are hundredths of the chart's width from its left edge, and of its height from its top.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.treaties.values.status import Counts

SAMPLES = 120
"""Days on which a timeline is read beside those that matter: one for each few pixels."""

MOST_TICKS = 6
"""Marks along an axis that still fit on the narrowest screen."""

MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600)
COUNT_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200)
YEAR_MONTHS = 12


class Line(StrEnum):
    """What a line of the timeline counts."""

    SIGNATORIES = "signatories"
    CONSENTS = "consents"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of the timeline: its SVG path, and the figure at its end."""

    line: Line
    path: str
    last: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it stands and what it stands for."""

    place: float
    value: date | int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Signatories, consents and parties over time, toward the number that was needed."""

    since: date
    until: date
    curves: tuple[Curve, ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    by_month: bool
    """Whether the days' marks are months; else they are years."""
    threshold: Tick | None
    trigger: Tick | None
    entry: Tick | None


def timeline_days(since: date, until: date, *, marks: Iterable[date | None] = ()) -> list[date]:
    """Give the days to count on, in order: evenly spaced, both ends, and those that matter."""
    span = max((until - since).days, 1)
    even = (since + timedelta(days=span * step // SAMPLES) for step in range(SAMPLES + 1))
    within = (mark for mark in marks if mark is not None and since <= mark <= until)
    return sorted({min(day, until) for day in even} | set(within))


def timeline(
    days: Sequence[date],
    counts: Iterable[Counts],
    *,
    threshold: int | None = None,
    trigger_on: date | None = None,
    entry_on: date | None = None,
) -> Timeline:
    """Give the timeline of the counts on the days, which are in order."""
    since, until = days[0], days[-1]
    counted = [_figures(each) for each in counts]
    steps = count_ticks(max([threshold or 0, *map(max, counted)]))
    top = steps[-1]

    def across(on: date) -> float:
        return round((on - since).days / max((until - since).days, 1) * 100, 2)

    def down(count: int) -> float:
        return round((1 - count / top) * 100, 2)

    def mark(on: date | None) -> Tick | None:
        return Tick(across(on), on) if on is not None and since <= on <= until else None

    places = [across(day) for day in days]
    ticks, by_month = day_ticks(since, until)
    return Timeline(
        since=since,
        until=until,
        curves=tuple(
            Curve(
                line, _stairs(places, [down(each[index]) for each in counted]), counted[-1][index]
            )
            for index, line in enumerate(Line)
        ),
        days=tuple(Tick(across(day), day) for day in ticks),
        counts=tuple(Tick(down(step), step) for step in steps),
        by_month=by_month,
        threshold=Tick(down(threshold), threshold) if threshold else None,
        trigger=mark(trigger_on),
        entry=mark(entry_on),
    )


def _figures(counts: Counts) -> tuple[int, int, int]:
    """Give what the lines count, in their order."""
    return counts.signatories, counts.contracting + counts.parties, counts.parties


def _stairs(across: Sequence[float], down: Sequence[float]) -> str:
    """Write a line that stays until the day it changes; equal days add nothing."""
    path = [f"M{across[0]:g} {down[0]:g}"]
    level = down[0]
    for place, height in zip(across[1:], down[1:], strict=True):
        if height != level:
            path.append(f"H{place:g}V{height:g}")
            level = height
    return "".join([*path, f"H{across[-1]:g}"])


def count_ticks(highest: int) -> list[int]:
    """Give round numbers from 0 to the first that is not below the highest figure."""
    step = next((s for s in COUNT_STEPS if highest <= s * (MOST_TICKS - 1)), COUNT_STEPS[-1])
    last = max(-(-highest // step), 1)
    return [step * number for number in range(last + 1)]


def day_ticks(since: date, until: date) -> tuple[list[date], bool]:
    """Give the first days of evenly spaced months or years, and whether they are months."""
    months = (until.year - since.year) * YEAR_MONTHS + until.month - since.month
    step = next((s for s in MONTH_STEPS if months // s <= MOST_TICKS - 1), MONTH_STEPS[-1])
    return list(_firsts(since, until, step)), step < YEAR_MONTHS


def _firsts(since: date, until: date, step: int) -> Iterator[date]:
    month = -(-(since.year * YEAR_MONTHS + since.month - 1) // step) * step
    while (day := date(month // YEAR_MONTHS, month % YEAR_MONTHS + 1, 1)) <= until:
        if day >= since:
            yield day
        month += step
