"""The API's participants: a page at a time, as of a day, each with all its names."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.kernel.runtime import Runtime
from app.participants.api import ParticipantTold
from tests.applications import lent

LIST = "/api/v1/participants"


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    return lent(runtime).test_client()


def everyone(client: FlaskClient, **asked: str) -> dict[str, Any]:
    response = client.get(LIST, query_string={"limit": "1000", **asked})
    assert response.status_code == 200
    assert response.json is not None
    assert response.json["next"] is None
    return {each["code"]: each for each in response.json["items"]}


def test_the_list_holds_those_that_existed_on_the_day(client: FlaskClient) -> None:
    now, then = everyone(client), everyone(client, as_of="1985-01-01")
    assert {"DEU", "EU", "SSD"} <= now.keys()
    assert {"YUG", "CSK", "DDR"} <= then.keys()
    assert not {"YUG", "CSK", "DDR"} & now.keys()
    assert "SSD" not in then


def test_the_pages_of_the_list_are_the_list(client: FlaskClient) -> None:
    codes: list[str] = []
    asked = {"limit": "60"}
    while True:
        part = client.get(LIST, query_string=asked).json
        assert part is not None
        codes += [each["code"] for each in part["items"]]
        if part["next"] is None:
            break
        asked = {"limit": "60", "cursor": part["next"]}
    assert codes == sorted(everyone(client))


def test_an_organisation_names_its_members_and_their_time(client: FlaskClient) -> None:
    union = client.get(f"{LIST}/EU").json
    assert union is not None
    assert union["kind"] == "reio"
    assert {"participant": "HRV", "from": "2013-07-01", "to": None} in union["members"]
    [kingdom] = [member for member in union["members"] if member["participant"] == "GBR"]
    assert kingdom["to"] is not None


def test_a_participant_has_its_names_in_six_languages(client: FlaskClient) -> None:
    japan = client.get(f"{LIST}/JPN").json
    assert japan is not None
    assert list(japan["names"]) == ["ar", "en", "es", "fr", "ru", "zh"]
    assert japan["names"]["zh"]["short"] == "日本"


def test_every_participant_is_what_the_description_says(client: FlaskClient) -> None:
    for document in everyone(client).values():
        read = ParticipantTold.model_validate_json(json.dumps(document))
        assert read.model_dump(mode="json", by_alias=True) == document


@pytest.mark.parametrize(
    ("address", "status"),
    [("/XXX", 404), ("/jpn", 404), ("/EU?as_of=2027-01-01", 422), ("?as_of=2027-13-01", 422)],
)
def test_what_is_not_there_or_not_asked_rightly_is_a_problem(
    client: FlaskClient, address: str, status: int
) -> None:
    response = client.get(LIST + address)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
