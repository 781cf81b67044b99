"""A person's calendar program reads what falls due, and nothing more, for as long as they may."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import insert

from app.accounts.operations import feeds, leaving
from app.accounts.rules.feeds import WITH_CALENDAR
from app.bodies.rules.access import RUNNING, SPEAKING
from app.deadlines import operations
from app.deadlines.values import Outcome, Set
from app.desk.rules.calendars import written
from app.desk.values.calendars import Happening
from app.kernel.actor import SYSTEM, Role
from app.kernel.clock import end_of_day
from app.kernel.runtime import Runtime
from app.obligations.models import Duty
from app.obligations.rules.access import READERS
from app.obligations.values import Basis
from tests.applications import lent
from tests.conftest import NOON, SEAT
from tests.people import Somebody, browser_of, made

DUE = end_of_day(date(2027, 6, 30), SEAT)
LATER = end_of_day(date(2027, 9, 30), SEAT)
NOT_FOUND, NOT_MODIFIED, CONFLICT = 404, 304, 409
OCTETS = 75
"""The longest line (RFC 5545, 3.1)."""

ANNUAL, INCIDENT = "f2", "f5-notice"


def owed(runtime: Runtime, obligation: str, participant: str, *, private: bool = False) -> None:
    """Let a state owe one thing."""
    wanted = Set(
        "obligation",
        f"{obligation}/{participant}/2026",
        DUE,
        {"title": "Compute; cluster, 2026 – déclaration", "period": "2026", "private": private},
        f"/reporting/{obligation}/2026/{participant}",
        participant=participant,
    )
    with runtime.database.write(by=SYSTEM) as session:
        row = operations.set_deadline(session, wanted, at=NOON)
        duty = {
            "obligation": obligation, "participant": participant, "period": "2026",
            "deadline_id": row.id, "basis": Basis.PARTY, "opens_on": date(2026, 1, 1),
            "recorded_on": date(2026, 1, 1), "version": 1,
        }  # fmt: skip
        session.execute(insert(Duty), [duty])


def address(runtime: Runtime, who: Somebody) -> str:
    """Make the address of somebody's calendar."""
    with runtime.database.write(by=who.actor) as session:
        return f"/calendar/{feeds.make(session, by=who.actor, at=runtime.clock.now())}.ics"


def events(content: bytes) -> list[dict[str, Any]]:
    """Read a calendar as a program does."""
    assert all(len(line) <= OCTETS for line in content.split(b"\r\n"))
    return [
        {name.lower(): getattr(value, "dt", value) for name, value in event.items()}
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def read(browser: FlaskClient, where: str) -> list[dict[str, Any]]:
    """Read what stands under an address."""
    answer = browser.get(where)
    assert answer.mimetype == "text/calendar"
    return events(answer.data)


@pytest.fixture
def browser(runtime: Runtime) -> FlaskClient:
    return lent(runtime).test_client()


def test_a_delegate_s_calendar_holds_the_own_state_s_days_and_follows_them(
    runtime: Runtime, browser: FlaskClient
) -> None:
    who = made(runtime, Role.DRAFTER, "CAN")
    for participant in ("CAN", "NOR"):
        owed(runtime, ANNUAL, participant)
    where = address(runtime, who)
    [event] = read(browser, where)
    assert (event["dtend"], event["sequence"], event["status"]) == (DUE, 0, "CONFIRMED")
    assert event["summary"] == "To be filed: Compute; cluster, 2026 – déclaration, 2026"
    assert event["url"].endswith("/reporting/f2/2026/CAN")
    subject = f"{ANNUAL}/CAN/2026"
    with runtime.database.write(by=SYSTEM) as session:
        operations.move(session, "obligation", subject, due_at=LATER, at=NOON + timedelta(hours=1))
    [moved] = read(browser, where)
    assert (moved["uid"], moved["dtend"]) == (event["uid"], LATER)
    assert moved["sequence"] > event["sequence"]
    assert moved["last-modified"] > event["last-modified"]
    with runtime.database.write(by=SYSTEM) as session:
        operations.meet(session, "obligation", subject, outcome=Outcome.NIL, at=NOON)
    assert read(browser, where)[0]["summary"].startswith("Received: ")
    with runtime.database.write(by=SYSTEM) as session:
        operations.unmeet(session, "obligation", subject, at=NOON)
        operations.waive(session, "obligation", subject, at=NOON)
    assert read(browser, where)[0]["status"] == "CANCELLED"


def test_what_is_confidential_shows_its_time_alone_and_only_to_the_state(
    runtime: Runtime, browser: FlaskClient
) -> None:
    owed(runtime, INCIDENT, "CAN", private=True)
    owed(runtime, ANNUAL, "CAN")
    owed(runtime, ANNUAL, "NOR")
    delegate, officer = made(runtime, Role.REPRESENTATIVE, "CAN"), made(runtime, Role.DIRECTOR)
    mine = {event["class"]: event["summary"] for event in read(browser, address(runtime, delegate))}
    assert mine["PRIVATE"] == "To be filed: A declaration"
    [whole] = read(browser, address(runtime, officer))
    assert whole["description"] == "2 of 2 states have still to file it."
    assert "CAN" not in f"{whole}"


def test_the_address_is_one_s_own_and_dead_as_soon_as_it_should_be(
    runtime: Runtime, browser: FlaskClient
) -> None:
    who, other = made(runtime, Role.DRAFTER, "CAN"), made(runtime, Role.DRAFTER, "CAN")
    first = address(runtime, who)
    second = address(runtime, who)
    assert browser.get(first).status_code == NOT_FOUND, "made anew, the one before is dead"
    seen = browser.get(second)
    again = browser.get(second, headers={"If-None-Match": seen.headers["ETag"]})
    assert (again.status_code, again.data) == (NOT_MODIFIED, b"")
    theirs = address(runtime, other)
    with runtime.database.write(by=SYSTEM) as session:
        leaving.disable(session, who.number, by=SYSTEM, at=NOON)
        leaving.enable(session, who.number, by=SYSTEM, at=NOON)
    assert browser.get(second).status_code == NOT_FOUND
    with runtime.database.write(by=SYSTEM) as session:
        leaving.remove(session, other.number, by=SYSTEM, at=NOON, on=NOON.date())
    assert browser.get(theirs).status_code == NOT_FOUND


def test_it_is_made_shown_once_and_revoked_on_the_account_s_page(runtime: Runtime) -> None:
    who = made(runtime, Role.DECLARATIONS_OFFICER)
    browser = browser_of(lent(runtime, tokens=False), runtime, who)
    shown = browser.post("/account/calendar").text
    where = shown.partition(f"{runtime.public_url}/calendar/")[2].partition("<")[0]
    page = browser.get("/account").text
    assert where.partition(".")[0] not in page
    assert "It has not been read yet." in page
    assert read(browser, f"/calendar/{where}") == []
    assert "It was last read on" in browser.get("/account").text
    browser.post("/account/calendar/revoke")
    assert browser.get(f"/calendar/{where}").status_code == NOT_FOUND
    assert browser.post("/account/calendar/revoke").status_code == CONFLICT


def test_who_sees_deadlines_or_belongs_to_bodies_has_a_calendar() -> None:
    assert {*READERS, *SPEAKING, *RUNNING} == WITH_CALENDAR


def test_text_is_folded_and_escaped_and_comes_back_as_it_was() -> None:
    text = "A; b, c\\d\n" + "日本語 " * 40
    one = Happening("1", DUE, NOON, 3, is_off=False, summary=text, details="", link="http://x/")
    content = written("n", [one], host="x")
    [event] = events(content)
    assert event["summary"] == text
    assert content == written("n", [one], host="x")
