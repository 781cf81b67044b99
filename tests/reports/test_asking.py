"""Asking for a report: on the page, over the API, by command; each gives the same document."""

import re
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from app.cli import parser
from app.documents import operations as documents
from app.documents import queries
from app.documents.models import Document
from app.documents.values import Printed
from app.kernel.actor import SYSTEM
from app.kernel.child import Child
from app.kernel.errors import NotFound
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from app.treaties import operations as treaties
from app.treaties.values.acts import Act, ActionKind
from tests.applications import lent
from tests.conftest import NOON, StoppedClock

PAGE = "/treaties/gaima-statute/report"
API = "/api/v1/treaties/gaima-statute/status.pdf"
DAYS = {"as_of": "2026-03-01", "known_on": "2026-03-01"}


@pytest.fixture
def client(register: Runtime) -> FlaskClient:
    return lent(register).test_client()


def token(client: FlaskClient) -> str:
    page = client.get(PAGE).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def ask(client: FlaskClient, **days: str) -> UUID:
    response = client.post(PAGE, data={"csrf_token": token(client)} | days)
    assert response.status_code == 303, response.get_data(as_text=True)
    return UUID(response.location.rsplit("/", 1)[1])


def look(register: Runtime, document_id: UUID) -> Document:
    with register.database.read(by=SYSTEM) as session:
        return queries.document(session, document_id, by=SYSTEM)


def declare(register: Runtime, *, on: date) -> None:
    """Record a declaration of Canada's, received on a day."""
    act = Act("CAN", ActionKind.DECLARATION, deposited_on=on, recorded_on=on, text="Something.")
    with register.database.write(by=SYSTEM) as session:
        treaties.record(
            session,
            "gaima-statute",
            [act],
            roll=roll(register.facts),
            by=SYSTEM,
            at=register.clock.now(),
            today=register.today(),
        )


def test_a_report_is_asked_for_and_its_page_says_where_it_stands(client: FlaskClient) -> None:
    document_id = ask(client, **DAYS)
    page = client.get(f"/documents/{document_id}").get_data(as_text=True)
    assert "Status of the Statute of the Agency" in page
    assert "next to be printed" in page


def test_the_same_question_is_one_document_whoever_asks(client: FlaskClient) -> None:
    assert ask(client, **DAYS) == ask(client, **DAYS)
    told = client.get(API, query_string=DAYS)
    assert (told.status_code, told.headers["Retry-After"]) == (202, "5")
    assert told.json == {"document": str(ask(client, **DAYS))}


def test_another_day_is_another_document(client: FlaskClient) -> None:
    assert ask(client, **DAYS) != ask(client, **DAYS | {"as_of": "2026-03-02"})


def test_a_question_of_the_past_stays_the_same_document_when_acts_are_recorded_later(
    register: Runtime, client: FlaskClient, clock: StoppedClock
) -> None:
    before = ask(client, **DAYS)
    today = ask(client)
    declare(register, on=register.today())
    assert ask(client, **DAYS) == before
    assert ask(client) != today
    clock.at += timedelta(days=1)
    assert ask(client, **DAYS) == before


def test_a_day_that_cannot_be_read_is_refused(client: FlaskClient) -> None:
    response = client.post(PAGE, data={"csrf_token": token(client), "as_of": "31 June"})
    assert response.status_code == 422


def test_another_site_cannot_ask(client: FlaskClient) -> None:
    assert client.post(PAGE, data=DAYS).status_code == 422


@pytest.mark.parametrize("address", ["/treaties/none/report", "/api/v1/treaties/none/status.pdf"])
def test_there_is_no_report_of_a_treaty_that_is_not_there(
    client: FlaskClient, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_over_the_api_the_first_to_ask_has_it_printed_and_later_ones_find_it(
    register: Runtime, client: FlaskClient
) -> None:
    asked = client.get(API, query_string=DAYS)
    assert asked.status_code == 202
    assert asked.location.startswith("/documents/")
    document_id = ask(client, **DAYS)
    with register.database.write(by=SYSTEM) as session:
        document = documents.claim(session, document_id, at=NOON)
        assert document is not None
        documents.close(session, document, Printed("ab" * 32, 1), at=NOON)
    ready = client.get(API, query_string=DAYS)
    assert (ready.status_code, ready.location) == (303, f"{asked.location}.pdf")


def test_the_command_prints_the_bytes_that_a_worker_prints(
    register: Runtime, client: FlaskClient, press: Child, tmp_path: Path
) -> None:
    document_id, file = ask(client, **DAYS), tmp_path / "report.pdf"
    with register.database.write(by=SYSTEM) as session:
        document = documents.claim(session, document_id, at=NOON)
    assert document is not None
    outcome = documents.attempt(document, on=press, storage=register.storage)
    assert isinstance(outcome, Printed)
    words = ["gaima-statute", "--as-of", DAYS["as_of"], "--known-on", DAYS["known_on"]]
    arguments = parser().parse_args(["treaty", "report", *words, "-o", str(file)])
    arguments.run(arguments, register)
    assert file.read_bytes() == register.storage.read(documents.OWNER, outcome.sha256)
    assert [each.name for each in tmp_path.glob("*.pdf*")] == ["report.pdf"]


def test_the_command_refuses_a_treaty_that_is_not_there(register: Runtime, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    arguments = parser().parse_args(["treaty", "report", "none", "-o", str(file)])
    with pytest.raises(NotFound):
        arguments.run(arguments, register)
    assert not file.exists()
