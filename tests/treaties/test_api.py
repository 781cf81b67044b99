"""The API's treaties, asked through the web as a script would ask."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.kernel.actor import SYSTEM
from app.kernel.database import Base, Database
from app.kernel.runtime import Runtime
from app.treaties import operations
from tests.applications import lent
from tests.conftest import NOON, StoppedClock, runtime_on
from tests.treaties import vectors
from tests.treaties.test_export import parsed
from tests.treaties.vectors import everyone

TREATY = "/api/v1/treaties/mine-ban"
STATUTE = "/api/v1/treaties/gaima-statute"


@pytest.fixture
def client(demonstration: Runtime) -> FlaskClient:
    """Give a script that asks the demonstration."""
    return lent(demonstration).test_client()


def told(response: TestResponse) -> Any:
    assert response.status_code == 200, response.text
    assert response.headers["Cache-Control"] == "public, max-age=60"
    return response.json


def refused(response: TestResponse, *, status: int) -> dict[str, Any]:
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert response.json is not None
    [error] = response.json["errors"]
    return dict(error)


def collected(client: FlaskClient, address: str, *, limit: int) -> list[dict[str, Any]]:
    """Read every page of a list."""
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        part = told(client.get(address, query_string={"limit": limit, **cursor}))
        items += part["items"]
        if part["next"] is None:
            return items
        cursor = {"cursor": part["next"]}


def test_the_agencys_treaties_stand_before_the_precedents(client: FlaskClient) -> None:
    items = told(client.get("/api/v1/treaties"))["items"]
    assert len(items) == 10
    assert [item["precedent"] for item in items] == [False] * 2 + [True] * 8
    assert "gaima-statute" in {item["id"] for item in items[:2]}


def test_the_pages_of_the_list_are_the_list(client: FlaskClient) -> None:
    whole = told(client.get("/api/v1/treaties"))["items"]
    assert collected(client, "/api/v1/treaties", limit=3) == whole


def test_a_treaty_is_its_definition_and_every_link_of_it_leads_somewhere(
    client: FlaskClient,
) -> None:
    treaty = told(client.get(TREATY))
    assert treaty["final_clauses"]["entry_into_force"]["conditions"] == [{"kind": "count", "n": 40}]
    assert treaty["revision"] > 1
    scenario = treaty["links"].pop("scenario")
    assert client.post(scenario, json={"actions": []}).status_code == 200
    assert {client.get(address).status_code for address in treaty["links"].values()} == {200}


def test_the_status_is_that_of_the_day_asked_for(client: FlaskClient) -> None:
    status = told(client.get(f"{TREATY}/status?as_of=1999-03-01"))
    assert status["as_of"] == "1999-03-01"
    assert status["entry_into_force"]["trigger_participants"] == ["BFA", "GNQ"]


def test_the_status_of_no_day_is_todays_at_the_seat(client: FlaskClient) -> None:
    assert told(client.get(f"{TREATY}/status"))["as_of"] == "2027-03-14"


def test_a_correction_is_known_from_its_day_on(client: FlaskClient) -> None:
    acts = collected(client, f"{STATUTE}/actions", limit=20)
    [right] = [act for act in acts if act["replaces"] is not None]
    [wrong] = [act for act in acts if act["number"] == right["replaces"]]
    assert wrong["replaced_by"] == right["number"]
    before = date.fromisoformat(right["recorded_on"]).replace(day=1).isoformat()
    known = told(client.get(f"{STATUTE}/actions?known_on={before}&limit=1000"))["items"]
    assert right["number"] not in {act["number"] for act in known}
    assert [act["replaced_by"] for act in known if act["number"] == wrong["number"]] == [None]


def test_the_status_as_known_on_a_day_differs_where_a_correction_came_later(
    client: FlaskClient,
) -> None:
    [right] = [act for act in collected(client, f"{STATUTE}/actions", limit=100) if act["replaces"]]
    on = right["deposited_on"]
    now = told(client.get(f"{STATUTE}/status?as_of={on}"))
    then = told(client.get(f"{STATUTE}/status?as_of={on}&known_on={on}"))

    def consent(status: dict[str, Any]) -> Any:
        [one] = [each for each in status["participants"] if each["code"] == right["participant"]]
        return one["consent"]

    assert consent(now) == {"action": right["action"], "on": on}
    assert consent(then) is None
    assert (now["known_on"], then["known_on"]) == (None, on)


def test_the_csv_has_the_figures_of_the_status(client: FlaskClient) -> None:
    status = told(client.get(f"{TREATY}/status?as_of=2026-01-01&language=ar"))
    response = client.get(f"{TREATY}/status.csv?as_of=2026-01-01&language=ar")
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="mine-ban-status-2026-01-01.csv"'
    )
    assert [(row["participant"], row["name"], row["status"]) for row in parsed(response.data)] == [
        (each["code"], each["name"], each["status"]) for each in status["participants"]
    ]


def test_the_same_question_gives_the_same_workbook(client: FlaskClient) -> None:
    address = f"{TREATY}/status.xlsx?as_of=2026-01-01"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("/api/v1/treaties/atlantis", 404, None),
        ("/api/v1/treaties/atlantis/status", 404, None),
        ("/api/v1/treaties/atlantis/status.csv", 404, None),
        ("/api/v1/treaties/atlantis/actions", 404, None),
        (f"{TREATY}/status?as_of=yesterday", 422, "as_of"),
        (f"{TREATY}/status?known_on=2027-02-29", 422, "known_on"),
        (f"{TREATY}/status?on=2027-02-28", 422, "on"),
        (f"{TREATY}/status?language=de", 422, "language"),
        (f"{TREATY}?as_of=2027-02-28", 422, "as_of"),
        (f"{TREATY}/actions?limit=0", 422, "limit"),
        (f"{TREATY}/actions?cursor=YQ", 422, "cursor"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(
    client: FlaskClient, address: str, status: int, field: str | None
) -> None:
    assert refused(client.get(address), status=status).get("field") == field


def test_the_missing_states_bring_the_test_ban_treaty_into_force(client: FlaskClient) -> None:
    missing = told(client.get("/api/v1/treaties/ctbt/status"))["entry_into_force"]["missing"]
    acts = [
        {"participant": code, "action": "ratification", "deposited_on": "2027-06-30"}
        for code in missing
    ]
    response = client.post("/api/v1/treaties/ctbt/scenario", json={"actions": acts})
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json is not None
    assert response.json["as_of"] == "2027-06-30"
    assert response.json["entry_into_force"]["on"] == "2027-12-27"
    moved = response.json["scenario"]["entry_into_force"]
    assert (moved["before"]["on"], moved["after"]["on"]) == (None, "2027-12-27")


@pytest.mark.parametrize(
    ("act", "field", "line"),
    [
        ({"participant": "Atlantis"}, "participant", 1),
        ({"action": "vote"}, "action", 1),
        ({"deposited_on": "30.6.2027"}, "actions.0.deposited_on", None),
        ({"deposited_on": None}, "actions.0.deposited_on", None),
        ({"number": 7}, "actions.0.number", None),
    ],
)
def test_an_act_that_cannot_be_supposed_is_named(
    client: FlaskClient, act: dict[str, Any], field: str, line: int | None
) -> None:
    good = {"participant": "USA", "action": "ratification", "deposited_on": "2027-06-30"}
    response = client.post("/api/v1/treaties/ctbt/scenario", json={"actions": [good | act]})
    error = refused(response, status=422)
    assert (error["field"], error.get("line")) == (field, line)


def test_a_scenario_has_at_most_400_acts(client: FlaskClient) -> None:
    act = {"participant": "USA", "action": "declaration", "deposited_on": "2027-06-30"}
    response = client.post("/api/v1/treaties/ctbt/scenario", json={"actions": [act] * 401})
    assert refused(response, status=422)["field"] == "actions"


def rows(database: Database) -> dict[str, int]:
    with database.read(by=SYSTEM) as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def test_a_scenario_stores_nothing(database: Database, tmp_path: Path) -> None:
    dossier = vectors.dossier("ctbt")
    with database.write(by=SYSTEM) as session:
        operations.load(session, dossier.definition, [], by=SYSTEM, at=NOON)
        operations.record(
            session,
            "ctbt",
            dossier.acts[:5],
            roll=everyone(),
            by=SYSTEM,
            at=NOON,
            today=NOON.date(),
        )
    before = rows(database)
    assert before["treaty_action"] == 5
    client = lent(runtime_on(database, tmp_path, StoppedClock())).test_client()
    act = {"participant": "USA", "action": "ratification", "deposited_on": "2027-06-30"}
    response = client.post("/api/v1/treaties/ctbt/scenario", json={"actions": [act]})
    assert response.status_code == 200
    assert rows(database) == before


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [("csv", "text/csv"), ("json", "application/json"), ("xlsx", "application/vnd.openxml")],
)
def test_an_address_beside_the_page_leads_to_the_same_file(
    client: FlaskClient, ending: str, content_type: str
) -> None:
    asked = "as_of=1999-03-01&known_on=&status=party&sort=name"
    response = client.get(f"/treaties/mine-ban/status.{ending}?{asked}", follow_redirects=True)
    assert response.status_code == 200
    assert response.content_type.startswith(content_type)
    assert response.request.args.to_dict() == {"as_of": "1999-03-01"}


@pytest.mark.parametrize("address", ["/api/v1/treaties/a%00/status", "/treaties/%00"])
def test_an_address_with_a_null_character_is_nobodys(
    database: Database, tmp_path: Path, address: str
) -> None:
    client = lent(runtime_on(database, tmp_path, StoppedClock())).test_client()
    assert client.get(address).status_code == 404
