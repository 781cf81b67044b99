"""The whole form as a workbook: out, filled in without a connection, and in again."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.declarations.forms import catalogue, published
from app.declarations.forms.cells import answered, written
from app.declarations.forms.places import Filled
from app.declarations.forms.sheets import laid_out
from app.declarations.forms.workbooks import workbook
from app.declarations.forms.workbooks_read import filled
from app.declarations.rules import validate
from app.declarations.values.forms import Form, Question
from app.kernel.child import Refused
from app.kernel.errors import Invalid
from app.kernel.workbooks_in import sheets
from app.kernel.workbooks_in import workbook as handed_in
from app.kernel.workbooks_opened import opened
from tests.declarations.filled import CONTEXT, FILLED

FORMS = [form for versions in catalogue().values() for form in versions.values()]


def read(form: Form, content: bytes, kept: dict[str, Any] | None = None) -> Filled:
    return filled(form, sheets(opened(content)), kept=kept or {})


def changed(form: Form, change: Callable[[Workbook], None], held: Any = None) -> bytes:
    """Give a form's workbook as somebody saves it who changed it."""
    book = load_workbook(io.BytesIO(workbook(form, held or {})))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def question_of(code: str, section: str, name: str) -> Question:
    found = published(code).section(section)
    assert found is not None
    return next(question for _, question in found.everything() if question.name == name)


def without_null(content: dict[str, Any]) -> dict[str, Any]:
    return {name: section for name, section in content.items() if section}


@pytest.mark.parametrize("form", FORMS, ids=[form.code for form in FORMS])
def test_what_goes_out_in_a_workbook_comes_in_again(form: Form) -> None:
    content = FILLED[form.code]
    found = read(form, workbook(form, content), kept=content)
    assert found.problems == []
    assert found.content == without_null(content)


def test_every_sheet_has_a_name_that_excel_takes_and_the_same_form_gives_the_same_bytes() -> None:
    for form in FORMS:
        names = [laid.name for laid in laid_out(form)]
        assert len({name.casefold() for name in names}) == len(names)
        assert all(0 < len(name) <= 31 for name in names)
        assert workbook(form, {}) == workbook(form, {})


def test_nothing_in_a_workbook_is_a_formula() -> None:
    content = {"authority": {"name_official": "=HYPERLINK(1)"}}
    book = load_workbook(io.BytesIO(workbook(published("F1"), content)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []


CELLS: list[tuple[str, str, str, str, Any]] = [
    ("F2", "totals", "peak_16_bit", "1.20e18",
     {"value": "1.20e18", "unit": "FLOP/s"}),
    ("F2", "totals", "peak_16_bit", "1e18; operator declared",
     {"value": "1e18", "unit": "FLOP/s", "basis": "operator_declared"}),
    ("F2", "totals", "peak_16_bit", "1e18 FLOP/s; estimated within 2",
     {"value": "1e18", "unit": "FLOP/s", "basis": "estimated", "factor": "2"}),
    ("F2", "totals", "peak_16_bit", "Nil", {"none": "nil"}),
    ("F2", "totals", "peak_16_bit", "withheld: Security",
     {"none": "withheld", "reason": "Security"}),
    ("F2", "remainder", "sites", "withheld: Security", {"none": "withheld", "reason": "Security"}),
    ("F2", "remainder", "sites", "0", {"value": "0", "unit": "sites"}),
    ("F2", "facilities", "name", "not applicable", {"none": "not_applicable"}),
    ("F2", "facilities", "name", "nil", "nil"),
    ("F2", "facilities", "status", "being BUILT", "building"),
    ("F2", "facilities", "status", "sold", "sold"),
    ("F3", "run", "biological", "Yes", True),
    ("F3", "run", "facilities", "FAC-CAN-0001; FAC-CAN-0002", ["FAC-CAN-0001", "FAC-CAN-0002"]),
    ("F3", "run", "modalities", "Text; Program code", ["text", "code"]),
    ("F6", "measures", "reporting_within", "72 hours", {"value": "72", "unit": "hours"}),
    ("F6", "measures", "penalty_amount", "5000000", {"value": "5000000", "unit": "EUR"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "section", "name", "text", "answer"), CELLS)
def test_a_cell_is_read_as_people_write(
    code: str, section: str, name: str, text: str, answer: Any
) -> None:
    question = question_of(code, section, name)
    assert answered(question, text, files={}) == answer
    assert answered(question, written(question, answer), files={}) == answer


def test_numbers_and_dates_that_a_spreadsheet_made_of_answers_are_read() -> None:
    def change(book: Workbook) -> None:
        sheet = book["Public totals"]
        sheet["B2"], sheet["B3"] = 4, 2.5e18
        book["About this declaration"]["B4"] = 2026
        book["Sites"]["A3"] = "FAC-CAN-0001"
        book["Sites"]["I3"] = date(2025, 3, 1)
        book["Sites"]["J3"] = datetime(2026, 3, 1, 9, 30)  # noqa: DTZ001 (Excel knows no zones)

    found = read(published("F2"), changed(published("F2"), change))
    site = found.content["facilities"]["facility"][0]
    assert (site["since"], site.pop("expected_on")) == ("2025-03-01", "2026-03-01T09:30")
    assert found.content["totals"]["sites"]["value"] == "4"
    assert found.content["totals"]["peak_16_bit"]["value"] == "2.5e+18"
    assert found.content["header"]["period"] == "2026"
    draft = validate(published("F2"), found.content, CONTEXT, draft=True)
    assert [*found.problems, *draft] == []


def test_every_fault_is_told_with_its_sheet_its_row_and_its_column() -> None:
    def change(book: Workbook) -> None:
        sheet = book["Sites"]
        sheet["A3"], sheet["B3"] = "FAC-CAN-0001", "=1+1"
        sheet["C3"] = "#REF!"
        sheet["C3"].data_type = "e"
        sheet["A5"], sheet["H5"] = "FAC-CAN-0002", "sold"
        sheet["Z5"] = "beside the form"
        book["Public totals"]["B2"] = "four"
        book["Public totals"]["D3"] = "colour"

    found = read(published("F2"), changed(published("F2"), change))
    draft = validate(published("F2"), found.content, CONTEXT, draft=True)
    told = sorted(str(found.place(each)) for each in [*found.problems, *draft])
    assert told == [
        "Public totals, row 2, column B",
        "Public totals, row 3, column D",
        "Sites, row 3, column B",
        "Sites, row 3, column C",
        "Sites, row 5, column H",
        "Sites, row 5, column Z",
    ]


def test_what_is_missing_in_a_row_stands_at_its_empty_cell() -> None:
    def change(book: Workbook) -> None:
        book["Sites"]["A7"] = "FAC-CAN-0001"

    found = read(published("F2"), changed(published("F2"), change))
    missing = [
        str(found.place(each))
        for each in validate(published("F2"), found.content, CONTEXT)
        if each.path == "facility.0.status"
    ]
    assert missing == ["Sites, row 7, column H"]


def test_columns_may_stand_in_another_order_and_may_not_be_missing() -> None:
    def turned(book: Workbook) -> None:
        sheet = book["Transfers"]
        sheet["A2"], sheet["B2"] = "partner", "direction"
        sheet["A3"], sheet["B3"] = "JPN", "Import"

    def missing(book: Workbook) -> None:
        book["Transfers"]["A2"] = "way"

    form = published("F4")
    content = read(form, changed(form, turned)).content
    assert content["transfers"]["line"] == [{"partner": "JPN", "direction": "import"}]
    told = read(form, changed(form, missing))
    assert [str(told.place(each)) for each in told.problems] == ["Transfers"]


def test_a_file_stays_by_its_name_and_cannot_come_by_workbook() -> None:
    form, content = published("F1"), FILLED["F1"]
    kept = read(form, workbook(form, content), kept=content)
    assert kept.content["designation"] == content["designation"]
    foreign = read(form, workbook(form, content))
    assert [each.field for each in foreign.problems] == ["letter"]


def test_a_workbook_of_another_form_or_with_other_sheets_is_refused() -> None:
    def unknown(book: Workbook) -> None:
        book.create_sheet("Notes")

    def missing(book: Workbook) -> None:
        del book["Sites"]

    form = published("F2")
    contents = [
        workbook(published("F4"), {}),
        changed(form, unknown),
        changed(form, missing),
        changed(form, lambda book: book["About"].__setitem__("B3", "2")),
    ]
    for content in contents:
        with pytest.raises(Invalid):
            read(form, content)


def packed(entries: dict[str, bytes], *, of: bytes | None = None) -> bytes:
    """Give a package with parts put in, on top of those of another."""
    held = {}
    if of:
        with zipfile.ZipFile(io.BytesIO(of)) as package:
            held = {name: package.read(name) for name in package.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (held | entries).items():
            package.writestr(name, content)
    return out.getvalue()


EMPTY = workbook(published("F2"), {})
SHEET = "xl/worksheets/sheet2.xml"
LOCAL, LISTED = EMPTY[:8], EMPTY[EMPTY.index(b"PK\1\2") :][:10]
"""How an entry begins, with its flags: where it lies, and in the list at the end."""

BOMB = b"<worksheet>" + b" " * 1_000_000 + b"</worksheet>"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'
WIDE = '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16")

HOSTILE: dict[str, bytes] = {
    "half of one": EMPTY[: len(EMPTY) // 2],
    "another archive": packed({"a.txt": b"a"}),
    "a polyglot": EMPTY + b"<html></html>",
    "a comment behind its end": EMPTY[:-2] + struct.pack("<H", 4) + b"evil",
    "a bomb": packed({SHEET: BOMB}, of=EMPTY),
    "a thousand parts": packed({f"xl/media/{place}.png": b"" for place in range(2001)}, of=EMPTY),
    "rows without end": packed({SHEET: b"<row/>" * 20_001}, of=EMPTY),
    "macros": packed({"xl/vbaProject.bin": b"macro"}, of=EMPTY),
    "macros by another name": packed(
        {"[Content_Types].xml": b'<Types><a b="macroEnabled"/></Types>'}, of=EMPTY
    ),
    "a password": EMPTY.replace(LOCAL, LOCAL[:6] + b"\1\0").replace(LISTED, LISTED[:8] + b"\1\0"),
    "a hundred sheets": packed(
        {f"xl/worksheets/sheet{place}.xml": b"<a/>" for place in range(200)}, of=EMPTY
    ),
    "links": packed({"xl/externalLinks/externalLink1.xml": b"<a/>"}, of=EMPTY),
    "entities": packed({SHEET: ENTITY}, of=EMPTY),
    "another encoding": packed({SHEET: WIDE}, of=EMPTY),
    "broken XML": packed({SHEET: b"<worksheet><sheetData>"}, of=EMPTY),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_workbook_that_means_no_good_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        opened(content)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("form.xls", EMPTY),
        ("form.xlsx", b"period,2026"),
        ("form.xlsx", b""),
        ("form.xlsx", b"P" * 20_000_001),
        ("form.xlsx", HOSTILE["a bomb"]),
    ],
)
def test_a_child_reads_what_is_handed_in_and_says_why_it_does_not(
    name: str, content: bytes
) -> None:
    with pytest.raises(Invalid) as refused:
        handed_in(name, content)
    assert all(each.sentence.endswith(".") for each in refused.value.complaints)


def test_a_child_reads_a_workbook() -> None:
    assert handed_in("Form.XLSX", EMPTY) == sheets(opened(EMPTY))
