"""Permanent missions are reached at addresses that are entered and ended, and never changed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from app.accounts import queries
from app.accounts.models import Mission
from app.accounts.operations import missions
from app.accounts.queries.missions import as_recipient, reached
from app.accounts.queries.missions import missions as listed
from app.accounts.values import MissionAddress
from app.correspondence import operations as correspondence
from app.correspondence.models import Letter, LetterDeed
from app.correspondence.values import LetterState
from app.kernel.actor import SYSTEM, Role
from app.kernel.errors import Invalid, NotFound
from app.kernel.runtime import Runtime
from app.ledger.queries import audited
from app.participants.queries import roll
from tests.applications import lent
from tests.conftest import NOON
from tests.correspondence.conftest import owed
from tests.people import made, signed_in

TODAY = date(2027, 3, 14)
GIVEN = MissionAddress(
    participant="FRA",
    name="Permanent Mission of France",
    address="mission.fra@example.org",
    language="fr",
    since=TODAY,
)
FORM = {
    "participant": "FRA",
    "name": "Permanent Mission of France",
    "address": "mission.fra@example.org",
    "language": "fr",
    "since": "2027-03-14",
}


def enter(runtime: Runtime, given: MissionAddress = GIVEN) -> Mission:
    with runtime.database.write(by=SYSTEM) as session:
        facts = roll(runtime.facts)
        return missions.enter(session, given, roll=facts, by=SYSTEM, at=NOON, on=TODAY)


def end(runtime: Runtime, number: int, on: date = TODAY) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        missions.end(session, number, by=SYSTEM, at=NOON, on=on)


def addresses(runtime: Runtime, on: date) -> list[str]:
    with runtime.database.read(by=SYSTEM) as session:
        found = reached(session, {"FRA", "DEU"}, on=on)
    return [each.address for to in found.values() for each in to]


def test_an_address_holds_from_its_first_day_until_it_is_ended(runtime: Runtime) -> None:
    number = enter(runtime).number
    assert addresses(runtime, date(2027, 3, 13)) == []
    assert addresses(runtime, TODAY) == ["mission.fra@example.org"]
    end(runtime, number, date(2027, 4, 1))
    end(runtime, number, date(2027, 5, 1))
    assert addresses(runtime, date(2027, 3, 31)) == ["mission.fra@example.org"]
    assert addresses(runtime, date(2027, 4, 1)) == []


def test_the_representative_and_the_mission_are_both_reached(runtime: Runtime) -> None:
    enter(runtime)
    person = made(runtime, Role.REPRESENTATIVE, "FRA")
    made(runtime, Role.DRAFTER, "FRA")
    assert addresses(runtime, TODAY) == [person.email, "mission.fra@example.org"]


def test_the_very_same_address_is_entered_once(runtime: Runtime) -> None:
    assert enter(runtime).number == enter(runtime).number == 1
    assert enter(runtime, replace(GIVEN, address="other.fra@example.org")).number == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(GIVEN, participant="XXX"), "participant"),
        (replace(GIVEN, participant="YUG"), "participant"),
        (replace(GIVEN, name=""), "name"),
        (replace(GIVEN, name="a\nBcc: b"), "name"),
        (replace(GIVEN, name="x" * 201), "name"),
        (replace(GIVEN, address="mission"), "address"),
        (replace(GIVEN, address="a@example.org\nBcc: b@example.org"), "address"),
    ],
)
def test_an_address_that_letters_cannot_go_to_is_refused(
    runtime: Runtime, wrong: MissionAddress, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        enter(runtime, wrong)
    assert field in {each.field for each in refused.value.complaints}


def test_an_address_that_is_not_there_cannot_be_ended(runtime: Runtime) -> None:
    with pytest.raises(NotFound):
        end(runtime, 7)


def test_the_ledger_opens_what_was_entered_and_ended(runtime: Runtime) -> None:
    end(runtime, enter(runtime).number)
    enter(runtime)
    with runtime.database.read(by=SYSTEM) as session:
        assert audited(session, queries.mission_openings(session)).size == 3


def failed(runtime: Runtime, occasion: str, mission: Mission, *, private: bool = False) -> None:
    letter = replace(owed(occasion, as_recipient(mission)), private=private)
    with runtime.database.write(by=SYSTEM) as session:
        correspondence.owe(session, [letter], at=NOON)
        mine = update(Letter).where(Letter.occasion == occasion)
        session.execute(mine.values(failed_at=NOON, failure="No such mailbox."))


def test_what_failed_at_an_address_that_was_ended_goes_to_the_new_one_at_once(
    runtime: Runtime,
) -> None:
    old = enter(runtime)
    failed(runtime, "note/1", old)
    failed(runtime, "note/2", old, private=True)
    client = signed_in(lent(runtime, tokens=False), runtime, Role.DEPOSITARY_OFFICER)
    assert "Send them here" not in client.get("/people/missions").text, "it may still be right"
    end(runtime, old.number)
    new = enter(runtime, replace(GIVEN, address="new.fra@example.org"))
    page = client.get("/people/missions").text
    assert "1 letter failed at an earlier address" in page
    assert client.post(f"/people/missions/{old.number}/letters").status_code == 409
    for _again in range(2):
        assert client.post(f"/people/missions/{new.number}/letters").status_code == 303
    assert "Send them here" not in client.get("/people/missions").text
    with runtime.database.read(by=SYSTEM) as session:
        letters = session.scalars(select(Letter).order_by(Letter.occasion)).all()
        [deed] = session.scalars(select(LetterDeed)).all()
    assert [each.address for each in letters] == [new.address, old.address]
    assert [each.state for each in letters] == [LetterState.OWED, LetterState.FAILED]
    assert deed.reason == "To new.fra@example.org in place of mission.fra@example.org."


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DEPOSITARY_OFFICER])
def test_administrators_and_depositary_officers_enter_and_end_addresses(
    runtime: Runtime, role: Role
) -> None:
    app = lent(runtime, tokens=False)
    client = signed_in(app, runtime, role)
    assert "No address has been entered yet" in client.get("/people/missions").text
    assert client.post("/people/missions", data=FORM).status_code == 303
    assert client.post("/people/missions", data=FORM).status_code == 303
    page = client.get("/people/missions").text
    assert "Permanent Mission of France" in page
    assert "1 address" in page
    assert client.post("/people/missions/1/end").status_code == 303
    with runtime.database.read(by=SYSTEM) as session:
        assert [each.ended_on for each in listed(session)] == [TODAY]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"language": "tlh"}, "Choose a language."),
        ({"since": "soon"}, "Write a day as 2027-03-14."),
        ({"address": "mission"}, "is no e-mail address"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    runtime: Runtime, typed: dict[str, str], told: str
) -> None:
    app = lent(runtime, tokens=False)
    answer = signed_in(app, runtime, Role.ADMINISTRATOR).post("/people/missions", data=FORM | typed)
    assert answer.status_code == 422
    assert told in answer.text
    assert "Permanent Mission of France" in answer.text
