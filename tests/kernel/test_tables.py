"""CSV in with every complaint in its place; CSV and XLSX out with nothing that runs."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import tables_in, tables_out
from app.kernel.errors import Complaint, Invalid


def read(content: str | bytes) -> tables_in.Table:
    given_bytes = content.encode() if isinstance(content, str) else content
    return tables_in.table(
        given_bytes, required=["code", "text"], optional=["note"], most=1_000_000, most_rows=5
    )


def complaints(content: str) -> list[str]:
    return [str(complaint) for complaint in read(content).complaints]


def test_cells_may_hold_commas_quotes_and_line_breaks() -> None:
    table = read('code,text\r\nA,"one, ""two""\nthree"\r\nB,four\r\n')
    assert [(row.line, row.cells["text"]) for row in table.rows] == [
        (2, 'one, "two"\nthree'),
        (4, "four"),
    ]


def test_cells_are_trimmed_and_composed() -> None:
    assert read("code,text\n A , Cafe\u0301\n").rows[0].cells == {"code": "A", "text": "Café"}


def test_columns_may_stand_in_any_order_and_after_a_byte_order_mark() -> None:
    assert read("\ufefftext,note,code\nx,y,z\n").rows[0].cells["code"] == "z"


def test_lines_that_hold_nothing_are_passed_over() -> None:
    assert [row.line for row in read("code,text\n\n,\nA,b\n").rows] == [4]


def test_lines_above_the_header_name_the_source_and_are_counted() -> None:
    content = '# Source: a "yearbook\n#2024, p. 3\ncode,text\nA\nB,c\n'
    assert tables_in.source(content) == ['Source: a "yearbook', "2024, p. 3"]
    assert [row.line for row in read(content).rows] == [5]
    assert complaints(content)[0].startswith("line 4: This row has 1 cells")
    with pytest.raises(Invalid, match="line 2, column text"):
        read("# Source\ncode\nA\n")


def test_every_fault_of_the_header_is_told_at_once() -> None:
    with pytest.raises(Invalid) as refusal:
        read("code,code,colour\nA,b,c\n")
    assert [str(complaint) for complaint in refusal.value.complaints] == [
        "line 1, column text: The column “text” is missing. The header must be: code,text.",
        "line 1, column code: The column “code” stands there 2 times. Keep one of them.",
        "line 1, column colour: There is no column “colour”. The columns are: code, text, note.",
    ]


def test_an_uneven_row_is_told_with_its_line() -> None:
    assert complaints("code,text\nA\nB,c,d\n") == [
        "line 2: This row has 1 cells; the header has 2. Put a text with commas between "
        "quotation marks.",
        "line 3: This row has 3 cells; the header has 2. Put a text with commas between "
        "quotation marks.",
    ]


@pytest.mark.parametrize("start", list("=+@-＝＋－＠"))
def test_a_formula_is_refused_with_line_and_column(start: str) -> None:
    assert complaints(f'code,text\nA,b\nB," {start}SUM(A1)"\n') == [
        f"line 3, column text: The cell begins with “{start}”, as a spreadsheet's formula does. "
        "Write its value instead."
    ]


def test_a_dash_before_a_space_is_a_text() -> None:
    assert complaints("code,text\nA,- first point\nB,-\n") == []


def test_control_characters_are_refused() -> None:
    assert complaints("code,text\nA,\u202eevil\nB,\x07\n") == [
        "line 2, column text: The cell holds a control character that cannot be seen. "
        "Type the text anew.",
        "line 3, column text: The cell holds a control character that cannot be seen. "
        "Type the text anew.",
    ]


def test_an_unclosed_quotation_mark_is_told_with_the_line_where_it_begins() -> None:
    told = complaints('code,text\nA,=b\nB,"c\nD,e\n')
    assert told[0].startswith("line 2, column text")
    assert told[1].startswith("line 3: From this line on the file is not CSV")


def test_an_endless_cell_is_refused() -> None:
    assert "at most 20000 are accepted" in complaints(f"code,text\nA,{'x' * 20_001}\n")[0]
    assert "is not CSV" in complaints(f"code,text\nA,{'x' * 200_000}\n")[0]


def test_too_many_rows_are_refused() -> None:
    assert "more than 5 rows" in complaints("code,text\n" + "A,b\n" * 6)[0]


def test_only_the_first_hundred_complaints_are_told() -> None:
    many = [Complaint("No.", line=line) for line in range(250, 0, -1)]
    told = tables_in.capped(many)
    assert (told[0].line, told[99].line) == (1, 100)
    assert str(told[100]) == "And 150 more complaints."


ROW: list[tables_out.Cell] = [
    "=1+1",
    "＝x",
    date(1999, 3, 1),
    date(1815, 6, 9),
    Decimal("0.55"),
    None,
]
HEADER = list("abcdef")


def test_exported_cells_never_begin_like_a_formula() -> None:
    content = tables_out.as_csv(HEADER, [ROW]).decode("utf-8-sig")
    assert content == "a,b,c,d,e,f\r\n'=1+1,'＝x,1999-03-01,1815-06-09,0.55,\r\n"


def test_a_workbook_holds_texts_and_dates_as_such() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(tables_out.as_xlsx("A: b/c", HEADER, [ROW]))).active
    assert sheet is not None
    assert sheet.title == "A  b c"
    cells = next(iter(sheet.iter_rows(min_row=2)))
    assert [cell.data_type for cell in cells] == ["s", "s", "d", "s", "n", "n"]
    assert [cell.data_type for cell in cells][2] == "d"
    assert cells[0].quotePrefix


def test_the_same_table_gives_the_same_workbook() -> None:
    assert tables_out.as_xlsx("A", HEADER, [ROW]) == tables_out.as_xlsx("A", HEADER, [ROW])


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_no_text_survives_as_a_formula(cells: list[str]) -> None:
    guarded = list(map(tables_out.as_text, cells))
    assert not any(cell.startswith(tables_out.GUARDED) for cell in guarded)
    written = io.StringIO(tables_out.as_csv(HEADER[: len(cells)], [cells]).decode("utf-8-sig"))
    assert len(next(csv.reader([next(iter(written))]))) == len(cells)
