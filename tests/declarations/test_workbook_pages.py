"""A draft taken out as a workbook, and filled from one: all of it, or nothing."""

import io
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.people import signed_in

HERE = "/declarations/CAN-2027-1"


def taken_out(client: FlaskClient) -> Workbook:
    answer = client.get(f"{HERE}/workbook.xlsx")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.data))


def hidden(client: FlaskClient) -> dict[str, str]:
    page = client.get(f"{HERE}/workbook").text
    return dict(re.findall(r'name="(key|versions)" value="([^"]*)"', page))


def handed_in(
    client: FlaskClient, change: Callable[[Workbook], None], **known: str
) -> TestResponse:
    book, out = taken_out(client), io.BytesIO()
    change(book)
    book.save(out)
    file = (io.BytesIO(out.getvalue()), "form.xlsx")
    return client.post(f"{HERE}/workbook", data={**(known or hidden(client)), "file": file})


def named(name: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book["National authority"]["B2"] = name
        book["Focal points"]["A3"] = "Ada"

    return change


def test_a_draft_goes_out_as_a_workbook_and_comes_in_again(drafter: FlaskClient) -> None:
    loaded = handed_in(drafter, named("Autorité nationale"))
    assert (loaded.status_code, loaded.location) == (303, HERE)
    assert taken_out(drafter)["National authority"]["B2"].value == "Autorité nationale"
    assert "Autorité nationale" in drafter.get(f"{HERE}/sections/authority").text
    again = handed_in(drafter, lambda _book: None)
    assert again.status_code == 303


def test_every_fault_is_told_with_its_place_and_nothing_is_loaded(drafter: FlaskClient) -> None:
    def change(book: Workbook) -> None:
        named("Autorité nationale")(book)
        book["National authority"]["B3"] = "=1+1"
        book["Focal points"]["C3"] = "nobody"

    refused = handed_in(drafter, change)
    assert refused.status_code == 422
    assert "National authority, row 3, column B: This is a formula." in refused.text
    assert "Focal points, row 3, column C: Write an e-mail address" in refused.text
    assert taken_out(drafter)["National authority"]["B2"].value in ("", None)


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(
    drafter: FlaskClient,
) -> None:
    opened = hidden(drafter)
    assert handed_in(drafter, named("Autorité nationale")).status_code == 303
    stale = handed_in(drafter, named("Another authority"), **opened)
    assert stale.status_code == 409
    assert taken_out(drafter)["National authority"]["B2"].value == "Autorité nationale"


@pytest.mark.parametrize(
    ("name", "content"), [("", b""), ("form.xls", b"PK\x03\x04"), ("form.xlsx", b"no workbook")]
)
def test_what_is_no_workbook_is_refused_with_a_sentence(
    drafter: FlaskClient, name: str, content: bytes
) -> None:
    data = {**hidden(drafter), "file": (io.BytesIO(content), name)}
    refused = drafter.post(f"{HERE}/workbook", data=data)
    assert refused.status_code == 422
    assert "Nothing was loaded" in refused.text


def test_another_state_finds_no_workbook(runtime: Runtime, drafter: FlaskClient) -> None:
    assert drafter.get(f"{HERE}/workbook").status_code == 200
    japan = signed_in(lent(runtime, tokens=False), runtime, Role.DRAFTER, "JPN")
    for address in (f"{HERE}/workbook", f"{HERE}/workbook.xlsx"):
        assert japan.get(address).status_code == 404
