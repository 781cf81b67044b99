"""The forms as programs read them."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from flask.testing import FlaskClient

from app.declarations.forms import published
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.declarations.filled import FILLED
from tests.declarations.schemas import DOCUMENTS


@pytest.fixture
def client(runtime: Runtime) -> Iterator[FlaskClient]:
    with lent(runtime).test_client() as client:
        yield client


def read(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.json


def test_every_form_is_listed_and_leads_to_its_schema(client: FlaskClient) -> None:
    listed = read(client, "/api/v1/forms")
    assert listed["next"] is None
    assert [each["code"] for each in listed["items"]] == ["F1", "F2", "F3", "F4", "F5", "F6"]
    for each in listed["items"]:
        schema = read(client, each["schema_at"])
        assert schema["$id"] == each["schema_at"]
        assert list(schema["properties"]) == each["sections"]


def test_a_schema_is_given_as_it_was_published_and_judges_declarations(
    client: FlaskClient,
) -> None:
    for name, document in DOCUMENTS.items():
        code, _, version = name.upper().removesuffix(".JSON").partition("/")
        schema = read(client, f"/api/v1/forms/{code}/{version}")
        assert schema == document
        jsonschema_rs.validate(schema, FILLED[code])


def test_a_list_goes_on_from_page_to_page(client: FlaskClient) -> None:
    first = read(client, "/api/v1/forms?limit=4")
    second = read(client, f"/api/v1/forms?limit=4&cursor={first['next']}")
    assert [each["code"] for each in second["items"]] == ["F5", "F6"]


def test_who_has_a_schema_need_not_read_it_again(client: FlaskClient) -> None:
    known = client.get("/api/v1/forms/F2/1").headers["ETag"]
    again = client.get("/api/v1/forms/F2/1", headers={"If-None-Match": known})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["F9/1", "F2/2", "F2/0", "f2/1", "F2/latest", "F2/-1"])
def test_what_was_never_published_is_not_there(client: FlaskClient, address: str) -> None:
    answer = client.get(f"/api/v1/forms/{address}")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_who_files_nil_or_no_change_says_what_the_form_says(client: FlaskClient) -> None:
    said = {each["code"]: each for each in read(client, "/api/v1/forms")["items"]}
    assert said["F2"]["nil"] == published("F2").nil
    assert said["F2"]["no_change"] is None
    assert said["F3"]["nil"] is None
