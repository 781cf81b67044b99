"""The report of a body says what its record says, and nothing that not everybody may read."""

import json
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.bodies.models import Body
from app.bodies.queries import body
from app.documents import operations as documents
from app.documents.rules import frozen
from app.documents.values import DocumentKind
from app.kernel.actor import SYSTEM
from app.kernel.child import Child
from app.kernel.errors import Invalid
from app.kernel.runtime import Runtime
from app.reports.operations.bodies import report_facts
from app.reports.rules import Facts
from tests.applications import lent
from tests.conftest import NOON
from tests.treaties.register import statements

CLASSIFIED = ("Ways in which a declaration could be evaded", "What institutes can offer")


def of(demonstration: Runtime, slug: str, since: str = "") -> Facts:
    first = None if not since else NOON.date().fromisoformat(since)
    with demonstration.database.read(by=SYSTEM) as session:
        found: Body = body(session, SYSTEM, slug, on=NOON.date())
        return report_facts(session, found, first, house=demonstration, at=NOON)


def test_it_tells_the_groups_own_story_and_names_nothing_classified(demonstration: Runtime) -> None:
    facts = of(demonstration, "wg-1", since="2020-01-01")
    said = json.dumps(frozen(facts)[0])
    assert facts["parent"].startswith("GAIMA/PC")
    assert {each["state"] for each in facts["planned"]} >= {"done", "changed"}
    assert len(facts["met"]) == 3
    assert any(each["symbol"].endswith("WP.1/Rev.1") for each in facts["issued"])
    assert {each["outcome"] for each in facts["settled"]} >= {"adopted", "not_adopted"}
    assert [each for each in CLASSIFIED if each in said] == []


def test_it_begins_with_the_term_unless_another_day_is_asked_for(demonstration: Runtime) -> None:
    whole, term = of(demonstration, "wg-1", since="2020-01-01"), of(demonstration, "wg-1")
    assert term["since"] == term["term"]["since"]
    assert len(term["met"]) < len(whole["met"])
    with pytest.raises(Invalid, match="day that has come"):
        of(demonstration, "wg-1", since="2030-01-01")


def test_it_asks_the_database_as_often_for_years_as_for_a_day(demonstration: Runtime) -> None:
    asked = []
    for since in ("2020-01-01", "2027-01-20"):
        with statements(demonstration.database.engine) as sent:
            of(demonstration, "wg-1", since=since)
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_it_is_printed(demonstration: Runtime, press: Child) -> None:
    facts = frozen(of(demonstration, "wg-1", since="2020-01-01"))[0]
    printed = documents.printed(facts, DocumentKind.BODY_REPORT, on=press)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages)
    assert "Trial of one method at three facilities" in text
    assert "Preparatory Commission" in text


def test_a_day_that_is_none_is_said_so_and_a_body_that_is_not_theirs_is_not_there(
    demonstration: Runtime,
) -> None:
    client: FlaskClient = lent(demonstration).test_client()
    refused = client.get("/bodies/wg-1/report?since=yesterday")
    assert (refused.status_code, "Give a day, such as" in refused.text) == (422, True)
    assert client.get("/bodies/wg-1/report").status_code == 200
    assert client.get("/bodies/wg-2/report").status_code == 404
