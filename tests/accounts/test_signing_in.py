"""Signing in through the pages: right, wrong, locked, disabled, expired, and out again."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app.accounts.models import Account, Appointment, Attempt, Session
from app.accounts.operations import factors, passwords
from app.accounts.values import AttemptOutcome
from app.kernel.actor import DELEGATES, PEOPLE, SYSTEM, Role
from app.kernel.runtime import Runtime
from app.kernel.sealing import Seal
from tests.applications import lent
from tests.conftest import StoppedClock
from tests.people import HASHED, PASSWORD, Somebody, browser_of, made, signed_in


def give_password(
    client: FlaskClient, email: str, password: str = PASSWORD, onward: str = "/account"
) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": password, "next": onward})


def give_code(client: FlaskClient, code: str, onward: str = "/account") -> TestResponse:
    return client.post("/sign-in/code", data={"code": code, "next": onward})


def enter(client: FlaskClient, who: Somebody, clock: StoppedClock) -> TestResponse:
    give_password(client, who.email)
    return give_code(client, who.code(clock.at))


@pytest.mark.parametrize("role", sorted(PEOPLE))
def test_somebody_signs_in_with_password_and_code_and_is_led_on(
    app: Flask, runtime: Runtime, clock: StoppedClock, role: Role
) -> None:
    who, client = made(runtime, role), app.test_client()
    asked = client.get("/account")
    assert (asked.status_code, asked.location) == (303, "/sign-in?next=%2Faccount")
    first = give_password(client, who.email)
    assert (first.status_code, first.location) == (303, "/sign-in/code?next=%2Faccount")
    assert client.get("/account").status_code == 303, "half signed in is not signed in"
    second = give_code(client, who.code(clock.at))
    assert (second.status_code, second.location) == (303, "/account")
    page = client.get("/account")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert who.email in page.text


def test_the_address_may_be_in_capitals_and_the_code_in_two_halves(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who, client = made(runtime, Role.DIRECTOR), app.test_client()
    give_password(client, f" {who.email.upper()} ")
    code = who.code(clock.at)
    assert give_code(client, f"{code[:3]} {code[3:]}").status_code == 303


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil", "x"])
def test_nobody_is_led_to_another_site(
    app: Flask, runtime: Runtime, clock: StoppedClock, onward: str
) -> None:
    who, client = made(runtime, Role.DIRECTOR), app.test_client()
    give_password(client, who.email, onward=onward)
    assert give_code(client, who.code(clock.at), onward).location == "/worklist"


@pytest.mark.parametrize("role", sorted(PEOPLE))
def test_whoever_asked_for_no_page_comes_to_their_own_work(
    app: Flask, runtime: Runtime, clock: StoppedClock, role: Role
) -> None:
    who, client = made(runtime, role, "CAN" if role in DELEGATES else None), app.test_client()
    give_password(client, who.email)
    at_work = client.get(str(give_code(client, who.code(clock.at), "/").location))
    assert at_work.status_code == 200


def test_a_code_is_good_once_even_with_spaces_in_it(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who = made(runtime, Role.DIRECTOR)
    assert enter(app.test_client(), who, clock).status_code == 303
    code = who.code(clock.at)
    for replayed in (code, f" {code[:3]} {code[3:]} "):
        client = app.test_client()
        give_password(client, who.email)
        assert give_code(client, replayed).status_code == 422
    clock.at += timedelta(seconds=30)
    assert enter(app.test_client(), who, clock).status_code == 303


def change(
    runtime: Runtime, who: Somebody, table: type[Account | Appointment], **values: object
) -> None:
    key = Account.number if table is Account else Appointment.account
    with runtime.database.write(by=SYSTEM) as session:
        session.execute(update(table).where(key == who.number).values(**values))


SHUT: dict[str, Callable[[Runtime, Somebody], None]] = {
    "disabled": lambda r, w: change(r, w, Account, disabled_at=r.clock.now()),
    "ended": lambda r, w: change(r, w, Appointment, ended_on=r.today()),
    "expired": lambda r, w: change(r, w, Appointment, until=r.today() - timedelta(days=1)),
    "not yet": lambda r, w: change(r, w, Appointment, since=r.today() + timedelta(days=1)),
    "not joined": lambda r, w: change(r, w, Account, joined_at=None),
}


@pytest.mark.parametrize("how", sorted(SHUT))
def test_whoever_may_not_sign_in_is_answered_like_a_stranger(
    app: Flask, runtime: Runtime, how: str
) -> None:
    who = made(runtime, Role.DIRECTOR)
    SHUT[how](runtime, who)
    answer = give_password(app.test_client(), who.email)
    stranger = give_password(app.test_client(), "nobody@example.org")
    assert answer.status_code == stranger.status_code == 422
    assert alike(answer, who.email) == alike(stranger, "nobody@example.org")


def alike(answer: TestResponse, email: str) -> str:
    """Give the page without what differs each time: who was typed, nonces, challenges."""
    text = answer.text.replace(email, "…")
    return re.sub(r'nonce="[^"]*"|data-options="[^"]*"|name="csrf_token" value="[^"]*"', "", text)


def test_a_wrong_password_is_answered_like_an_address_without_an_account(
    app: Flask, runtime: Runtime
) -> None:
    who = made(runtime, Role.DIRECTOR)
    wrong = give_password(app.test_client(), who.email, "not this one at all")
    stranger = give_password(app.test_client(), "nobody@example.org", "not this one at all")
    assert wrong.status_code == stranger.status_code == 422
    assert alike(wrong, who.email) == alike(stranger, "nobody@example.org")
    assert set(wrong.headers.keys()) == set(stranger.headers.keys())


def test_as_much_is_hashed_whether_there_is_an_account_or_not(
    app: Flask, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    cost = extract_parameters(passwords.hashed("a password that somebody has chosen"))
    compared: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 (argon2's)
            compared.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "HASHER", Watched.from_parameters(cost))
    who, client = made(runtime, Role.DIRECTOR), app.test_client()
    give_password(client, who.email, "not this one at all")
    give_password(client, "nobody@example.org", "not this one at all")
    assert compared == [HASHED, passwords._nobodys()]
    assert extract_parameters(passwords._nobodys()) == cost


def test_guessing_is_slowed_and_ended_and_a_right_password_does_not_start_it_anew(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who, client = made(runtime, Role.DIRECTOR), app.test_client()
    for _ in range(5):
        give_password(client, who.email, "wrong")
    assert give_password(client, who.email).status_code == 422, (
        "a pause holds for the right one too"
    )
    clock.at += timedelta(seconds=2)
    assert give_password(client, who.email).status_code == 303
    for _ in range(95):
        clock.at += timedelta(minutes=15)
        give_password(client, who.email)
        assert give_code(client, "000000").status_code == 422
    clock.at += timedelta(days=30)
    assert give_password(client, who.email).status_code == 422, "a hundred were wrong"
    with runtime.database.read(by=SYSTEM) as session:
        outcomes = session.scalars(select(Attempt.outcome)).all()
    assert outcomes.count(AttemptOutcome.WRONG) == 100


def test_a_whole_sign_in_forgives_what_was_wrong_before(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who, client = made(runtime, Role.DIRECTOR), app.test_client()
    for _ in range(4):
        give_password(client, who.email, "wrong")
    assert enter(client, who, clock).status_code == 303
    for _ in range(4):
        give_password(client, who.email, "wrong")
    assert give_password(client, who.email).status_code == 303


def test_the_second_step_is_not_open_for_ever(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who, client = made(runtime, Role.DIRECTOR), app.test_client()
    give_password(client, who.email)
    clock.at += timedelta(minutes=10)
    assert give_code(client, who.code(clock.at)).status_code == 422


def test_a_code_without_a_password_opens_nothing(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    who = made(runtime, Role.DIRECTOR)
    assert give_code(app.test_client(), who.code(clock.at)).status_code == 422


def test_a_recovery_code_stands_in_once(app: Flask, runtime: Runtime) -> None:
    who = made(runtime, Role.DRAFTER)
    with runtime.database.write(by=SYSTEM) as session:
        fresh = factors.renew_recovery_codes(session, who.number, seal=Seal(runtime.secret_key))
    for code, status in ((fresh[0].lower(), 303), (fresh[0], 422), (fresh[1], 303)):
        client = app.test_client()
        give_password(client, who.email)
        given = client.post("/sign-in/recovery", data={"code": code, "next": "/account"})
        assert given.status_code == status


def test_a_recovery_code_of_another_opens_nothing(app: Flask, runtime: Runtime) -> None:
    who, other = made(runtime, Role.DRAFTER), made(runtime, Role.DRAFTER)
    with runtime.database.write(by=SYSTEM) as session:
        fresh = factors.renew_recovery_codes(session, other.number, seal=Seal(runtime.secret_key))
    client = app.test_client()
    give_password(client, who.email)
    assert client.post("/sign-in/recovery", data={"code": fresh[0]}).status_code == 422


@pytest.mark.parametrize("how", sorted(SHUT.keys() - {"not joined"}))
def test_a_session_gives_no_right_from_the_moment_its_owner_may_not(
    app: Flask, runtime: Runtime, how: str
) -> None:
    who = made(runtime, Role.DIRECTOR)
    client = browser_of(app, runtime, who)
    assert client.get("/account").status_code == 200
    SHUT[how](runtime, who)
    assert client.get("/account").status_code == 303


def test_signing_out_ends_the_row_so_that_a_copied_cookie_is_worth_nothing(
    app: Flask, runtime: Runtime
) -> None:
    client = signed_in(app, runtime, Role.DIRECTOR)
    cookie = client.get_cookie("signed-in")
    assert cookie
    thief = app.test_client()
    thief.set_cookie("signed-in", cookie.value)
    assert thief.get("/account").status_code == 200
    assert client.post("/sign-out").status_code == 303
    assert client.get("/account").status_code == 303
    assert thief.get("/account").status_code == 303


@pytest.mark.parametrize(("role", "minutes"), [(Role.DRAFTER, 60), (Role.AUDITOR, 15)])
def test_an_unused_session_ends_by_itself(
    app: Flask, runtime: Runtime, clock: StoppedClock, role: Role, minutes: int
) -> None:
    client = signed_in(app, runtime, role)
    for _ in range(3):
        clock.at += timedelta(minutes=minutes - 2)
        assert client.get("/account").status_code == 200
    clock.at += timedelta(minutes=minutes)
    assert client.get("/account").status_code == 303


def test_its_use_is_noted_once_a_minute_at_most(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    client = signed_in(app, runtime, Role.DIRECTOR)

    def seen() -> object:
        with runtime.database.read(by=SYSTEM) as session:
            return session.scalars(select(Session.seen_at)).one()

    begun = seen()
    for seconds, noted in ((30, False), (29, False), (1, True), (10, False)):
        clock.at += timedelta(seconds=seconds)
        client.get("/")
        assert (seen() != begun) is noted
        begun = seen()


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("http://localhost:8000", {"signed-in"}),
        ("https://register.example.org", {"__Host-signed-in", "Secure"}),
    ],
)
def test_the_cookie_is_closed_to_scripts_and_over_https_bound_to_the_host(
    runtime: Runtime, address: str, named: set[str]
) -> None:
    who = made(runtime, Role.DIRECTOR)
    app = lent(replace(runtime, public_url=address), tokens=False)
    answer = give_password(app.test_client(), who.email)
    [header] = [h for h in answer.headers.getlist("Set-Cookie") if "signed-in" in h]
    parts = {part.partition("=")[0].strip() for part in header.split(";")}
    assert parts == named | {"HttpOnly", "Path", "SameSite"}
    assert "SameSite=Lax" in header
    assert "Path=/" in header


def test_forms_carry_a_token_without_which_nothing_happens(app: Flask, runtime: Runtime) -> None:
    app.config["WTF_CSRF_METHODS"] = ["POST"]
    who = made(runtime, Role.DIRECTOR)
    assert give_password(app.test_client(), who.email).status_code == 422
    client = browser_of(app, runtime, who)
    assert client.post("/sign-out").status_code == 422
    assert client.get("/account").status_code == 200


def test_a_day_is_the_seats(app: Flask, runtime: Runtime, clock: StoppedClock) -> None:
    who = made(runtime, Role.DIRECTOR)
    change(runtime, who, Appointment, until=date(2027, 3, 14))
    clock.at = clock.at.replace(hour=22, minute=59)
    assert browser_of(app, runtime, who).get("/account").status_code == 200
    clock.at += timedelta(minutes=1)
    assert browser_of(app, runtime, who).get("/account").status_code == 303
