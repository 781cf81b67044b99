"""The course of a summary: the year as a strip, what happened in it, the years as bars, what to do.

Places are thousandths of a drawing's width from its left edge, or of its height from its top.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from app.declarations.values.filing import Status
from app.kernel.clock import date_at
from app.kernel.sentences import Sentence
from app.obligations.values import Cell
from app.reports.rules.freezing import Facts
from app.reports.rules.summaries.lines import counted, of_year
from app.reports.values.summaries import YEARS_SHOWN, Event, Line, Next
from app.treaties.rules.charts import count_ticks
from app.treaties.rules.involvement import Involvement
from app.treaties.rules.wording import KINDS

WHOLE = 1000
MONTHS = 12
MOST_NEXT = 8
"""How many things to do stand in a summary; the rest stand on the page of deadlines."""

STACKED = (
    *(Cell.ON_TIME, Cell.NIL, Cell.NO_CHANGE, Cell.LATE, Cell.OVERDUE),
    *(Cell.DUE, Cell.NOT_DUE, Cell.WAIVED),
)
"""In which order a bar is stacked, from below."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the timeline tells, and about what."""

    on: date
    event: Event
    line: Line | None = None
    until: date | None = None
    symbol: str | None = None
    treaty: str | None = None
    act: Sentence | None = None


def strip(lines: Sequence[Line], year: int, *, on: date, seat: ZoneInfo) -> Facts:
    """Give the year as a strip: its months, when something was due, when something came, today."""
    came = (date_at(each.received_at, seat) for each in lines if each.received_at)
    return {
        "months": [_across(date(year, month, 1), year) for month in range(1, MONTHS + 1)],
        "due": sorted({_across(each.due_on, year) for each in lines if each.due_on}),
        "received": sorted({_across(day, year) for day in came if day.year == year}),
        "today": _across(on, year) if on.year == year else None,
    }


def told(
    lines: Iterable[Line], involved: Iterable[Involvement], year: int, *, on: date, seat: ZoneInfo
) -> list[Told]:
    """Give what happened in a year up to a day, in order: acts, filings, requests, decisions."""
    every = (*_about_lines(lines, seat=seat), *_about_treaties(involved))
    found = [each for each in every if each.on.year == year and each.on <= on]
    return sorted(found, key=lambda each: (each.on, each.event, each.treaty or ""))


def _about_lines(lines: Iterable[Line], *, seat: ZoneInfo) -> Iterator[Told]:
    for line in lines:
        if line.received_at:
            yield Told(date_at(line.received_at, seat), Event.RECEIVED, line)
        for each in line.happened:
            yield Told(each.on, each.event, line, each.until, each.symbol)


def _about_treaties(involved: Iterable[Involvement]) -> Iterator[Told]:
    for each in involved:
        title = each.definition.short_title
        for act in each.acts:
            yield Told(act.deposited_on, Event.ACT, treaty=title, act=KINDS[act.kind])
        if each.row and each.row.in_force_on:
            yield Told(each.row.in_force_on, Event.IN_FORCE, treaty=title)


def years(lines: Sequence[Line], year: int, *, seat: ZoneInfo) -> Facts | None:
    """Give the figures of the years up to one as stacked bars; None where there are none.

    What is filed of one's own accord is not among them.
    """
    owed = [each for each in lines if each.is_owed]
    shown = [
        (each, counted(of_year(owed, each, seat=seat)))
        for each in range(year - YEARS_SHOWN + 1, year + 1)
    ]
    while len(shown) > 1 and not any(shown[0][1].values()):
        shown = shown[1:]
    highest = max(sum(counts.values()) for _, counts in shown)
    if not highest:
        return None
    ticks = count_ticks(highest)
    return {
        "ticks": [{"place": _down(each, ticks[-1]), "value": each} for each in ticks],
        "years": [_bar(each, counts, top=ticks[-1]) for each, counts in shown],
    }


def _bar(year: int, counts: Mapping[Cell, int], *, top: int) -> Facts:
    parts, below = [], 0
    for cell in STACKED:
        if counts[cell]:
            below += counts[cell]
            height = WHOLE * counts[cell] // top
            parts.append({"cell": cell.value, "top": _down(below, top), "height": height})
    figures = {cell.value: counts[cell] for cell in STACKED}
    return {"year": year, "total": below, "counts": figures, "parts": parts}


def steps(lines: Iterable[Line]) -> list[tuple[Next, Line]]:
    """Give what a participant can do next, the most pressing first.

    What nobody owes is an invitation; of what is still to come only the nearest is named.
    """
    found = [(step, each) for each in lines if (step := _step(each)) is not None]
    ordered = sorted(found, key=lambda one: (list(Next).index(one[0]), one[1].due_on or date.max))
    coming = [one for one in ordered if one[0] is Next.COMING]
    return [one for one in ordered if one[0] is not Next.COMING] + coming[:1]


def _step(line: Line) -> Next | None:
    match line.cell:
        case Cell.OVERDUE | Cell.DUE if line.asked_until:
            return Next.AWAIT
        case Cell.OVERDUE:
            return Next.SUBMIT_LATE
        case Cell.DUE:
            return Next.SUBMIT if line.is_owed else Next.MAY
        case Cell.NOT_DUE:
            return Next.COMING if line.is_owed and line.due_on else None
        case _ if line.filed and line.filed.status is Status.RETURNED:
            return Next.SUBMIT_AGAIN
    return None


def _across(on: date, year: int) -> int:
    first = date(year, 1, 1)
    return WHOLE * (on - first).days // (date(year + 1, 1, 1) - first).days


def _down(count: int, top: int) -> int:
    return WHOLE - WHOLE * count // top
