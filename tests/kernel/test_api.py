"""Requests are read strictly, refused in sentences, and answered so that caches may keep it."""

from typing import Any

import pytest
from apiflask import APIBlueprint, APIFlask
from flask import Response
from flask.testing import FlaskClient
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import api as edge
from app.kernel.api import Asked, Day, InLanguage, answer, attachment
from app.kernel.errors import Invalid
from app.kernel.languages import Language
from app.kernel.paging import Paged, page
from app.kernel.web import public, show_errors


class Question(Asked):
    as_of: Day | None = None
    language: InLanguage = Language.ENGLISH


class Body(Asked):
    days: list[Day]


@pytest.fixture
def client() -> FlaskClient:
    app = APIFlask("app", docs_path=None, json_errors=False)
    Babel(app)
    edge.prepare(app)
    show_errors(app)
    app.register_blueprint(blueprint())
    return app.test_client()


def blueprint() -> APIBlueprint:
    api = APIBlueprint("api", __name__, url_prefix="/api/v1")

    @api.get("/question")
    @api.input(Question, location="query")
    @public
    def ask(query_data: Question) -> Response:
        return answer({"z": str(query_data.as_of), "a": query_data.language})

    @api.get("/list")
    @api.input(Paged, location="query")
    @public
    def listing(query_data: Paged) -> Response:
        part = page(["a", "b", "c"], key=str, asked=query_data)
        return answer({"items": part.items, "next": part.next})

    @api.post("/body")
    @api.input(Body)
    @public
    def post(json_data: Body) -> Response:
        return answer({"days": len(json_data.days)})

    @api.get("/file")
    @public
    def file() -> Response:
        return attachment(b"a,b", content_type="text/csv", name="table.csv")

    return api


def complaint(response: Any) -> dict[str, Any]:
    assert response.mimetype == "application/problem+json"
    [error] = response.json["errors"]
    return dict(error)


def test_an_answer_keeps_the_order_of_its_keys_and_may_be_cached(client: FlaskClient) -> None:
    response = client.get("/api/v1/question?as_of=2027-03-14&language=fr")
    assert response.text == '{"z":"2027-03-14","a":"fr"}'
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_a_client_that_has_the_answer_gets_304(client: FlaskClient) -> None:
    etag = client.get("/api/v1/question").headers["ETag"]
    again = client.get("/api/v1/question", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/api/v1/question?language=fr", headers={"If-None-Match": etag}).data


def test_head_says_what_get_would(client: FlaskClient) -> None:
    head, got = client.head("/api/v1/question"), client.get("/api/v1/question")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]


def test_a_file_is_saved_under_its_name(client: FlaskClient) -> None:
    response = client.get("/api/v1/file")
    assert response.headers["Content-Disposition"] == 'attachment; filename="table.csv"'


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ("as_of=14.3.2027", "as_of", "Write a day from 1800 to 2199 as 2027-03-14."),
        ("as_of=2027-02-30", "as_of", "Write a day from 1800 to 2199 as 2027-03-14."),
        ("as_of=2500-01-01", "as_of", "Write a day from 1800 to 2199 as 2027-03-14."),
        ("as_of=", "as_of", "Write a day from 1800 to 2199 as 2027-03-14."),
        ("as_off=2027-03-14", "as_off", "There is no “as_off” here. "),
        ("as_of=2027-03-14&as_of=2027-03-15", "as_of", "The parameter “as_of” is given more "),
        ("language=de", "language", "Write one of: 'ar', 'zh', 'en', 'fr', 'ru' or 'es'."),
    ],
)
def test_a_wrong_parameter_is_named(
    client: FlaskClient, asked: str, field: str, sentence: str
) -> None:
    response = client.get(f"/api/v1/question?{asked}")
    assert response.status_code == 422
    assert complaint(response)["field"] == field
    assert complaint(response)["detail"].startswith(sentence)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('{"days": ["2027-03-14"], "days": []}', "The key “days” stands twice"),
        ('{"days": NaN}', "NaN is not a number in JSON"),
        ("[" * 70 + "]" * 70, "Arrays and objects stand in each other more than 64 deep."),
        ('{"days": [20270314]}', "Write a day from 1800 to 2199"),
        ('{"days": {}}', "Write a list."),
        ("{}", "This is missing."),
        ("[]", "Write an object"),
        ("", "The request has no content. Send a JSON document."),
        ('{"days": [', "This is not JSON"),
    ],
)
def test_a_wrong_body_is_refused_in_a_sentence(
    client: FlaskClient, body: str, sentence: str
) -> None:
    response = client.post("/api/v1/body", data=body, content_type="application/json")
    assert response.status_code == 422
    assert complaint(response)["detail"].startswith(sentence)


def test_a_body_that_is_too_large_is_not_read(client: FlaskClient) -> None:
    response = client.post("/api/v1/body", data=b"[" + b" " * edge.MOST_BYTES + b"]")
    assert (response.status_code, response.mimetype) == (413, "application/problem+json")


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "1.5", "two", "", "٣", "9999999"])
def test_a_limit_is_a_number_of_items(client: FlaskClient, limit: str) -> None:
    response = client.get(f"/api/v1/list?limit={limit}")
    assert response.status_code == 422
    assert complaint(response)["field"] == "limit"


@pytest.mark.parametrize("cursor", ["x", "eA", "é", "===", "YQ=="[:1], "//79"])
def test_a_cursor_that_no_page_gave_is_refused(client: FlaskClient, cursor: str) -> None:
    response = client.get("/api/v1/list", query_string={"cursor": cursor})
    assert response.status_code == 422
    assert complaint(response)["field"] == "cursor"


@given(items=st.lists(st.text(), unique=True), limit=st.integers(1, 4))
def test_the_pages_of_a_list_are_the_list(items: list[str], limit: int) -> None:
    collected: list[str] = []
    cursor = None
    for _ in range(len(items) + 1):
        part = page(items, key=str, asked=Paged(limit=limit, cursor=cursor))
        collected += part.items
        cursor = part.next
        if cursor is None:
            break
    assert collected == items


def test_the_list_that_is_empty_has_one_page_and_no_cursor_of_it() -> None:
    assert page([], key=str, asked=Paged()).items == []
    with pytest.raises(Invalid):
        page([], key=str, asked=Paged(cursor="YQ"))


def test_a_method_that_is_not_there_says_which_are(client: FlaskClient) -> None:
    response = client.delete("/api/v1/question")
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_the_description_is_kept_by_caches_and_names_no_host(client: FlaskClient) -> None:
    response = client.get("/openapi.json", headers={"Host": "somewhere.else"})
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "somewhere.else" not in response.text
