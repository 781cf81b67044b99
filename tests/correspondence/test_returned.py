"""Letters that come back: believed as far as a report proves itself, and seen until decided."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app import routine
from app.correspondence import operations, queries
from app.correspondence.models import Bounce, FailingAddress, Letter
from app.correspondence.operations.returned import HELD
from app.correspondence.values import FEW_RETURNED, Failing, LetterState, Sent
from app.kernel.actor import SYSTEM
from app.kernel.errors import NotFound
from app.kernel.mail import Nowhere
from app.kernel.runtime import Runtime
from app.processes.relay import Relay
from tests.conftest import NOON, StoppedClock
from tests.correspondence.conftest import AMIRA, owe, owed, to
from tests.correspondence.reports import report
from workers import correspondence


@pytest.fixture
def house(runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """Give an installation with a mailbox; its letters are only laid into the spool."""
    mailbox = tmp_path / "mailbox"
    (mailbox / "new").mkdir(parents=True)
    house = replace(runtime, bounces=mailbox, post=Nowhere())
    monkeypatch.setattr(correspondence, "runtime", lambda: house)
    return house


def arrive(house: Runtime, *messages: bytes) -> None:
    assert house.bounces is not None
    for message in messages:
        (house.bounces / "new" / uuid4().hex).write_bytes(message)


def lying(house: Runtime, folder: str) -> list[str]:
    assert house.bounces is not None
    return sorted(each.name for each in (house.bounces / folder).iterdir())


def went(house: Runtime, occasion: str = "n/1", *, at: datetime = NOON) -> Letter:
    """Owe a letter, and record that it went out."""
    owe(house.database, [owed(occasion)], at=at)
    correspondence.hand_over()
    letter = named(house, occasion)
    with house.database.write(by=SYSTEM) as session:
        operations.sent(session, [Sent(letter.id, at, b"a message")])
    return letter


def named(house: Runtime, occasion: str) -> Letter:
    with house.database.read(by=SYSTEM) as session:
        return session.scalars(select(Letter).where(Letter.occasion == occasion)).one()


def marks(house: Runtime) -> list[tuple[str, Failing]]:
    with house.database.read(by=SYSTEM) as session:
        return [(each.address, each.failing) for each in queries.failing(session)]


def test_a_letter_that_came_back_has_failed_and_its_address_is_marked_once(
    house: Runtime, clock: StoppedClock
) -> None:
    letter = went(house)
    arrive(house, report(letter.id), report(letter.id))
    assert routine.take_back(house, clock.at) == 1
    back = named(house, "n/1")
    assert (back.state, back.sent_at) == (LetterState.FAILED, None)
    assert "550 5.1.1 unknown user" in str(back.failure)
    assert marks(house) == [(AMIRA.address, Failing.FOR_GOOD)]
    assert lying(house, "new") == []
    assert [name[-4:] for name in lying(house, "cur")] == [":2,S", ":2,S"]
    assert routine.take_back(house, clock.at) == 0


def test_nothing_goes_to_an_address_that_failed_until_somebody_decides(
    house: Runtime, clock: StoppedClock
) -> None:
    arrive(house, report(went(house).id))
    routine.take_back(house, clock.at)
    owe(house.database, [owed("n/2"), owed("n/3"), owed("n/4", to(4))], at=clock.at)
    correspondence.hand_over()
    Relay(house).look()
    assert named(house, "n/4").state is LetterState.HANDED_OVER
    held = [named(house, name) for name in ("n/2", "n/3")]
    assert [(each.state, each.failure) for each in held] == [(LetterState.FAILED, HELD)] * 2
    with house.database.write(by=SYSTEM) as session:
        operations.try_again(session, held[0].id, by=SYSTEM, at=clock.at)
    correspondence.hand_over()
    Relay(house).look()
    assert named(house, "n/2").state is LetterState.HANDED_OVER
    with house.database.write(by=SYSTEM) as session:
        [mark] = queries.failing(session)
        for _ in range(2):
            operations.confirm(session, mark.id, reason="Asked.", by=SYSTEM, at=clock.at)
    assert marks(house) == []
    assert named(house, "n/3").state is LetterState.OWED


def test_several_that_came_back_for_what_may_pass_mark_an_address_and_letters_still_go(
    house: Runtime, clock: StoppedClock
) -> None:
    for number in range(FEW_RETURNED):
        assert marks(house) == []
        letter = went(house, f"n/{number}", at=clock.at)
        arrive(house, report(letter.id, status="4.2.2", words="452 mailbox full"))
        clock.at += timedelta(hours=1)
        routine.take_back(house, clock.at)
    assert marks(house) == [(AMIRA.address, Failing.AT_TIMES)]
    owe(house.database, [owed("after")], at=clock.at)
    correspondence.hand_over()
    Relay(house).look()
    assert named(house, "after").state is LetterState.HANDED_OVER
    arrive(house, report(went(house, "last", at=clock.at).id))
    routine.take_back(house, clock.at)
    assert marks(house) == [(AMIRA.address, Failing.FOR_GOOD)]


def test_what_was_forged_stops_no_letter_and_fills_no_table(
    house: Runtime, clock: StoppedClock
) -> None:
    went(house)
    waiting = owed("waits", to(5))
    owe(house.database, [waiting])
    unknown = [report(uuid4(), address="stranger@example.org") for _ in range(8)]
    arrive(house, *unknown, *(report("none") for _ in range(8)))
    arrive(house, report(named(house, "waits").id, address=waiting.to.address))
    routine.take_back(house, clock.at)
    with house.database.read(by=SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(Bounce)) == 1
    assert marks(house) == []
    assert {named(house, name).state for name in ("n/1", "waits")} == {
        LetterState.SENT,
        LetterState.OWED,
    }


def test_a_flood_is_read_in_turns_and_what_people_write_is_left_for_them(
    house: Runtime, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routine, "MOST_RETURNED", 10)
    arrive(house, *(b"From: amira@example.org\n\nThank you.\n" for _ in range(25)))
    assert house.bounces is not None
    os.mkfifo(house.bounces / "new" / "pipe")
    (house.bounces / "new" / "link").symlink_to("/dev/zero")
    for left in (15, 5, 0, 0):
        routine.take_back(house, clock.at)
        assert len(lying(house, "new")) == left + 2
    assert {name[-3:] for name in lying(house, "cur")} == {":2,"}


def test_messages_that_are_made_to_take_long_are_read_one_at_a_time_and_hold_nothing_up(
    house: Runtime, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routine, "LONGEST_READING", 0.0)
    arrive(house, *(report(went(house, f"n/{number}").id) for number in range(3)))
    for left in (2, 1, 0):
        assert routine.take_back(house, clock.at) == 1
        assert len(lying(house, "new")) == left


def test_an_address_that_is_used_no_more_is_no_longer_marked(
    house: Runtime, clock: StoppedClock
) -> None:
    arrive(house, report(went(house).id))
    routine.take_back(house, clock.at)
    with house.database.write(by=SYSTEM) as session:
        operations.replaced(session, AMIRA.address, by=SYSTEM, at=clock.at)
    assert marks(house) == []
    with house.database.read(by=SYSTEM) as session:
        assert session.scalars(select(FailingAddress.ended_why)).one()


def test_a_mark_that_is_not_there_cannot_be_confirmed(house: Runtime) -> None:
    with pytest.raises(NotFound), house.database.write(by=SYSTEM) as session:
        operations.confirm(session, uuid4(), reason="Asked.", by=SYSTEM, at=NOON)


def test_without_a_mailbox_nothing_is_read(runtime: Runtime, clock: StoppedClock) -> None:
    assert routine.take_back(runtime, clock.at) == 0
