"""What was typed when a session ended comes back after signing in, to its owner alone."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from app.accounts.models import Session
from app.accounts.views.kept import SECRETS
from app.kernel.actor import SYSTEM, Role
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.conftest import StoppedClock
from tests.people import PASSWORD, Somebody, browser_of, made

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "web"
ENTER = "/correspondence/enter"
TYPED = {
    "direction": "IN",
    "on": "2027-03-12",
    "channel": "courier",
    "party": "Ministère & <Cie>",
    "subject": "ratification ✓",
    "key": "00000000-0000-4000-8000-000000000001",
}
PROVES = re.compile(r'field\("(\w+)"[^\n]*(?:password|one-time-code|recovery codes|inputmode)')


@pytest.fixture
def officer(runtime: Runtime) -> Somebody:
    return made(runtime, Role.DEPOSITARY_OFFICER)


@pytest.fixture
def guarded(runtime: Runtime) -> Flask:
    """Give an application in which forms carry tokens."""
    return lent(runtime)


def hidden(page: str) -> dict[str, str]:
    """Give what a page's first form carries by itself."""
    first = page[page.index("<main") :].split("</form>", maxsplit=1)[0]
    found = re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', first)
    return {name: unescape(value) for name, value in found}


def late(app: Flask, runtime: Runtime, clock: StoppedClock, who: Somebody) -> FlaskClient:
    """Give a browser whose session has ended while a form stood open."""
    client = browser_of(app, runtime, who)
    clock.at += timedelta(minutes=16)
    return client


def sign_in(client: FlaskClient, who: Somebody, page: str, clock: StoppedClock) -> TestResponse:
    """Go through both steps with what the first page carries."""
    given = hidden(page) | {"email": who.email, "password": PASSWORD}
    second = client.post("/sign-in", data=given)
    assert second.status_code == 200
    assert PASSWORD not in second.text
    return client.post("/sign-in/code", data=hidden(second.text) | {"code": who.code(clock.at)})


def test_everything_comes_back_after_signing_in_and_is_sent_once(
    guarded: Flask, runtime: Runtime, clock: StoppedClock, officer: Somebody
) -> None:
    client = browser_of(guarded, runtime, officer)
    form = hidden(client.get(ENTER).text)
    clock.at += timedelta(minutes=16)
    asked = client.post(f"{ENTER}?x=1", data=TYPED | {"csrf_token": form["csrf_token"]})
    assert asked.status_code == 401
    assert "Your session has ended" in asked.text
    assert "Ministère" not in asked.text, "nobody reads it who has not signed in"
    back = sign_in(client, officer, asked.text, clock)
    assert back.status_code == 200
    assert "Ministère &amp; &lt;Cie&gt;" in back.text
    assert f'action="{ENTER}?x=1"' in back.text
    carried = hidden(back.text)
    assert {name: carried[name] for name in TYPED} == TYPED
    sent = client.post(ENTER, data=carried)
    assert (sent.status_code, sent.location) == (303, "/correspondence/GAIMA/IN/2027/1")


def test_a_section_of_a_declaration_comes_back_whole_and_is_saved(
    guarded: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    delegate = made(runtime, Role.DRAFTER, "CAN")
    client = browser_of(guarded, runtime, delegate)
    begun = hidden(client.get("/declarations").text) | {"obligation": "f5-notice"}
    here = client.post("/declarations", data=begun).location
    address = f"{here}/sections/notice"
    carried = hidden(client.get(address).text)
    written = {"what_happened": "Line 1\r\nLine 2 <b>", "stage": "first", "imminent": "yes"}
    fields = carried | written | {"section-class": "restricted"}
    clock.at += timedelta(minutes=61)
    asked = client.post(address, data=fields)
    assert asked.status_code == 401
    back = sign_in(client, delegate, asked.text, clock)
    saved = client.post(address, data=hidden(back.text))
    assert (saved.status_code, saved.location) == (303, here)
    shown = unescape(client.get(address).text)
    assert "Line 1\nLine 2 <b>" in shown.replace("\r\n", "\n")
    again = client.post(address, data=hidden(back.text))  # sent twice, after a lost connection
    assert again.status_code == 303
    assert client.get(address).text.count('name="version-section" value="2"') == 1


def test_a_wrong_password_and_a_wrong_code_lose_nothing(
    app: Flask, runtime: Runtime, clock: StoppedClock, officer: Somebody
) -> None:
    client = late(app, runtime, clock, officer)
    first = client.post(ENTER, data=TYPED)
    wrong = client.post("/sign-in", data=hidden(first.text) | {"email": "x", "password": "y"})
    assert wrong.status_code == 422
    given = hidden(wrong.text) | {"email": officer.email, "password": PASSWORD}
    second = client.post("/sign-in", data=given)
    refused = client.post("/sign-in/code", data=hidden(second.text) | {"code": "000000"})
    assert refused.status_code == 422
    anew = client.post("/sign-in", data=hidden(refused.text) | {"anew": "yes"})
    assert anew.status_code == 200
    assert "Ministère" in sign_in(client, officer, anew.text, clock).text


def test_another_who_signs_in_at_the_same_machine_gets_nothing_of_it(
    app: Flask, runtime: Runtime, clock: StoppedClock, officer: Somebody
) -> None:
    other = made(runtime, Role.DIRECTOR)
    asked = late(app, runtime, clock, officer).post(ENTER, data=TYPED)
    answer = sign_in(app.test_client(), other, asked.text, clock)
    assert (answer.status_code, answer.location) == (303, "/worklist")


@pytest.mark.parametrize("broken", ["", "AAAA", "not base64!", "A" * 400])
def test_what_was_tampered_with_is_not_given_back(
    app: Flask, runtime: Runtime, clock: StoppedClock, officer: Somebody, broken: str
) -> None:
    asked = late(app, runtime, clock, officer).post(ENTER, data=TYPED)
    tampered = asked.text.replace(hidden(asked.text)["kept"], broken or "x")
    assert sign_in(app.test_client(), officer, tampered, clock).status_code == 303


def test_a_session_that_was_ended_from_elsewhere_is_no_different(
    app: Flask, runtime: Runtime, clock: StoppedClock, officer: Somebody
) -> None:
    client = browser_of(app, runtime, officer)
    with runtime.database.write(by=SYSTEM) as session:
        session.execute(update(Session).values(ended_at=clock.at))
    assert client.post(ENTER, data=TYPED).status_code == 401


def test_who_never_was_signed_in_is_led_to_sign_in_and_nothing_is_kept(app: Flask) -> None:
    asked = app.test_client().post(ENTER, data=TYPED)
    assert (asked.status_code, asked.location) == (303, "/sign-in?next=%2F")


def test_passwords_and_codes_are_never_kept(
    app: Flask, runtime: Runtime, clock: StoppedClock, officer: Somebody
) -> None:
    client = late(app, runtime, clock, officer)
    typed = {"password": PASSWORD, "again": PASSWORD, "name": "kept"}
    asked = client.post("/account/password", data=typed)
    back = sign_in(client, officer, asked.text, clock)
    assert hidden(back.text).keys() & {"password", "again"} == set()
    assert PASSWORD not in back.text
    clock.at += timedelta(minutes=11)
    unproven = client.post("/account/password", data=typed)
    assert unproven.status_code == 403
    assert PASSWORD not in unproven.text


def test_every_field_that_proves_somebody_is_known_as_a_secret() -> None:
    pages = [file.read_text() for file in TEMPLATES.rglob("*.html")]
    proving = {name for page in pages for name in PROVES.findall(page)}
    assert {"password", "again", "code", "shown"} <= proving
    assert proving <= SECRETS


def test_a_form_that_was_opened_before_signing_in_elsewhere_is_sent_anew(
    guarded: Flask, runtime: Runtime, officer: Somebody
) -> None:
    client = browser_of(guarded, runtime, officer)
    ours = {"Sec-Fetch-Site": "same-origin"}
    stale = client.post(ENTER, data=TYPED | {"csrf_token": "of before"}, headers=ours)
    assert stale.status_code == 409
    sent = client.post(ENTER, data=hidden(stale.text), headers=ours)
    assert sent.status_code == 303
    for site in ("cross-site", "same-site", "none", ""):
        forged = client.post(ENTER, data=TYPED, headers={"Sec-Fetch-Site": site})
        assert forged.status_code == 422
        assert "Ministère" not in forged.text
    assert guarded.test_client().post(ENTER, data=TYPED, headers=ours).status_code == 422
