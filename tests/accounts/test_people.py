"""Looking after people through the pages: inviting, handing over, removing, resetting."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import AccountRecord
from app.accounts.rules.codes import code_at
from app.accounts.values import DeedKind
from app.correspondence.models import Letter
from app.kernel.actor import DELEGATES, PEOPLE, STAFF, SYSTEM, Role
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock
from tests.people import PASSWORD, Somebody, browser_of, made, signed_in

NOTE = {"note_verbale": "CAN/NV/2027/5"}


@dataclass(frozen=True, slots=True)
class Invited:
    """What reaches somebody who is invited: the letter's link, and the code by telephone."""

    link: str
    code: str


def letters(runtime: Runtime) -> list[Letter]:
    with runtime.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(Letter).order_by(Letter.owed_at)))


def records(runtime: Runtime) -> list[AccountRecord]:
    with runtime.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(AccountRecord).order_by(AccountRecord.ledger_index)))


def kinds(runtime: Runtime) -> list[DeedKind]:
    return [record.kind for record in records(runtime)]


def invitation(runtime: Runtime, answer: TestResponse) -> Invited:
    found = re.search(r'secret--large">([^<]*)', answer.text)
    assert found, answer.text
    [letter] = [each for each in letters(runtime) if each.about.startswith("/join/")][-1:]
    assert found[1] not in str(letter.facts), "the code never goes by letter"
    return Invited(letter.about, found[1])


def join(client: FlaskClient, invited: Invited, clock: StoppedClock, **typed: str) -> TestResponse:
    page = client.get(invited.link)
    secret = re.search(r'<code class="secret">([^<]*)', page.text)
    assert secret
    shown = code_at(secret[1].replace(" ", ""), clock.at)
    given = {"code": invited.code, "password": PASSWORD, "shown": shown}
    return client.post(invited.link, data=given | typed)


def wanted(role: Role, **more: str) -> dict[str, str]:
    return {"name": "Nadia Roy", "email": "nadia@example.org", "role": role.value} | more


def test_a_colleague_is_invited_joins_and_signs_in(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    client = signed_in(app, runtime, Role.REPRESENTATIVE, "CAN")
    invited = invitation(runtime, client.post("/people/invite", data=wanted(Role.DRAFTER)))
    newcomer = app.test_client()
    page = join(newcomer, invited, clock)
    assert page.status_code == 200
    assert len(re.findall(r'class="secret">', page.text)) == 10
    assert newcomer.get(invited.link).status_code == 404, "an invitation is good once"
    assert kinds(runtime) == [DeedKind.INVITED, DeedKind.JOINED]
    assert {record.participant for record in records(runtime)} == {"CAN"}
    assert "Nadia Roy" in client.get("/people").text
    given = {"email": "nadia@example.org", "password": PASSWORD}
    assert newcomer.post("/sign-in", data=given).status_code == 303


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "XXXX-XXXX"}, "not the code you were told"),
        ({"password": "password"}, "among the first"),
        ({"shown": "000000"}, "not the code that the authenticator shows"),
    ],
)
def test_what_does_not_fit_is_said_and_nobody_is_let_in(
    app: Flask, runtime: Runtime, clock: StoppedClock, typed: dict[str, str], sentence: str
) -> None:
    client = signed_in(app, runtime, Role.REPRESENTATIVE, "CAN")
    invited = invitation(runtime, client.post("/people/invite", data=wanted(Role.DRAFTER)))
    refused = join(app.test_client(), invited, clock, **typed)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert join(app.test_client(), invited, clock).status_code == 200


def test_five_wrong_codes_make_an_invitation_void_and_it_ends_after_a_week(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    client = signed_in(app, runtime, Role.REPRESENTATIVE, "CAN")
    invited = invitation(runtime, client.post("/people/invite", data=wanted(Role.DRAFTER)))
    for _ in range(5):
        assert join(app.test_client(), invited, clock, code="WRONG").status_code == 422
    assert app.test_client().get(invited.link).status_code == 404
    number = records(runtime)[0].account
    again = invitation(runtime, client.post(f"/people/{number}/invite-again"))
    clock.at += timedelta(days=7)
    assert app.test_client().get(again.link).status_code == 404


def test_a_new_invitation_makes_the_one_before_void(
    app: Flask, runtime: Runtime, clock: StoppedClock
) -> None:
    client = signed_in(app, runtime, Role.REPRESENTATIVE, "CAN")
    first = invitation(runtime, client.post("/people/invite", data=wanted(Role.DRAFTER)))
    clock.at += timedelta(minutes=1)
    number = records(runtime)[0].account
    second = invitation(runtime, client.post(f"/people/{number}/invite-again"))
    assert app.test_client().get(first.link).status_code == 404
    assert join(app.test_client(), second, clock).status_code == 200
    assert client.post(f"/people/{number}/invite-again").status_code == 422


@pytest.mark.parametrize("by", sorted(PEOPLE))
@pytest.mark.parametrize("role", sorted(PEOPLE))
def test_invitations_follow_the_table(app: Flask, runtime: Runtime, by: Role, role: Role) -> None:
    given = wanted(role, **({"participant": "CAN"} | NOTE if role in DELEGATES else {}))
    answer = signed_in(app, runtime, by, "CAN").post("/people/invite", data=given)
    allowed = {
        Role.ADMINISTRATOR: STAFF | {Role.REPRESENTATIVE, Role.EXPERT},
        Role.REPRESENTATIVE: {Role.DRAFTER},
    }
    assert answer.status_code == (404 if by not in allowed else 200 if role in allowed[by] else 422)
    assert bool(records(runtime)) is (answer.status_code == 200)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Give the person"),
        ({"name": "a\u202eb"}, "cannot be seen"),
        ({"name": "x" * 201}, "Shorten this"),
        ({"email": "nobody"}, "Write an e-mail address"),
        ({"email": "a@b.c\nBcc: d@e.f"}, "Write an e-mail address"),
        ({"note_verbale": ""}, "reference of the note verbale"),
        ({"participant": ""}, "Choose the participant"),
        ({"participant": "XXX"}, "Choose the participant"),
        ({"role": "king"}, "Choose a capacity"),
        ({"until": "2020-01-01"}, "lies in the past"),
        ({"until": "soon"}, "Write a day"),
    ],
)
def test_a_poor_invitation_is_refused_with_a_sentence_and_keeps_what_was_typed(
    app: Flask, runtime: Runtime, typed: dict[str, str], sentence: str
) -> None:
    given = wanted(Role.REPRESENTATIVE, participant="JPN") | NOTE | typed
    answer = signed_in(app, runtime, Role.ADMINISTRATOR).post("/people/invite", data=given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert letters(runtime) == []


def test_an_address_has_one_account(app: Flask, runtime: Runtime) -> None:
    who = made(runtime, Role.DIRECTOR)
    given = wanted(Role.AUDITOR, email=who.email.upper())
    answer = signed_in(app, runtime, Role.ADMINISTRATOR).post("/people/invite", data=given)
    assert "already" in answer.text


def test_handing_over_makes_the_colleague_representative_and_oneself_drafter(
    app: Flask, runtime: Runtime
) -> None:
    old, new = made(runtime, Role.REPRESENTATIVE), made(runtime, Role.DRAFTER)
    here, there = browser_of(app, runtime, old), browser_of(app, runtime, new)
    assert here.post(f"/people/{new.number}/hand-over").status_code == 422, "no note verbale"
    assert here.post(f"/people/{new.number}/hand-over", data=NOTE).status_code == 303
    assert here.get("/people/invite").status_code == 404
    assert there.get("/people/invite").status_code == 200
    assert kinds(runtime) == [DeedKind.HANDED_OVER]
    assert records(runtime)[0].content["note_verbale"] == NOTE["note_verbale"]


def test_a_removed_colleague_is_out_at_once_and_told(app: Flask, runtime: Runtime) -> None:
    boss, gone = made(runtime, Role.REPRESENTATIVE), made(runtime, Role.DRAFTER)
    client, other = browser_of(app, runtime, boss), browser_of(app, runtime, gone)
    assert other.get("/account").status_code == 200
    assert client.post(f"/people/{gone.number}/remove").status_code == 303
    assert other.get("/account").status_code == 303
    given = {"email": gone.email, "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=given).status_code == 422
    assert client.post(f"/people/{gone.number}/remove").status_code == 409
    assert [letter.address for letter in letters(runtime)] == [gone.email]
    assert kinds(runtime) == [DeedKind.APPOINTMENT_ENDED]


def test_nobody_removes_disables_or_resets_themselves(app: Flask, runtime: Runtime) -> None:
    for role, deed in (
        (Role.REPRESENTATIVE, "remove"),
        (Role.ADMINISTRATOR, "remove"),
        (Role.ADMINISTRATOR, "disable"),
        (Role.ADMINISTRATOR, "sign-out"),
        (Role.ADMINISTRATOR, "reset"),
    ):
        who = made(runtime, role)
        client = browser_of(app, runtime, who)
        answer = client.post(f"/people/{who.number}/{deed}", data=NOTE)
        assert answer.status_code == 422
        assert "not yours to do" in answer.text


DEEDS = ["remove", "hand-over", "disable", "enable", "sign-out", "reset", "invite-again"]


@pytest.mark.parametrize("deed", ["", *(f"/{deed}" for deed in DEEDS)])
def test_another_states_account_is_as_if_there_were_none(
    app: Flask, runtime: Runtime, deed: str
) -> None:
    other = made(runtime, Role.DRAFTER, "JPN")
    for role in (Role.REPRESENTATIVE, Role.DRAFTER):
        client = signed_in(app, runtime, role, "CAN")
        method = "POST" if deed else "GET"
        found, missing = (
            client.open(f"/people/{number}{deed}", method=method, data=NOTE)
            for number in (other.number, 999_999)
        )
        assert found.status_code == missing.status_code == 404
        assert strip(found.text) == strip(missing.text)
    assert records(runtime) == []


def strip(text: str) -> str:
    return re.sub(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"', "", text)


def test_disabling_and_enabling(app: Flask, runtime: Runtime) -> None:
    admin, who = signed_in(app, runtime, Role.ADMINISTRATOR), made(runtime, Role.DRAFTER)
    other = browser_of(app, runtime, who)
    address = f"/people/{who.number}"
    assert admin.post(f"{address}/enable").status_code == 409
    assert admin.post(f"{address}/disable").status_code == 303
    assert other.get("/account").status_code == 303
    assert admin.post(f"{address}/disable").status_code == 409
    assert admin.post(f"{address}/enable").status_code == 303
    assert other.get("/account").status_code == 303, "an ended session stays ended"
    assert browser_of(app, runtime, who).get("/account").status_code == 200


def test_signing_somebody_out_ends_every_session_and_is_recorded(
    app: Flask, runtime: Runtime
) -> None:
    admin, who = signed_in(app, runtime, Role.ADMINISTRATOR), made(runtime, Role.AUDITOR)
    browsers = [browser_of(app, runtime, who) for _ in range(2)]
    assert admin.post(f"/people/{who.number}/sign-out").status_code == 303
    assert [browser.get("/account").status_code for browser in browsers] == [303, 303]
    assert kinds(runtime) == [DeedKind.SESSION_ENDED]


@dataclass(frozen=True, slots=True)
class Cast:
    """Those who meet in a reset."""

    lost: Somebody
    colleague: Somebody
    stranger: Somebody
    asker: Somebody
    second: Somebody


@pytest.fixture
def people(runtime: Runtime) -> Cast:
    return Cast(
        lost=made(runtime, Role.REPRESENTATIVE, "CAN"),
        colleague=made(runtime, Role.DRAFTER, "CAN"),
        stranger=made(runtime, Role.DRAFTER, "JPN"),
        asker=made(runtime, Role.ADMINISTRATOR),
        second=made(runtime, Role.DIRECTOR),
    )


def ask(app: Flask, runtime: Runtime, people: Cast) -> str:
    """Ask for the reset of who has lost everything, and give the address of its deciding."""
    client = browser_of(app, runtime, people.asker)
    assert client.post(f"/people/{people.lost.number}/reset", data=NOTE).status_code == 303
    second = browser_of(app, runtime, people.second)
    found = re.search(r"/people/resets/[^/]*", second.get("/people").text)
    assert found
    return found[0]


def test_a_reset_takes_two_officers_and_a_note_and_tells_the_states_others(
    app: Flask, runtime: Runtime, clock: StoppedClock, people: Cast
) -> None:
    before = browser_of(app, runtime, people.lost)
    address = ask(app, runtime, people)
    asker = browser_of(app, runtime, people.asker)
    assert asker.post(f"{address}/grant").status_code == 422, "not the one who asked"
    assert before.get("/account").status_code == 200, "asking changes nothing yet"
    second = browser_of(app, runtime, people.second)
    invited = invitation(runtime, second.post(f"{address}/grant"))
    assert before.get("/account").status_code == 303
    given = {"email": people.lost.email, "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=given).status_code == 422
    assert second.post(f"{address}/grant").status_code == 404, "decided once"
    told = [each.address for each in letters(runtime) if each.template.endswith("announced")]
    assert told == [people.colleague.email] * 2
    assert join(app.test_client(), invited, clock).status_code == 200
    assert kinds(runtime) == [DeedKind.RESET_ASKED, DeedKind.RESET_GRANTED, DeedKind.JOINED]
    seen = browser_of(app, runtime, people.colleague).get("/people").text
    assert "A reset of an account was granted" in seen
    assert NOTE["note_verbale"] in seen


def test_for_a_day_after_a_reset_nothing_can_be_submitted(
    app: Flask, runtime: Runtime, clock: StoppedClock, people: Cast
) -> None:
    address = ask(app, runtime, people)
    second = browser_of(app, runtime, people.second)
    join(app.test_client(), invitation(runtime, second.post(f"{address}/grant")), clock)
    wants = {"name": "x", "scopes": "submit", "lasts": "24"}
    client = browser_of(app, runtime, people.lost)
    assert "24 hours" in client.post("/account/tokens", data=wants).text
    clock.at += timedelta(hours=24)
    client = browser_of(app, runtime, people.lost)
    assert client.post("/account/tokens", data=wants).status_code == 200


def test_a_refused_reset_changes_nothing(app: Flask, runtime: Runtime, people: Cast) -> None:
    before = browser_of(app, runtime, people.lost)
    address = ask(app, runtime, people)
    second = browser_of(app, runtime, people.second)
    assert second.post(f"{address}/refuse").status_code == 303
    assert before.get("/account").status_code == 200
    assert kinds(runtime) == [DeedKind.RESET_ASKED, DeedKind.RESET_REFUSED]


def test_a_reset_needs_a_note_and_waits_once(app: Flask, runtime: Runtime, people: Cast) -> None:
    client = browser_of(app, runtime, people.asker)
    address = f"/people/{people.lost.number}/reset"
    assert client.post(address, data={"note_verbale": " "}).status_code == 422
    assert client.post(address, data=NOTE).status_code == 303
    assert client.post(address, data=NOTE).status_code == 409


@pytest.mark.parametrize("role", sorted(PEOPLE - {Role.ADMINISTRATOR, Role.DIRECTOR}))
def test_nobody_else_decides_on_a_reset(
    app: Flask, runtime: Runtime, people: Cast, role: Role
) -> None:
    address = ask(app, runtime, people)
    client = signed_in(app, runtime, role, "CAN")
    assert client.post(f"{address}/grant").status_code == 404
    assert client.post(f"{address}/refuse").status_code == 404
