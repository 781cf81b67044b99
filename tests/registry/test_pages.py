"""The pages of the register of things, as delegates and officers use them."""

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from app.registry.forms import loads
from app.registry.forms.lists import question
from tests.applications import lent
from tests.people import signed_in

OPERATOR = {"name": "Northern Compute Inc.", "country": "CAN"}
FACILITY = {
    "name": "Laurentides",
    "operator": "OPR-CAN-0001",
    "region": "CA-QC",
    "status": "operating",
}


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    return lent(runtime, tokens=False)


@pytest.fixture
def drafter(app: Flask, runtime: Runtime) -> FlaskClient:
    return signed_in(app, runtime, Role.DRAFTER, "CAN")


def enter(browser: FlaskClient, kind: str, written: dict[str, str], **more: Any) -> str:
    answer = browser.post(f"/registry/new/{kind}", data={"key": uuid4(), **written, **more})
    assert answer.status_code == 303, answer.text
    return answer.location


def test_a_delegate_enters_changes_and_strikes(drafter: FlaskClient) -> None:
    assert "keeps nothing here yet" in drafter.get("/registry").text
    assert enter(drafter, "operator", OPERATOR) == "/registry/OPR-CAN-0001"
    address = enter(drafter, "facility", FACILITY)
    assert address == "/registry/FAC-CAN-0001"
    form = drafter.get(f"{address}/edit").text
    assert 'value="Laurentides"' in form
    assert '<option value="OPR-CAN-0001" selected>OPR-CAN-0001 Northern Compute Inc.' in form
    changed = FACILITY | {"status": "closed", "closed_on": "2027-03-01"}
    sent = {"key": uuid4(), "version": 1, "reason": "It was sold.", **changed}
    assert drafter.post(f"{address}/edit", data=sent).location == address
    page = drafter.get(address).text
    for words in (
        "2 versions",
        "It was sold.",
        "Operating → Closed",
        '→ <time datetime="2027-03-01">',
    ):
        assert words in page, words
    struck = {"key": uuid4(), "version": 2, "reason": "It was entered twice."}
    assert drafter.post(f"{address}/strike", data=struck).location == address
    assert "It was struck." in drafter.get(address).text
    assert drafter.get(f"{address}/edit").location == address
    assert "Laurentides" not in drafter.get("/registry").text
    assert "(struck)" in drafter.get("/registry?struck=yes").text


def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(
    drafter: FlaskClient,
) -> None:
    answer = drafter.post(
        "/registry/new/facility", data={"name": "<b>Lac</b>", "region": "US-NY", "operator": "x"}
    )
    assert answer.status_code == 422
    assert 'value="&lt;b&gt;Lac&lt;/b&gt;"' in answer.text
    for name in ("operator", "region", "status"):
        assert f'href="#{name}"' in answer.text
        assert f'id="{name}-error"' in answer.text


def test_who_comes_second_sees_what_the_other_changed_and_loses_nothing(
    drafter: FlaskClient,
) -> None:
    address = enter(drafter, "operator", OPERATOR)
    first = OPERATOR | {"name": "First", "version": "1", "reason": "A reason."}
    assert drafter.post(f"{address}/edit", data=first).status_code == 303
    second = OPERATOR | {"name": "Second", "version": "1", "reason": "Another."}
    answer = drafter.post(f"{address}/edit", data=second)
    assert answer.status_code == 409
    assert "What changed since you opened it" in answer.text
    assert "<bdi>Northern Compute Inc.</bdi> → <bdi>First</bdi>" in answer.text
    assert 'value="Second"' in answer.text
    assert '<input type="hidden" name="version" value="2">' in answer.text
    assert drafter.post(f"{address}/edit", data=second | {"version": "2"}).status_code == 303


def test_what_is_not_struck_is_told_why(drafter: FlaskClient) -> None:
    address = enter(drafter, "operator", OPERATOR)
    answer = drafter.post(f"{address}/strike", data={"version": "1"})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    answer = drafter.post(f"{address}/strike", data={"version": "7", "reason": "A mistake."})
    assert answer.status_code == 409
    assert ">\nA mistake.</textarea>" in answer.text or ">A mistake.</textarea>" in answer.text
    same = drafter.post(f"{address}/edit", data=OPERATOR | {"version": "1", "reason": "None."})
    assert same.status_code == 422
    assert "Nothing here differs" in same.text


@pytest.mark.parametrize("kind", ["facility", "operator", "developer", "model", "run"])
def test_every_kind_has_a_form_of_its_own_and_one_for_many(drafter: FlaskClient, kind: str) -> None:
    assert drafter.get(f"/registry/new/{kind}").status_code == 200
    assert drafter.get(f"/registry/load/{kind}").status_code == 200


def test_an_officer_reads_all_and_is_offered_no_change(
    app: Flask, runtime: Runtime, drafter: FlaskClient
) -> None:
    address = enter(drafter, "operator", OPERATOR)
    officer = signed_in(app, runtime, Role.DECLARATIONS_OFFICER)
    page = officer.get(address).text
    assert "Northern Compute Inc." in page
    assert "/edit" not in page
    assert "Strike it" not in page
    assert "Canada" in officer.get("/registry").text
    assert officer.get(f"{address}/edit").status_code == 404
    japan = signed_in(app, runtime, Role.DRAFTER, "JPN")
    assert japan.get(address).status_code == 404
    assert japan.post(f"{address}/strike", data={"version": 1}).status_code == 404


def test_a_list_is_given_as_files_with_everything_of_one_kind(drafter: FlaskClient) -> None:
    enter(drafter, "operator", OPERATOR | {"note": "=1+1"})
    every = drafter.get("/registry.csv").get_data(as_text=True)
    assert "id,participant,kind,name,struck,version,recorded_at" in every
    one = drafter.get("/registry.csv?kind=operator").get_data(as_text=True)
    assert "OPR-CAN-0001,CAN,operator,Northern Compute Inc.,CAN,,'=1+1,no,1," in one
    assert drafter.get("/registry.xlsx?kind=operator").get_data()[:2] == b"PK"


@pytest.mark.parametrize(
    "asked", ["?kind=x&sort=x&page=x&struck=no", "?q=%00", "?state=%00", "?page=999", "?sort=-name"]
)
def test_whatever_is_asked_a_list_answers(drafter: FlaskClient, asked: str) -> None:
    assert drafter.get(f"/registry{asked}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/registry/new/x",
        "/registry/x",
        "/registry/FAC-CAN-0001",
        "/registry/loads/77e36a42-ebbb-4226-a69b-57010be3b44e",
    ],
)
def test_what_is_not_there_is_not_there(drafter: FlaskClient, address: str) -> None:
    assert drafter.get(address).status_code == 404


def test_everybody_reads_the_table_of_accelerator_types(app: Flask) -> None:
    visitor = app.test_client()
    page = visitor.get("/registry/accelerators").text
    assert "ACC-H100-SXM5" in page
    assert "989.4" in page
    assert "9.894E+14" in visitor.get("/registry/accelerators.csv").get_data(as_text=True)
    assert visitor.get("/registry/accelerators.xlsx").get_data()[:2] == b"PK"


def hand_in(
    browser: FlaskClient, kind: str, content: bytes, name: str = "x.csv", **more: Any
) -> Any:
    file = BytesIO(content), name
    return browser.post(f"/registry/load/{kind}", data={"key": uuid4(), "file": file, **more})


def test_a_file_is_taken_in_whole_and_leads_to_what_it_brought(drafter: FlaskClient) -> None:
    enter(drafter, "operator", OPERATOR)
    content = "id,name,country\n,Prairie Cloud,CAN\nOPR-CAN-0001,Northern Compute Ltd.,CAN\n"
    answer = hand_in(drafter, "operator", content.encode(), reason="A new year.")
    assert answer.status_code == 303, answer.text
    page = drafter.get(answer.location).text
    assert "1 entered, 1 changed" in page
    assert "OPR-CAN-0002" in page
    kept = drafter.get("/registry/load/operator.csv").get_data()
    assert b"OPR-CAN-0002,Prairie Cloud,CAN,," in kept
    assert drafter.get("/registry/load/operator.xlsx").get_data()[:2] == b"PK"


def workbook(*rows: tuple[str | datetime | None, ...]) -> bytes:
    out, book = BytesIO(), Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_goes_out_and_comes_in_again(drafter: FlaskClient) -> None:
    enter(drafter, "operator", OPERATOR)
    book = load_workbook(BytesIO(drafter.get("/registry/load/operator.xlsx").get_data()))
    sheet = book.worksheets[0]
    sheet.append([None, "Prairie Cloud", "CAN", 812345679])
    out = BytesIO()
    book.save(out)
    answer = hand_in(drafter, "operator", out.getvalue(), "mine.XLSX")
    assert answer.status_code == 303, answer.text
    assert "1 entered, 0 changed" in drafter.get(answer.location).text
    assert "812345679" in drafter.get("/registry/OPR-CAN-0002").text


def test_a_day_in_a_workbook_is_a_day_and_a_formula_is_refused(drafter: FlaskClient) -> None:
    enter(drafter, "developer", OPERATOR)
    header = ("name", "developer", "begins_on", "note")
    content = workbook(header, ("One", "DEV-CAN-0001", datetime(2027, 9, 1), None))  # noqa: DTZ001 (Excel knows no zones)
    assert hand_in(drafter, "run", content, "x.xlsx").status_code == 303
    assert "2027-09-01" in drafter.get("/registry/RUN-CAN-0001").text
    answer = hand_in(
        drafter, "run", workbook(header, ("Two", "DEV-CAN-0001", None, "=1+1")), "x.xlsx"
    )
    assert answer.status_code == 422
    assert "Line 2, column note:" in answer.text


def test_a_wrong_row_stops_the_whole_file_and_is_named(drafter: FlaskClient) -> None:
    answer = hand_in(drafter, "operator", b"name,country\nPrairie Cloud,CAN\nTundra,Nowhere\n")
    assert answer.status_code == 422
    assert "Line 3, column country:" in answer.text
    assert "keeps nothing here yet" in drafter.get("/registry").text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "x.csv"),
        (b"name,country\n", "x.csv"),
        (b"name,country\nA,CAN\n", "x.pdf"),
        (b"name,country\nA,CAN\n", "x.xlsx"),
        (b"PK\x03\x04", "x.xlsx"),
        (b"name,country\nA,CAN\n", ""),
        (b"PK\x03\x04", "x.csv"),
        ("name,country\nÅ,CAN\n".encode("latin-1"), "x.csv"),
        (b"name,land\nA,CAN\n", "x.csv"),
        (b"name,country\n=A,CAN\n", "x.csv"),
        (b"name,country\n" + b"x" * 20_001 + b",CAN\n", "x.csv"),
        (b"name,country\n" + b"A,CAN\n" * 10_001, "x.csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    drafter: FlaskClient, content: bytes, name: str
) -> None:
    answer = hand_in(drafter, "operator", content, name)
    assert answer.status_code == 422
    assert "Nothing was taken in" in answer.text


def test_a_file_that_is_too_large_is_not_read(
    drafter: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loads, "MOST", 1_000)
    for name in ("x.csv", "x.xlsx"):
        answer = hand_in(drafter, "operator", b"PK\x03\x04" + b"," * 1_000, name)
        assert answer.status_code == 422
        assert "at most 1,000 bytes are accepted" in answer.text


def test_a_form_without_a_file_is_told_so(drafter: FlaskClient) -> None:
    answer = drafter.post("/registry/load/operator", data={})
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text


def test_a_null_character_is_looked_for_nowhere() -> None:
    assert question({"q": "a\0b", "state": "\0"}) == question({})
