"""The figures a share is counted in: a CSV file beside the definition → a value."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.kernel import files_in, tables_in
from app.kernel.errors import Complaint, Invalid
from app.kernel.tables_in import Row
from app.participants.values import Roll
from app.treaties.forms.items import shortened
from app.treaties.values.dossier import Indicator

MOST_BYTES = 5_000_000
MOST_ROWS = 50_000
NUMBER = re.compile(r"\d{1,25}(?:\.\d{1,10})?", re.ASCII)
YEAR = re.compile(r"[12]\d{3}|", re.ASCII)


def indicator(content: bytes, *, named: str, roll: Roll) -> Indicator:
    """Read an indicator's file: ``participant,value[,year]``, its source after # in line 1.

    Of several years of a participant the latest counts.

    Raises:
        Invalid: it cannot be read; every complaint names its line and column.

    """
    source = " ".join(tables_in.source(files_in.text(content, most=MOST_BYTES))).strip()
    table = tables_in.table(
        content,
        required=["participant", "value"],
        optional=["year"],
        most=MOST_BYTES,
        most_rows=MOST_ROWS,
    )
    complaints = [*table.complaints, *_unsourced(source)]
    complaints += [complaint for row in table.rows for complaint in _row_complaints(row, roll)]
    complaints += _doubled(table.rows, roll)
    tables_in.refuse(Invalid, complaints)
    values = _latest(table.rows, roll)
    if not sum(values.values()):
        raise Invalid.because("The figures add up to nothing: no share of them exists.")
    return Indicator(id=named, source=source, values=values)


def _unsourced(source: str) -> Iterator[Complaint]:
    if not source:
        yield Complaint("The first line must name the source of the figures, after a #.", line=1)


def _row_complaints(row: Row, roll: Roll) -> Iterator[Complaint]:
    cells = row.cells
    if roll.named(cells["participant"]) is None:
        yield Complaint(
            "There is no participant “%(name)s”. Give its code or its exact short name.",
            {"name": shortened(cells["participant"])},
            field="participant",
            line=row.line,
        )
    if not NUMBER.fullmatch(cells["value"]):
        yield Complaint(
            "“%(text)s” is not a figure. Write a number of 0 or more with a point before "
            "its decimals, as in 1200.5.",
            {"text": shortened(cells["value"])},
            field="value",
            line=row.line,
        )
    if not YEAR.fullmatch(cells.get("year", "")):
        yield Complaint(
            "“%(text)s” is not a year. Write it as in 2023.",
            {"text": shortened(cells["year"])},
            field="year",
            line=row.line,
        )


def _doubled(rows: Iterable[Row], roll: Roll) -> Iterator[Complaint]:
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        found = roll.named(row.cells["participant"])
        if found is None:
            continue
        line = first.setdefault((found.code, row.cells.get("year", "")), row.line)
        if line != row.line:
            yield Complaint(
                "%(code)s stands in line %(line)s already. Keep one of the two.",
                {"code": found.code, "line": line},
                field="participant",
                line=row.line,
            )


def _latest(rows: Iterable[Row], roll: Roll) -> dict[str, Decimal]:
    values: dict[str, Decimal] = {}
    for row in sorted(rows, key=lambda row: row.cells.get("year", "")):
        found = roll.named(row.cells["participant"])
        if found is not None:
            values[found.code] = Decimal(row.cells["value"])
    return dict(sorted(values.items()))
