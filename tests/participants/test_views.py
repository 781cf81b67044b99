"""The list of participants as it goes out: a page, a CSV file, a workbook."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from flask.testing import FlaskClient

from app.kernel.runtime import Runtime
from tests.applications import lent


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    return lent(runtime).test_client()


def test_the_page_lists_everybody_with_a_link_to_each(client: FlaskClient) -> None:
    page = client.get("/participants").text
    assert "198 participants as of" in page
    assert page.count('href="/participants/') == 198
    assert "<bdi>Côte d&#39;Ivoire</bdi>" in page


def test_the_page_keeps_its_filter_in_every_link(client: FlaskClient) -> None:
    page = client.get("/participants?group=african&as_of=2011-07-08&q=sudan").text
    assert "1 participant as of" in page
    kept = "q=sudan&amp;group=african&amp;as_of=2011-07-08"
    assert f'href="/participants.csv?{kept}"' in page
    assert f'href="/participants.xlsx?{kept}"' in page
    assert f'href="/participants?{kept}&amp;sort=code"' in page
    assert '<option value="african" selected>' in page


def test_the_order_is_told_to_those_who_cannot_see_it(client: FlaskClient) -> None:
    assert client.get("/participants").text.count('aria-sort="ascending"') == 1
    assert client.get("/participants?sort=-code").text.count('aria-sort="descending"') == 1


def test_an_empty_list_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/participants?q=nobody").text
    assert "Nobody fits this" in page
    assert "participants.csv" not in page


def test_what_was_typed_is_shown_as_text(client: FlaskClient) -> None:
    assert "<script>alert" not in client.get("/participants?q=<script>alert(1)</script>").text


def test_a_wrong_word_is_complained_of_beside_its_field(client: FlaskClient) -> None:
    answer = client.get("/participants?as_of=then")
    assert answer.status_code == 422
    assert "198 participants as of" in answer.text
    assert "“then” is no date from 1982 to 2199." in answer.text
    assert 'aria-describedby="as_of-error"' in answer.text
    assert "participants.csv" not in answer.text


@pytest.mark.parametrize("file", ["/participants.csv", "/participants.xlsx"])
def test_a_file_of_something_unreadable_is_refused(client: FlaskClient, file: str) -> None:
    answer = client.get(f"{file}?group=nordic")
    assert answer.status_code == 422
    assert "“nordic” in the address means nothing here" in answer.text


def test_the_csv_has_the_rows_of_the_page(client: FlaskClient) -> None:
    answer = client.get("/participants.csv?group=eastern_european&sort=code&as_of=1992-12-31")
    assert answer.headers["Content-Disposition"].endswith('"participants-1992-12-31.csv"')
    assert "Accept-Language" in answer.headers["Vary"]
    table = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row["code"] for row in table][:4] == ["ALB", "ARM", "AZE", "BGR"]
    (past,) = (row for row in table if row["code"] == "CSK")
    assert past["existed_until"] == "1993-01-01"
    assert past["formal_name"] == "the Czech and Slovak Federal Republic"


def test_the_workbook_has_dates_as_dates(client: FlaskClient) -> None:
    answer = client.get("/participants.xlsx?q=AUS&sort=code")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    header, first, *_ = sheet.iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert row["code"] == "AUS"
    since = row["un_member_since"]
    assert since.date() == date(1945, 11, 1)  # type: ignore[union-attr]
