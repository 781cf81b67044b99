"""What means no good, sent by program: a sentence each, and nothing changes."""

import io
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from app.declarations.forms import published
from app.declarations.forms.workbooks import workbook
from app.declarations.models import Declaration
from app.documents.models import Upload
from app.kernel.actor import Role, Scope
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock
from tests.declarations.test_files_by_program import LETTER, handed_in, put, sent
from tests.declarations.test_programs import AT, HERE, Program, details, program, rows
from tests.declarations.test_workbooks import HOSTILE
from tests.documents.papers import archive, bomb, pdf
from tests.people import made

LETTERS = f"{AT}/CAN-2027-2"
TURNED, RUNG = "JPN\u202e", "JPN\x07"
LINE = {
    "direction": "import", "partner": "JPN", "type": "ACC-H100-SXM5",
    "units": {"value": "400", "unit": "units"}, "date_basis": "received", "end_user": "cloud",
}  # fmt: skip


def line(**answers: Any) -> dict[str, Any]:
    return {"content": {"transfers": {"line": [LINE | answers]}}}


def figure(value: Any, unit: Any = "units") -> dict[str, Any]:
    return line(units={"value": value, "unit": unit})


@pytest.fixture
def drafter(runtime: Runtime) -> Program:
    """Give a program of Canada's that declares transfers, and who acts for it."""
    by = program(runtime, made(runtime, Role.DRAFTER).actor, Scope.READ, Scope.DRAFT)
    for code in ("f4", "f1"):
        assert by.ask("POST", AT, {"obligation": code, "period": "2026"}).status_code == 201
    return by


BEGUN: tuple[tuple[Any, str], ...] = (
    (None, "has no content"),
    ({}, "This is missing"),
    ([], "Write an object"),
    ({"obligation": "f9", "period": "2026"}, "There is no such obligation"),
    ({"obligation": "f2", "period": "2031"}, "has not begun"),
    ({"obligation": "f2", "period": "1999"}, "is closed"),
    ({"obligation": "f2", "period": 2026}, "Write a text"),
    ({"obligation": "f2", "period": "2" * 61}, "At most 60 characters"),
    ({"obligation": "f5-notice", "period": TURNED}, "letters, digits and dashes"),
    ({"obligation": "f5-notice", "period": RUNG}, "letters, digits and dashes"),
    ({"obligation": "f2", "period": "2026", "participant": "JPN"}, "There is no “participant”"),
    ({"obligation": "f2", "period": "2026", "basis": "party"}, "There is no “basis”"),
)

CHANGED: tuple[tuple[Any, str], ...] = (
    (line(units=400), "Write a number"),
    (line(units="400"), "Write a number"),
    (figure(400), "Write a number"),
    (figure("4e2x"), "Write a number"),
    (figure("-4"), "Write a number"),
    (figure("٤٠٠"), "Write a number"),
    (figure("9" * 31), "Write a number"),
    (figure("4", "kg"), "The unit is one of"),
    (line(partner=True), "three capital letters"),
    (line(partner=TURNED), "three capital letters"),
    (line(partner="x" * 900_000), "three capital letters"),
    (line(colour="red"), "no such column"),
    ({"content": {"transfers": {"line": {"0": LINE}}}}, "A list of rows"),
    ({"content": {"transfers": {"line": [{}] * 20_000}}}, "rows are accepted here"),
    ({"content": {"transfers": {"line": []}, "nowhere": {}}}, "no such section"),
    ({"content": {"header": {"language": "\x00"}}}, "null character"),
    ({"classes": {"x" * 100_000: "restricted"}}, "The form has no part"),
    ({"classes": {"transfers": "highly_protected"}}, "never entered here"),
    (None, "has no content"),
)


def test_what_no_declaration_can_be_is_refused_with_a_sentence(
    runtime: Runtime, drafter: Program
) -> None:
    before = rows(runtime, Declaration), drafter.get()
    for body, sentence in BEGUN:
        refused = drafter.ask("POST", AT, body)
        assert (refused.status_code, sentence in details(refused)) == (422, True), body
    for body, sentence in CHANGED:
        refused = drafter.ask("PATCH", HERE, body, match="*")
        assert (refused.status_code, sentence in details(refused)) == (422, True), str(body)[:99]
    for content in (b"[" * 100_000, b'{"outcome": NaN}', b'{"a": 1, "a": 2}', b"\xff", b"{"):
        assert sent(drafter, "PATCH", HERE, content, If_Match="*").status_code == 422
    large = drafter.ask("PATCH", HERE, line(partner="x" * 1_000_000), match="*")
    assert (large.status_code, "too large" in details(large)) == (413, True)
    assert (rows(runtime, Declaration), drafter.get()) == before


@pytest.mark.parametrize("address", ["versions/9" + "9" * 30, "versions/0", "versions/7"])
def test_a_version_that_there_is_not_is_none(drafter: Program, address: str) -> None:
    assert drafter.ask("GET", f"{HERE}/{address}").status_code == 404


@pytest.mark.long
def test_files_that_mean_no_good_are_refused_with_a_sentence_and_leave_nothing(
    runtime: Runtime, drafter: Program
) -> None:
    for name, content, sentence in (
        ("a.png", bomb(), "dots a page"),
        ("a.pdf", pdf() + archive(), "a second file"),
        ("a.pdf", archive(), "its content says otherwise"),
        ("a.docm", LETTER, "Only PDF"),
    ):
        refused = handed_in(drafter, content, name)
        assert (refused.status_code, sentence in details(refused)) == (422, True), name
    for what in ("a bomb", "macros"):
        assert put(drafter, HOSTILE[what]).status_code == 422, what
    book, other = load_workbook(io.BytesIO(workbook(published("F4"), {}))), io.BytesIO()
    book["About"]["B2"] = 7
    book.save(other)
    refused = put(drafter, other.getvalue())
    assert (refused.status_code, "F4, version 1" in details(refused)) == (422, True)
    assert rows(runtime, Upload) == 0


def test_what_is_another_states_is_nobodys_here(runtime: Runtime, drafter: Program) -> None:
    japan = program(runtime, made(runtime, Role.DRAFTER, "JPN").actor, Scope.READ, Scope.DRAFT)
    theirs = japan.ask("POST", AT, {"obligation": "f1", "period": "2026"}).location
    letter = sent(japan, "POST", f"{theirs}/files?name=a.pdf", LETTER).json
    named = {"content": {"designation": {"letter": letter}}}
    assert japan.ask("PATCH", theirs, named, match="*").status_code == 200
    stolen = drafter.ask("PATCH", LETTERS, named, match="*")
    assert (stolen.status_code, "No file that was handed in" in details(stolen)) == (422, True)
    for at in (theirs, LETTERS):
        assert drafter.ask("GET", f"{at}/files/{letter['document']}").status_code == 404
    assert drafter.ask("PATCH", theirs, {}, match="*").status_code == 404


def test_an_expired_token_changes_nothing(drafter: Program, clock: StoppedClock) -> None:
    clock.at += timedelta(hours=25)
    for refused in (
        drafter.ask("PATCH", HERE, line(), match="*"),
        handed_in(drafter),
        sent(drafter, "PUT", f"{HERE}/workbook.xlsx", b"", If_Match="*"),
        drafter.ask("POST", "/api/v1/registry", {"kind": "operator", "written": {}}),
    ):
        assert (refused.status_code, "expired" in details(refused)) == (401, True)
