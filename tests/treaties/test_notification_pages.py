"""Notifications are public: as a page, a list, a file, a feed, and through the API."""

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from app.treaties.values.intake import Step
from tests.applications import lent
from tests.journeys.desk import plain
from tests.people import signed_in
from tests.treaties.desk import SECOND, move, prepared, treaties

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = "/notifications/2027-1"


@pytest.fixture
def client(demonstration: Runtime) -> FlaskClient:
    """Give a visitor of the demonstration, in which eight acts were notified."""
    return lent(demonstration).test_client()


def words(client: FlaskClient, address: str, *, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return plain(response.get_data(as_text=True))


def test_the_list_has_the_latest_first_and_is_narrowed_by_treaty_and_year(
    client: FlaskClient,
) -> None:
    page = words(client, "/notifications")
    assert "8 notifications" in page
    numbers = ("GAIMA/DN/2027/2", "GAIMA/DN/2027/1", "GAIMA/DN/2026/6", "GAIMA/DN/2026/1")
    places = [page.index(number) for number in numbers]
    assert places == sorted(places)
    narrowed = words(client, "/notifications?year=2026&treaty=gaima-protocol-1")
    assert "6 notifications" in narrowed
    assert "GAIMA/DN/2027/1" not in narrowed
    assert "No notification fits this" in words(client, "/notifications?year=1900")
    assert "No notification fits this" in words(client, "/notifications?treaty=gaima-statute")
    assert "GAIMA/DN" in words(client, "/notifications?year=soon&page=-1")


def test_home_and_the_treatys_page_lead_to_what_was_notified(client: FlaskClient) -> None:
    assert "Latest depositary notifications" in words(client, "/")
    protocol = words(client, "/treaties/gaima-protocol-1")
    assert "All notifications under this treaty" in protocol
    assert protocol.count("GAIMA/DN/") >= 8
    assert "GAIMA/DN/" in words(client, "/treaties/gaima-protocol-1/acts")
    before = words(client, "/treaties/gaima-protocol-1?known_on=2026-01-01")
    assert "Nothing has been notified under this treaty by this day" in before


def test_a_mirror_cites_the_others_reference_and_has_no_notifications(
    client: FlaskClient,
) -> None:
    assert "Depositary notifications" not in words(client, "/treaties/gaima-statute")
    acts = words(client, "/treaties/gaima-statute/acts")
    assert "The depositary's reference: Fictional: demonstration" in acts


def test_the_list_is_a_file_and_a_feed_too(client: FlaskClient) -> None:
    header, *rows = client.get("/notifications.csv").get_data(as_text=True).splitlines()
    assert header.removeprefix("\ufeff").startswith("number,issued_on,treaty,kind,participant")
    assert len(rows) == 8
    feed = client.get("/notifications.atom")
    assert feed.mimetype == "application/atom+xml"
    entries = ET.fromstring(feed.data).findall(f"{ATOM}entry")  # noqa: S314 (our own feed)
    assert len(entries) == 8
    assert all("/notifications/" in (each.findtext(f"{ATOM}id") or "") for each in entries)


def test_the_api_lists_and_reads_them(client: FlaskClient) -> None:
    listed = client.get("/api/v1/notifications", query_string={"limit": 3}).json
    assert listed is not None
    assert len(listed["items"]) == 3
    first = listed["items"][0]
    rest = client.get("/api/v1/notifications", query_string={"cursor": listed["next"]}).json
    assert rest is not None
    assert len(rest["items"]) == 5
    slug = "-".join(first["number"].split("/")[2:])
    assert client.get(f"/api/v1/notifications/{slug}").json == first
    assert first["kind"] == "act"
    assert first["facts"]["act"] == first["action"]
    assert client.get("/api/v1/notifications/2027-999").status_code == 404
    assert client.get("/api/v1/notifications?year=soon").status_code == 422


@pytest.mark.parametrize("slug", ["2027-999", "2027-0", "soon", "2027-999.pdf"])
def test_a_number_that_nothing_has_is_not_found(client: FlaskClient, slug: str) -> None:
    words(client, f"/notifications/{slug}", status=404)


def test_an_instruments_page_leads_to_its_notification_and_officers_see_who_is_not_reached(
    runtime: Runtime,
) -> None:
    treaties(runtime.database)
    number = prepared(runtime.database)
    move(runtime.database, number, Step.CONFIRM, by=SECOND)
    app = lent(runtime)
    officer = signed_in(app, runtime, Role.DEPOSITARY_OFFICER)
    assert "Notified as GAIMA/DN/2027/1" in words(officer, number.address)
    assert "To be sent on paper to 198 of them" in words(officer, FIRST)
    page = words(app.test_client(), FIRST)
    assert "France deposited its instrument of ratification on 12 March 2027" in page
    assert "198 participants" in page
    assert "To be sent on paper" not in page


def test_a_print_that_is_not_owed_yet_is_said_to_come(runtime: Runtime) -> None:
    treaties(runtime.database)
    move(runtime.database, prepared(runtime.database), Step.CONFIRM, by=SECOND)
    client = lent(runtime).test_client()
    assert "is not printed yet" in words(client, f"{FIRST}.pdf", status=404)
