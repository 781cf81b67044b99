"""A table of a draft taken out as CSV, and filled from one: all of its rows, or nothing."""

import io
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.people import signed_in

SECTION = "/declarations/CAN-2027-1/sections/focal_points"
TABLE = f"{SECTION}/focal_point"
HEADER = "name,office,email,phone,from,role"
ADA = "Ada,Desk,ada@example.org,'+431555010,2026-01-01,drafter"


def hidden(client: FlaskClient) -> dict[str, str]:
    return dict(re.findall(r'name="(key|version-section)" value="([^"]*)"', client.get(TABLE).text))


def handed_in(
    client: FlaskClient, *lines: str, name: str = "t.csv", encoding: str = "utf-8", **known: str
) -> TestResponse:
    content = "".join(f"{line}\n" for line in lines).encode(encoding)
    file = (io.BytesIO(content), name)
    return client.post(TABLE, data={**(known or hidden(client)), "file": file})


def taken_out(client: FlaskClient) -> list[str]:
    answer = client.get(f"{TABLE}.csv")
    assert answer.headers["Content-Disposition"].endswith('"CAN-2027-1-focal_point.csv"')
    return str(answer.data.decode("utf-8-sig")).splitlines()


def test_a_table_goes_out_as_csv_and_comes_in_again(drafter: FlaskClient) -> None:
    assert f'href="{TABLE}"' in drafter.get(SECTION).text
    [header] = taken_out(drafter)
    assert header.split(",")[:2] == ["name", "office"]
    loaded = handed_in(drafter, HEADER, ADA)
    assert (loaded.status_code, loaded.location) == (303, f"{SECTION}#focal_point")
    there = taken_out(drafter)
    assert there[1].startswith("Ada,Desk,ada@example.org,'+431555010")
    again = handed_in(drafter, *there, there[1].replace("Ada", "Bo"))
    assert again.status_code == 303
    assert len(taken_out(drafter)) == 3
    assert handed_in(drafter, HEADER).status_code == 303
    assert len(taken_out(drafter)) == 1


def test_every_fault_is_told_with_its_row_and_column_and_nothing_is_loaded(
    drafter: FlaskClient,
) -> None:
    assert handed_in(drafter, HEADER, ADA).status_code == 303
    before = taken_out(drafter)
    for lines, sentence in (
        ((HEADER, ADA, "=1+1,,,,,"), "focal_point.csv, row 3, column name: "),
        ((HEADER, ADA, "Bo,Desk,nobody,,soon,king"), "row 3, column email: Write an e-mail"),
        ((HEADER, ADA, "Bo,Desk,nobody,,soon,king"), "row 3, column role: "),
        ((f"{HEADER},colour", f"{ADA},red"), "row 1, column colour: There is no column"),
        ((HEADER, "a\u202eb,Desk,a@example.org,,2026-01-01,both"), "row 2, column name: "),
        ((HEADER, *[ADA] * 6), "rows"),
    ):
        refused = handed_in(drafter, *lines)
        assert refused.status_code == 422, lines
        assert sentence in refused.text, lines
    assert "UTF-8" in handed_in(drafter, HEADER, "Zoé,,,,,", encoding="latin-1").text
    for name in ("", "t.xlsx"):
        assert handed_in(drafter, HEADER, ADA, name=name).status_code == 422
    assert taken_out(drafter) == before


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(
    drafter: FlaskClient,
) -> None:
    opened = hidden(drafter)
    assert handed_in(drafter, HEADER, ADA).status_code == 303
    assert handed_in(drafter, HEADER, **opened).status_code == 409
    assert len(taken_out(drafter)) == 2


@pytest.mark.usefixtures("drafter")
def test_another_state_finds_no_table_and_nobody_one_that_is_none(
    runtime: Runtime, drafter: FlaskClient
) -> None:
    japan = signed_in(lent(runtime, tokens=False), runtime, Role.DRAFTER, "JPN")
    for address in (TABLE, f"{TABLE}.csv"):
        assert japan.get(address).status_code == 404
    for address in (f"{SECTION}/nothing", f"{SECTION}/nothing.csv"):
        assert drafter.get(address).status_code == 404
