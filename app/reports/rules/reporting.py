"""What the print of a reporting status says: the page's own lines and figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from app.kernel.clock import date_at
from app.kernel.languages import long_instant
from app.obligations.rules import due
from app.obligations.rules.standing import counts
from app.obligations.rules.status import Grid, Name, grid, ordered
from app.obligations.values import Cell, FilingState, Obligation, Order, Row
from app.reports.rules.freezing import Facts
from app.reports.values import House

MOST_PERIODS = 9
"""How many periods stand beside each other on a sheet."""


def reporting_status(
    obligation: Obligation,
    period: str | None,
    rows: Sequence[Row],
    *,
    at: datetime,
    name: Name,
    house: House,
) -> Facts:
    """Give the facts of how everybody stands: in a period line by line, else over all of them.

    What events call for has no years to compare, and stands line by line.
    """
    by_line = period is not None or obligation.is_eventful
    laid_out = None if by_line else grid(rows, name=name)
    inside = f"/{period}" if period else ""
    on = date_at(at, house.seat)
    return {
        "title": f"Reporting status: {obligation.title}",
        "file_name": f"reporting-{obligation.code}{inside.replace('/', '-')}-{on}",
        "subject": f"/reporting/{obligation.code}{inside}",
        "agency": house.publisher.agency,
        "demonstration": house.publisher.demonstration,
        "known_on": on,
        "obligation": obligation.title,
        "law": obligation.source,
        "form": obligation.form,
        "reserved": obligation.publication.value == "reserved",
        "period": period,
        "cells": [each.value for each in Cell],
        "counts": {cell.value: count for cell, count in counts(rows).items()},
        "count": len(rows),
        "rows": [_line(each, name, house) for each in _by_name(rows, name)] if by_line else [],
        "sheets": list(_sheets(laid_out, name)) if laid_out else [],
        "ledger": None,
    }


def _by_name(rows: Iterable[Row], name: Name) -> list[Row]:
    return ordered(rows, Order.NAME, descending=False, name=name)


def _line(row: Row, name: Name, house: House) -> Facts:
    standing, came = row.standing, row.met_at
    if standing.state is FilingState.WAIVED:
        came = None
    return {
        "name": name(row.participant),
        "period": row.period,
        "basis": row.basis.value,
        "due_on": due.last(row.due_at, seat=house.seat),
        "originally": _originally(row, house),
        "received": long_instant(came, house.seat) if came else None,
        "cell": standing.cell.value,
        "days_late": standing.days_late,
        "flags": sorted(each.value for each in standing.flags),
        "extended_by": row.extended_by,
        "waived_by": row.waived_by,
    }


def _originally(row: Row, house: House) -> date | None:
    return due.last(row.original_due_at, seat=house.seat) if row.is_moved else None


def _sheets(laid_out: Grid, name: Name) -> Iterator[Facts]:
    """Give the grid in parts that a sheet is wide enough for, the earliest periods first."""
    for start in range(0, len(laid_out.periods), MOST_PERIODS):
        periods = laid_out.periods[start : start + MOST_PERIODS]
        yield {
            "periods": list(periods),
            "lines": [
                {"name": name(code), "cells": [_cell(owed.get(each)) for each in periods]}
                for code, owed in laid_out.lines
                if any(each in owed for each in periods)
            ],
            "counts": [
                {"cell": cell.value, "figures": [laid_out.counts[each][cell] for each in periods]}
                for cell in Cell
            ],
            "all": [_total(laid_out.counts[each]) for each in periods],
        }


def _cell(row: Row | None) -> Facts | None:
    if row is None:
        return None
    standing = row.standing
    return {"cell": standing.cell.value, "days_late": standing.days_late, "moved": row.is_moved}


def _total(counted: Mapping[Cell, int]) -> int:
    return sum(counted.values())
