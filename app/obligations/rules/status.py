"""A reporting status laid out: lines of a table, a grid over the years, a spreadsheet's rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.kernel.clock import date_at
from app.obligations.rules import due
from app.obligations.rules.standing import counts
from app.obligations.values import Cell, Obligation, Order, Row

Name = Callable[[str], str]
"""Gives a participant's name by its code."""

ORDER = (Cell.OVERDUE, Cell.LATE, Cell.DUE, Cell.ON_TIME, Cell.NIL, Cell.NO_CHANGE)
"""In which order states are sorted: what needs looking after comes first."""

HEADER = (
    "obligation",
    "period",
    "participant",
    "name",
    "basis",
    "due_on",
    "originally_due_on",
    "received_on",
    "state",
    "timeliness",
    "days_late",
    "flags",
    "extended_by",
    "waived_by",
)


@dataclass(frozen=True, slots=True)
class Grid:
    """Participants by periods: how each stands, and the counts of each period."""

    periods: Sequence[str]
    lines: Sequence[tuple[str, Mapping[str, Row]]]
    """A participant's code, and its rows by period."""
    counts: Mapping[str, Mapping[Cell, int]]


def grid(rows: Iterable[Row], *, name: Name) -> Grid:
    """Lay rows out over the periods, the earliest first, participants by name."""
    by_period: dict[str, list[Row]] = {}
    by_participant: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_period.setdefault(row.period, []).append(row)
        by_participant.setdefault(row.participant, {})[row.period] = row
    return Grid(
        periods=sorted(by_period),
        lines=sorted(by_participant.items(), key=lambda line: name(line[0]).casefold()),
        counts={period: counts(each) for period, each in by_period.items()},
    )


def ordered(rows: Iterable[Row], order: Order, *, descending: bool, name: Name) -> list[Row]:
    """Give rows in an order; those that are alike in it stand by name."""
    found = sorted(rows, key=lambda row: name(row.participant).casefold())
    keys: Mapping[Order, Callable[[Row], object]] = {
        Order.NAME: lambda row: name(row.participant).casefold(),
        Order.DUE: lambda row: row.due_at,
        Order.STATE: lambda row: (_place(row.standing.cell), -row.standing.days_late),
    }
    return sorted(found, key=keys[order], reverse=descending)  # type: ignore[arg-type]


def exported(
    rows: Iterable[Row], *, name: Name, seat: ZoneInfo
) -> Iterator[Sequence[str | int | date | None]]:
    """Give a spreadsheet's row for each, in the columns of ``HEADER``."""
    for row in rows:
        standing = row.standing
        yield (
            row.obligation,
            row.period,
            row.participant,
            name(row.participant),
            row.basis.value,
            due.last(row.due_at, seat=seat),
            due.last(row.original_due_at, seat=seat),
            date_at(row.met_at, seat) if row.met_at else None,
            standing.state.value,
            standing.timeliness.value if standing.timeliness else None,
            standing.days_late or None,
            " ".join(sorted(standing.flags)),
            row.extended_by,
            row.waived_by,
        )


def document(row: Row, obligation: Obligation, *, seat: ZoneInfo) -> dict[str, object]:
    """Give a deadline as programs read it."""
    standing = row.standing
    return {
        "obligation": row.obligation,
        "title": obligation.title,
        "form": obligation.form,
        "stage": obligation.stage,
        "participant": row.participant,
        "period": row.period,
        "basis": row.basis.value,
        "due_at": row.due_at.isoformat() if row.is_limited else None,
        "due_on": _day(row.due_at, seat),
        "originally_due_on": _day(row.original_due_at, seat),
        "received_at": row.met_at.isoformat() if row.met_at else None,
        "status": standing.cell.value,
        "state": standing.state.value,
        "timeliness": standing.timeliness.value if standing.timeliness else None,
        "days_late": standing.days_late,
        "flags": sorted(standing.flags),
        "extended_by": row.extended_by,
        "waived_by": row.waived_by,
        "link": row.address,
    }


def _day(due_at: datetime, seat: ZoneInfo) -> str | None:
    on = due.last(due_at, seat=seat)
    return on.isoformat() if on else None


def _place(cell: Cell) -> int:
    return ORDER.index(cell) if cell in ORDER else len(ORDER)
