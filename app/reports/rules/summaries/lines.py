"""The lines of a compliance summary: which deadlines it shows, and how they are counted.

A deadline belongs to the year in which it is due; what has no time limit to that of its filing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from app.declarations.values.published import Published
from app.kernel.clock import date_at
from app.obligations.rules import due
from app.obligations.rules.decisions import Said, progress
from app.obligations.values import (
    Cell,
    FilingState,
    Obligation,
    Publication,
    RecordKind,
    Row,
    Timeliness,
)
from app.participants.values import RegionalGroup, Roll
from app.reports.values.summaries import Event, Figures, Filed, Happened, Line


def line_of(row: Row, *, filed: Filed | None, said: Sequence[Said], seat: ZoneInfo) -> Line:
    """Give the line of a deadline, with what was filed for it and what was asked and decided."""
    waits, waived = progress(said).asked, row.standing.state is FilingState.WAIVED
    return Line(
        obligation=row.obligation,
        period=row.period,
        basis=row.basis,
        cell=row.standing.cell,
        due_on=due.last(row.due_at, seat=seat),
        originally_on=due.last(row.original_due_at, seat=seat) if row.is_moved else None,
        received_at=None if waived else row.met_at,
        days_late=row.standing.days_late,
        flags=row.standing.flags,
        extended_by=row.extended_by,
        waived_by=row.waived_by,
        filed=filed,
        asked_until=waits.until if waits and row.met_at is None else None,
        happened=tuple(_happened(said, seat=seat)),
    )


def published_line(each: Published, *, seat: ZoneInfo) -> Line:
    """Give the line of a filing that is published; whether it was nil is content, and not told."""
    return Line(
        obligation=each.obligation,
        period=each.period,
        basis=each.basis,
        cell=Cell.LATE if each.timeliness is Timeliness.LATE else Cell.ON_TIME,
        due_on=due.last(each.due_at, seat=seat) if each.due_at else None,
        received_at=each.received_at,
        days_late=each.days_late,
    )


def _happened(said: Sequence[Said], *, seat: ZoneInfo) -> Iterator[Happened]:
    for each in said:
        on = date_at(each.at, seat)
        if each.kind is RecordKind.ASKED:
            yield Happened(on, Event.ASKED, until=each.until)
        elif each.kind is RecordKind.CONFIRMED:
            decided = each.decision
            yield Happened(on, Event(decided.kind.value), decided.until, decided.symbol)


def year_of(line: Line, *, seat: ZoneInfo) -> int | None:
    """Give the year to which a line belongs; None where nothing was filed and no time is set."""
    if line.due_on is not None:
        return line.due_on.year
    return date_at(line.received_at, seat).year if line.received_at else None


def of_year(lines: Iterable[Line], year: int, *, seat: ZoneInfo) -> list[Line]:
    """Give the lines of a year, by the day on which they are due."""
    found = [each for each in lines if year_of(each, seat=seat) == year]
    return sorted(found, key=_place)


def still_owed(lines: Iterable[Line], year: int, *, on: date, seat: ZoneInfo) -> list[Line]:
    """Give what is owed from years before and has not come, and what has no time limit."""
    found = [
        each
        for each in lines
        if each.is_open and each.is_owed and (year_of(each, seat=seat) or on.year) < year
    ]
    return sorted(found, key=_place)


def counted(lines: Iterable[Line]) -> dict[Cell, int]:
    """Count lines by cell: the figures add up to the lines."""
    counts = dict.fromkeys(Cell, 0)
    for each in lines:
        counts[each.cell] += 1
    return counts


def comparable(
    lines: Iterable[Line], year: int, *, obligations: Mapping[str, Obligation], seat: ZoneInfo
) -> list[Line]:
    """Give the lines of a year that may be counted together with others': what is owed, under
    obligations of which it is public that something was filed.
    """
    return [
        each
        for each in of_year(lines, year, seat=seat)
        if each.is_owed and _is_public(obligations.get(each.obligation))
    ]


def group_figures(
    lines: Mapping[str, Sequence[Line]],
    year: int,
    *,
    roll: Roll,
    obligations: Mapping[str, Obligation],
    seat: ZoneInfo,
) -> dict[RegionalGroup, Figures]:
    """Give the figures of each regional group, its participants together."""
    gathered: dict[RegionalGroup, tuple[set[str], list[Line]]] = {}
    for code, theirs in lines.items():
        group = roll[code].group if code in roll else None
        kept = comparable(theirs, year, obligations=obligations, seat=seat) if group else []
        if group and kept:
            codes, together = gathered.setdefault(group, (set(), []))
            codes.add(code)
            together.extend(kept)
    return {
        group: Figures(len(codes), counted(together))
        for group, (codes, together) in gathered.items()
    }


def same_group(code: str, *, roll: Roll) -> Collection[str]:
    """Give the codes of a participant's regional group, its own among them; or it alone."""
    group = roll[code].group
    others = {each.code for each in roll if group is not None and each.group is group}
    return others | {code}


def _is_public(obligation: Obligation | None) -> bool:
    return obligation is not None and obligation.publication is Publication.PUBLIC


def _place(line: Line) -> tuple[date, str, str]:
    return line.due_on or date.max, line.obligation, line.period
