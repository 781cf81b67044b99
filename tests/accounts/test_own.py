"""A person's own page: sessions, factors and tokens; weighty acts ask for the factor again."""

import re
from datetime import timedelta

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.models import Account, AccountRecord, Token
from app.accounts.values import DeedKind
from app.correspondence.models import Letter
from app.kernel.actor import PEOPLE, SYSTEM, Role, Scope
from app.kernel.runtime import Runtime
from app.kernel.sealing import digest
from app.kernel.web import actor, fresh_factor, open_to
from tests.applications import own
from tests.conftest import StoppedClock
from tests.people import PASSWORD, browser_of, made, signed_in

NEW_PASSWORD = "gravel sonnet otter lamp"  # noqa: S105 (the test's own)
LATER = timedelta(minutes=10, seconds=1)


def deeds(runtime: Runtime) -> list[DeedKind]:
    with runtime.database.read(by=SYSTEM) as session:
        order = AccountRecord.ledger_index
        return list(session.scalars(select(AccountRecord.kind).order_by(order)))


def letters(runtime: Runtime) -> list[str]:
    with runtime.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(Letter.template)))


def test_each_of_ones_sessions_is_listed_and_ended_at_once(app: Flask, runtime: Runtime) -> None:
    who = made(runtime, Role.DRAFTER)
    here, there = browser_of(app, runtime, who), browser_of(app, runtime, who)
    [other] = re.findall(r"/account/sessions/([^/]*)/end", here.get("/account").text)
    assert here.post(f"/account/sessions/{other}/end").status_code == 303
    assert there.get("/account").status_code == 303
    assert here.get("/account").status_code == 200


def test_nobody_ends_anothers_session(app: Flask, runtime: Runtime) -> None:
    who = made(runtime, Role.DRAFTER)
    here, there = browser_of(app, runtime, who), browser_of(app, runtime, who)
    [other] = re.findall(r"/account/sessions/([^/]*)/end", here.get("/account").text)
    signed_in(app, runtime, Role.ADMINISTRATOR).post(f"/account/sessions/{other}/end")
    assert there.get("/account").status_code == 200


def test_another_password_signs_every_other_browser_out_and_is_told_by_letter(
    app: Flask, runtime: Runtime
) -> None:
    who = made(runtime, Role.DRAFTER)
    here, there = browser_of(app, runtime, who), browser_of(app, runtime, who)
    wanted = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert here.post("/account/password", data=wanted).status_code == 303
    assert (here.get("/account").status_code, there.get("/account").status_code) == (200, 303)
    for password, status in ((PASSWORD, 422), (NEW_PASSWORD, 303)):
        given = {"email": who.email, "password": password}
        assert app.test_client().post("/sign-in", data=given).status_code == status
    assert deeds(runtime) == [DeedKind.FACTOR_CHANGED]
    assert letters(runtime) == ["account_changed"]


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("password1", "password1", "among the first"),
        ("short", "short", "at least 8"),
        (NEW_PASSWORD, "another one", "not the same"),
    ],
)
def test_a_poor_password_is_refused_with_a_sentence(
    app: Flask, runtime: Runtime, password: str, again: str, sentence: str
) -> None:
    client = signed_in(app, runtime, Role.DRAFTER)
    answer = client.post("/account/password", data={"password": password, "again": again})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert deeds(runtime) == []


def test_another_authenticator_takes_the_place_of_the_one_before(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who = made(runtime, Role.DRAFTER)
    client = browser_of(app, runtime, who)
    found = re.search(r'<code class="secret">([^<]*)', client.get("/account/authenticator").text)
    assert found
    fresh = type(who)(who.number, who.email, who.role, who.participant, found[1].replace(" ", ""))
    wrong = client.post("/account/authenticator", data={"shown": "000000"})
    assert wrong.status_code == 422
    right = client.post("/account/authenticator", data={"shown": fresh.code(clock.at)})
    assert right.status_code == 303
    clock.at += timedelta(minutes=1)
    for holder, status in ((who, 422), (fresh, 303)):
        browser = app.test_client()
        browser.post("/sign-in", data={"email": who.email, "password": PASSWORD})
        given = browser.post("/sign-in/code", data={"code": holder.code(clock.at)})
        assert given.status_code == status
        clock.at += timedelta(minutes=1)


def test_recovery_codes_are_shown_once_and_the_ones_before_are_void(
    app: Flask, runtime: Runtime
) -> None:
    client = signed_in(app, runtime, Role.DRAFTER)
    first, second = (
        set(re.findall(r'class="secret">([^<]*)', client.post("/account/recovery-codes").text))
        for _ in range(2)
    )
    assert len(first) == len(second) == 10
    assert not first & second
    assert "10 left" in client.get("/account").text


WEIGHTY = [
    "/account/password",
    "/account/authenticator",
    "/account/recovery-codes",
    "/account/passkey",
    "/account/tokens",
]


@pytest.mark.parametrize("address", WEIGHTY)
def test_ten_minutes_later_the_factor_is_asked_for_again(
    app: Flask, runtime: Runtime, clock: StoppedClock, address: str
) -> None:
    client = signed_in(app, runtime, Role.REPRESENTATIVE)
    clock.at += LATER
    answer = client.post(address, data={"name": "kept <as> typed", "scopes": ["read", "draft"]})
    assert answer.status_code == 403
    assert "kept &lt;as&gt; typed" in answer.text
    assert answer.text.count('name="scopes"') == 2
    assert deeds(runtime) == []


def test_a_page_leads_to_the_factor_and_back(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who = made(runtime, Role.DRAFTER)
    client = browser_of(app, runtime, who)
    clock.at += LATER
    asked = client.get("/account/password?x=1")
    assert asked.location == "/sign-in/again?next=%2Faccount%2Fpassword%3Fx%3D1"
    assert client.post("/sign-in/again", data={"code": "000000"}).status_code == 422
    given = {"code": who.code(clock.at), "next": "/account/password?x=1"}
    assert client.post("/sign-in/again", data=given).location == "/account/password?x=1"
    assert client.get("/account/password").status_code == 200


def test_a_form_that_came_late_is_sent_again_with_the_code_and_nothing_is_lost(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who = made(runtime, Role.REPRESENTATIVE)
    client = browser_of(app, runtime, who)
    clock.at += LATER
    typed = {"name": "nightly", "scopes": "read", "lasts": "24"}
    code = who.code(clock.at)
    assert client.post("/account/tokens", data=typed).status_code == 403
    assert client.post("/account/tokens", data=typed | {"factor_code": "1"}).status_code == 403
    made_it = client.post("/account/tokens", data=typed | {"factor_code": code})
    assert made_it.status_code == 200
    assert "gaima_" in made_it.text


@pytest.fixture
def api(runtime: Runtime) -> Flask:
    """Give an application with doors of the programming interface that later slices will have."""
    app = own(runtime)
    app.config["WTF_CSRF_METHODS"] = []

    def who() -> ResponseReturnValue:
        return {"role": actor().role, "account": actor().account, "for": actor().participant}

    people = sorted(PEOPLE)
    app.add_url_rule("/api/v1/me", "me", open_to(*people)(who))
    app.add_url_rule("/api/v1/draft", "draft", open_to(*people)(who), methods=["POST"])
    submit = open_to(*people, scope=Scope.SUBMIT)(who)
    app.add_url_rule("/api/v1/submit", "submit", submit, methods=["POST"])
    app.add_url_rule("/api/v1/weighty", "weighty", open_to(*people)(fresh_factor(who)))
    return app


def token_of(client: FlaskClient, *scopes: str, lasts: str = "24") -> str:
    wanted = {"name": "a program", "scopes": list(scopes), "lasts": lasts}
    found = re.search(r"gaima_[\w-]+", client.post("/account/tokens", data=wanted).text)
    assert found
    return found[0]


def call(app: Flask, address: str, token: str | None, method: str = "GET") -> int:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return app.test_client().open(address, method=method, headers=headers).status_code


def test_a_token_does_what_its_scopes_and_its_owner_may(api: Flask, runtime: Runtime) -> None:
    client = signed_in(api, runtime, Role.REPRESENTATIVE)
    doors = [("/api/v1/me", "GET"), ("/api/v1/draft", "POST"), ("/api/v1/submit", "POST")]
    expected = {
        ("read",): [200, 404, 404],
        ("draft",): [404, 200, 404],
        ("read", "submit"): [200, 404, 200],
        ("read", "draft", "submit"): [200, 200, 200],
    }
    for scopes, statuses in expected.items():
        token = token_of(client, *scopes)
        assert [call(api, address, token, method) for address, method in doors] == statuses


def test_a_token_is_not_a_second_factor(api: Flask, runtime: Runtime) -> None:
    token = token_of(signed_in(api, runtime, Role.REPRESENTATIVE), "read")
    assert call(api, "/api/v1/weighty", token) == 403


def test_without_a_token_or_with_a_wrong_one_a_program_is_told_to_bring_one(
    api: Flask, runtime: Runtime
) -> None:
    for token in (None, "gaima_wrong", ""):
        assert call(api, "/api/v1/me", token) == 401
    assert call(api, "/api/v1/treaties", None) == 200
    client = signed_in(api, runtime, Role.DRAFTER)
    assert client.get("/api/v1/me").status_code == 401, "a browser's session opens no API"


def test_a_token_is_kept_as_a_digest_and_ends_when_it_should(
    api: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who = made(runtime, Role.DRAFTER)
    client = browser_of(api, runtime, who)
    token = token_of(client, "read")
    with runtime.database.read(by=SYSTEM) as session:
        row = session.scalars(select(Token)).one()
    assert row.token_sha256 == digest(token)
    assert token not in client.get("/account").text
    assert call(api, "/api/v1/me", token) == 200
    clock.at += timedelta(hours=24)
    assert call(api, "/api/v1/me", token) == 401


def test_a_revoked_token_is_worth_nothing_and_nobody_revokes_anothers(
    api: Flask, runtime: Runtime
) -> None:
    client = signed_in(api, runtime, Role.DRAFTER)
    token = token_of(client, "read")
    with runtime.database.read(by=SYSTEM) as session:
        address = f"/account/tokens/{session.scalars(select(Token.id)).one()}/revoke"
    assert signed_in(api, runtime, Role.ADMINISTRATOR).post(address).status_code == 404
    assert call(api, "/api/v1/me", token) == 200
    assert client.post(address).status_code == 303
    assert call(api, "/api/v1/me", token) == 401
    assert deeds(runtime) == [DeedKind.TOKEN_MADE, DeedKind.TOKEN_REVOKED]


def test_a_token_ends_with_its_owner(api: Flask, runtime: Runtime) -> None:
    who = made(runtime, Role.DRAFTER)
    token = token_of(browser_of(api, runtime, who), "read")
    admin = signed_in(api, runtime, Role.ADMINISTRATOR)
    assert admin.post(f"/people/{who.number}/disable").status_code == 303
    assert call(api, "/api/v1/me", token) == 401


def test_only_an_accredited_representative_has_a_token_that_submits(
    app: Flask, runtime: Runtime
) -> None:
    wanted = {"name": "x", "scopes": ["submit"], "lasts": "24"}
    for role in sorted(PEOPLE):
        answer = signed_in(app, runtime, role).post("/account/tokens", data=wanted)
        assert answer.status_code == (200 if role is Role.REPRESENTATIVE else 422)
    long = {"name": "x", "scopes": ["submit"], "lasts": "720"}
    answer = signed_in(app, runtime, Role.REPRESENTATIVE).post("/account/tokens", data=long)
    assert "24 hours at most" in answer.text


def test_one_chooses_how_one_is_told(app: Flask, runtime: Runtime) -> None:
    who = made(runtime, Role.DRAFTER)
    browser = browser_of(app, runtime, who)
    for wrong in ({"language": "fr"}, {"language": "xx", "reminders": "daily"}):
        answer = browser.post("/account/letters", data=wrong)
        assert answer.status_code == 422
        assert "Choose among what the page offers." in answer.text
    chosen = browser.post("/account/letters", data={"language": "fr", "reminders": "daily"})
    assert chosen.status_code == 303
    page = browser.get("/account").text
    assert re.search(r'value="daily" checked', page)
    assert re.search(r'value="fr" lang="fr" selected', page)
    with runtime.database.read(by=SYSTEM) as session:
        whose = session.get_one(Account, who.number)
    assert (whose.language, whose.daily_letters) == ("fr", True)


def test_every_page_says_whose_it_is(app: Flask, runtime: Runtime) -> None:
    with app.test_request_context():
        home = url_for("home.home")
    assert "Sign in" in app.test_client().get(home).text
    client = signed_in(app, runtime, Role.AUDITOR)
    page = client.get(home)
    assert "Sign out" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in client.get(home, headers={"Accept-Encoding": "gzip"}).headers
