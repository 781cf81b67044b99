"""The conference's paper: who has submitted which declaration for a period, participant by
participant.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.documents.values import OVERSIGHT
from app.kernel.clock import date_at, last_day
from app.obligations.rules.status import Name
from app.obligations.values import ONCE, Basis, Obligation, Row
from app.participants.rules import filed
from app.reports.rules.freezing import Facts
from app.reports.rules.papers.frame import frame
from app.reports.rules.papers.timeliness import BASES, counted
from app.reports.rules.papers.timing import CAME, timing
from app.reports.values import House, Timing

HEADER = (
    "basis",
    "participant",
    "name",
    "obligation",
    "period",
    "standing",
    "received_on",
    "days_late",
    "due_on",
    "originally_due_on",
    "extended_by",
    "waived_by",
)


def submissions_paper(
    period: str, rows: Iterable[Row], *, name: Name, on: date, house: House
) -> Facts:
    """Give the facts of who has submitted what for a period, as it stands on a day.

    ``rows`` are the deadlines of the period under what papers speak of. Each basis has its own
    table and totals.
    """
    found = list(rows)
    columns = [each for each in counted(house) if any(row.obligation == each.code for row in found)]
    return {
        **frame(
            "Status of submission of declarations: "
            + ("initial declarations" if period == ONCE else period),
            file_name=f"submissions-{period}-{on}",
            subject=f"/papers/submissions?period={period}",
            on=on,
            audience=OVERSIGHT,
            publisher=house.publisher,
        ),
        "period": period,
        "obligations": [_column(each) for each in columns],
        "count": len(found),
        "came": sum(timing(row) in CAME for row in found),
        "bases": [_part(b, found, columns, name, house) for b in BASES if _on(b, found)],
        "ledger": None,
    }


def period_of(row: Row) -> str:
    """Give the period under which a deadline stands in the paper.

    What is owed once stands together, on whatever basis and however often somebody joined.
    """
    return ONCE if row.period.partition("-")[0] == ONCE else row.period


def periods_with(rows: Iterable[Row], house: House) -> list[str]:
    """Give the periods that have a paper, the latest first and what is owed once at the end.

    What an event calls for has no period that everybody shares.
    """
    shared = {each.code for each in counted(house) if not each.is_eventful}
    found = {period_of(row) for row in rows if row.obligation in shared}
    return sorted(found, key=lambda period: (period != ONCE, period), reverse=True)


def usual_period(rows: Sequence[Row], house: House) -> str | None:
    """Give the latest period of which something is due by now; None while nothing is owed."""
    periods = periods_with(rows, house)
    begun = {period_of(row) for row in rows if timing(row) is not Timing.NOT_DUE}
    return next((period for period in periods if period in begun), next(iter(periods), None))


def of_period(rows: Iterable[Row], period: str, house: House) -> list[Row]:
    """Give the deadlines of which the paper of a period speaks."""
    shared = {each.code for each in counted(house) if not each.is_eventful}
    return [row for row in rows if row.obligation in shared and period_of(row) == period]


def exported(
    rows: Iterable[Row], *, name: Name, house: House
) -> Iterator[Sequence[str | int | date | None]]:
    """Give a spreadsheet's row for each deadline, in the columns of ``HEADER``."""
    order = sorted(rows, key=lambda row: (BASES.index(row.basis), filed(name(row.participant))))
    for row in order:
        cell = _cell(row, house)
        yield (
            row.basis.value,
            row.participant,
            name(row.participant),
            row.obligation,
            row.period,
            cell["timing"],
            cell["received_on"],
            cell["days_late"] or None,
            cell["due_on"],
            cell["originally_on"],
            row.extended_by,
            row.waived_by,
        )


def _on(basis: Basis, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.basis is basis]


def _column(obligation: Obligation) -> Facts:
    return {
        "code": obligation.code,
        "title": obligation.title,
        "form": obligation.form,
        "law": obligation.source,
    }


def _part(
    basis: Basis, rows: Iterable[Row], columns: Sequence[Obligation], name: Name, house: House
) -> Facts:
    """Give the table of one basis: a line for each participant, by name, and its totals."""
    mine = _on(basis, rows)
    lines: dict[str, list[Row]] = {}
    for row in mine:
        lines.setdefault(row.participant, []).append(row)
    words = {timing(row) for row in mine}
    return {
        "basis": basis.value,
        "owed": basis.can_be_overdue,
        "count": len(mine),
        "lines": [
            {"code": code, "name": name(code), "cells": _cells(lines[code], columns, house)}
            for code in sorted(lines, key=lambda code: filed(name(code)))
        ],
        "totals": [_total(word, mine, columns) for word in Timing if word in words],
        "all": _total(None, mine, columns)["figures"],
    }


def _cells(rows: Sequence[Row], columns: Sequence[Obligation], house: House) -> list[list[Facts]]:
    """Give what stands under each obligation: twice, where somebody joined again."""
    return [
        [_cell(row, house) for row in rows if row.obligation == column.code] for column in columns
    ]


def _cell(row: Row, house: House) -> Facts:
    word = timing(row)
    moved = last_day(row.original_due_at, seat=house.seat) if row.is_moved else None
    came = date_at(row.met_at, house.seat) if row.met_at and word in CAME else None
    return {
        "timing": word.value,
        "received_on": came,
        "days_late": row.standing.days_late,
        "due_on": last_day(row.due_at, seat=house.seat),
        "originally_on": moved,
        "extended_by": row.extended_by,
        "waived_by": row.waived_by,
    }


def _total(word: Timing | None, rows: Sequence[Row], columns: Sequence[Obligation]) -> Facts:
    """Count under each obligation the deadlines of which a word is said, or all."""
    wanted = Counter(row.obligation for row in rows if word in {None, timing(row)})
    return {
        "timing": word.value if word else None,
        "figures": [wanted[column.code] for column in columns],
    }
