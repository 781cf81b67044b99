"""What stands in a workbook's cells, as texts; formulas and errors are told from them."""

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from app.kernel.child import Refused
from app.kernel.errors import Invalid
from app.kernel.workbooks_in import ERROR, FORMULA, Line, sheets, workbook
from app.kernel.workbooks_opened import opened

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = "</sheetData></worksheet>"

TEXTS: list[tuple[Any, str]] = [
    ("Prairie Cloud", "Prairie Cloud"),
    ("  spaces and\nlines ", "  spaces and\nlines "),
    ("#REF!x", "#REF!x"),
    (4, "4"),
    (-0.5, "-0.5"),
    (2.5e18, "2.5e+18"),
    (1e-7, "1e-07"),
    (0.1 + 0.2, "0.3"),
    (123456789012345, "123456789012345"),
    (True, "yes"),
    (date(2025, 3, 1), "2025-03-01"),
    (datetime(2026, 3, 1, 9, 30), "2026-03-01T09:30"),  # noqa: DTZ001 (Excel knows no zones)
    (time(9, 30), "09:30:00"),
    (CellRichText("half ", TextBlock(InlineFont(b=True), "bold")), "half bold"),
]


def saved(*cells: tuple[int, int, Any]) -> bytes:
    """Give a workbook with these cells: row, column, value."""
    book, out = Workbook(), io.BytesIO()
    for row, column, value in cells:
        book.worksheets[0].cell(row, column, value)
    book.save(out)
    return out.getvalue()


def written(rows: str, *, prefix: str = "") -> bytes:
    """Give a workbook whose first sheet has these rows, as some other program wrote them."""
    sheet = HEAD + rows + FOOT
    if prefix:
        sheet = re.sub("<(/?)", rf"<\1{prefix}:", sheet).replace("xmlns=", f"xmlns:{prefix}=")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved())) as empty, zipfile.ZipFile(out, "w") as package:
        for name in empty.namelist():
            package.writestr(name, sheet.encode() if name == SHEET else empty.read(name))
    return out.getvalue()


def lines(content: bytes) -> list[Line]:
    return list(sheets(opened(content))[0].lines)


def test_a_cell_is_read_as_the_text_that_people_see() -> None:
    content = saved(*((row, 2, value) for row, (value, _) in enumerate(TEXTS, start=1)))
    assert [(line.number, line.text(2)) for line in lines(content)] == [
        (row, text) for row, (_, text) in enumerate(TEXTS, start=1)
    ]


def test_rows_and_columns_in_which_nothing_stands_are_counted() -> None:
    [first, second] = lines(saved((3, 4, "a"), (7, 2, "b")))
    assert (first.number, second.number) == (3, 7)
    assert (list(first.columns()), list(second.columns())) == ([4], [2])


def test_formulas_and_errors_are_told_where_they_stand_and_what_they_came_to_is_no_text() -> None:
    found = lines(
        written(
            '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><v>7</v></c></row>'
            '<row r="3"><c r="C3" t="e"><v>#REF!</v></c></row>'
            '<row r="9"><c r="AB9"><f t="shared" si="0"/></c></row>'
        )
    )
    assert [(line.number, dict(line.odd)) for line in found] == [
        (2, {1: FORMULA}),
        (3, {3: ERROR}),
        (9, {28: FORMULA}),
    ]
    assert (found[0].text(1), found[0].text(2), found[2].text(28)) == ("", "7", "")


def test_cells_without_a_place_follow_on_each_other() -> None:
    [line] = lines(written("<row><c><v>1</v></c><c><f>1+1</f><v>2</v></c><c><v>3</v></c></row>"))
    assert (line.number, line.text(1), line.text(3)) == (1, "1", "3")
    assert line.odd == {2: FORMULA}


def test_a_formula_is_found_under_whatever_prefix_a_program_writes() -> None:
    [line] = lines(written('<row r="1"><c r="A1"><f>1+1</f></c></row>', prefix="x-1"))
    assert line.odd == {1: FORMULA}


@pytest.mark.parametrize(
    "rows",
    ['<row r="20001"><c r="A20001"><v>1</v></c></row>', '<row r="1"><c r="CW1"><v>1</v></c></row>'],
)
def test_what_stands_too_far_away_is_refused(rows: str) -> None:
    with pytest.raises(Refused):
        opened(written(rows))


def test_a_sheet_that_would_fill_the_memory_is_refused_with_a_sentence() -> None:
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v>'
    with pytest.raises(Invalid) as refused:
        workbook("far.xlsx", written(corners + "</c></row>"))
    assert refused.value.complaints[0].sentence.endswith(".")
