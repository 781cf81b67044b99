"""Tables for spreadsheets, as CSV and XLSX: nothing in them is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | Decimal | date | None

GUARDED = tuple("=+-@\t\r＝＋－＠")  # noqa: RUF001 (full-width forms count as well)
"""A text that begins so would be run by a spreadsheet that opens a CSV file."""

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""The making date that every workbook names, so that the same table gives the same bytes."""

EXCEL_BEGINS = date(1900, 3, 1)
"""The first day that Excel counts right; an earlier one is written as text."""

WIDEST = 60
TEXT_MOST = 32_767
"""How many characters Excel holds in a cell."""


def as_text(cell: Cell) -> str:
    """Give a cell as CSV has it: ISO dates, and an apostrophe before what looks like a formula."""
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.lstrip(" ").startswith(GUARDED) else cell
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Give the table as CSV (RFC 4180) in UTF-8, with a byte order mark, without which Excel
    reads names in other scripts wrongly.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Give the table as a workbook of one sheet: dates are dates, texts are texts; the header
    stays in view and filters.
    """
    out = io.BytesIO()
    book = Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "created": LONG_AGO})
    sheet = book.add_worksheet(_sheet_name(title))
    day, quoted = (
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"quote_prefix": 1}),
    )
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, book.add_format({"bold": True}))
    widths = [len(name) for name in header]
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, last, column, cell, day=day, quoted=quoted)
            widths[column] = max(widths[column], len(as_text(cell)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, WIDEST) + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(header) - 1)
    book.close()
    return out.getvalue()


def _write(
    sheet: Worksheet, row: int, column: int, cell: Cell, *, day: Format, quoted: Format
) -> None:
    match cell:
        case None | "":
            return
        case str():
            guard = quoted if as_text(cell) != cell else None
            sheet.write_string(row, column, cell[:TEXT_MOST], guard)
        case date() if cell >= EXCEL_BEGINS:
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 (Excel knows no zones)
        case date():
            sheet.write_string(row, column, cell.isoformat())
        case _:
            sheet.write_number(row, column, cell)


def _sheet_name(title: str) -> str:
    """Give a name that Excel accepts: at most 31 characters, none of those it keeps for itself."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or "1"
