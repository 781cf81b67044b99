"""From a row to the mail server: each letter once, whatever answers, whoever dies in between."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.correspondence import letters, operations, queries
from app.correspondence.models import FailingAddress, Letter
from app.correspondence.operations.returned import HELD
from app.correspondence.rules import PAUSES, away_for, pause_after
from app.correspondence.spool import Spool
from app.correspondence.values import (
    CHUNK,
    LEASE,
    MOST_ATTEMPTS,
    TURN,
    Failing,
    LetterState,
    Sent,
)
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.mail import Nowhere, Smtp
from app.kernel.runtime import Runtime
from app.processes.relay import LOOK_EVERY, Relay
from tests.conftest import NOON, StoppedClock, runtime_on
from tests.correspondence.conftest import owe, owed, to
from tests.mail_server import Box, mail_server
from workers import correspondence


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def house(
    database: Database,
    tmp_path: Path,
    clock: StoppedClock,
    monkeypatch: pytest.MonkeyPatch,
    box: Box,
) -> Iterator[Runtime]:
    """Give a runtime with a mail server, on which the worker's task runs as well."""
    with mail_server(box) as url:
        house = with_post(runtime_on(database, tmp_path, clock), Smtp(url))
        monkeypatch.setattr(correspondence, "runtime", lambda: house)
        yield house
        house.post.close()


def with_post(house: Runtime, post: Smtp | Nowhere) -> Runtime:
    return replace(house, post=post)


def look(house: Runtime) -> float:
    """Have a relay of its own look once for letters."""
    relay = Relay(house)
    seconds = relay.look()
    relay.leave()
    return seconds


def handed_over(house: Runtime, count: int = 1) -> None:
    """Owe letters, and have them laid into the spool."""
    owe(house.database, [owed(f"n/{number}", to(number)) for number in range(count)])
    for _ in range(0, count, CHUNK):
        correspondence.hand_over()


def rows(house: Runtime) -> list[Letter]:
    with house.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(Letter).order_by(Letter.occasion)))


def only(house: Runtime) -> Letter:
    [letter] = rows(house)
    with house.database.read(by=SYSTEM) as session:
        return queries.letter(session, letter.id)


def lying(house: Runtime) -> set[str]:
    return {path.name for path in house.spool.glob("*.eml")}


def test_a_letter_goes_from_its_row_to_the_mail_server_and_is_kept_as_it_was_sent(
    house: Runtime, box: Box
) -> None:
    handed_over(house)
    assert only(house).state is LetterState.HANDED_OVER
    look(house)
    letter = only(house)
    assert letter.state is LetterState.SENT
    assert box.taken == [f"<{letter.id}@gaima.example.org>"]
    assert message_from_bytes(letter.message or b"")["Message-ID"] == box.taken[0]
    assert lying(house) == set()


def test_two_hundred_letters_go_over_one_connection_each_once(house: Runtime, box: Box) -> None:
    handed_over(house, 2 * CHUNK)
    relay = Relay(house)
    while relay.look() == 0.0:
        pass
    relay.leave()
    assert len(set(box.taken)) == len(box.taken) == 2 * CHUNK
    assert box.connections == 1


def test_workers_that_claim_at_once_get_others(house: Runtime) -> None:
    owe(house.database, [owed(f"n/{number}", to(number)) for number in range(8)])
    with house.database.write(by=SYSTEM) as session:
        first = operations.claim(session, at=NOON, most=5)
    with house.database.write(by=SYSTEM) as session:
        second = operations.claim(session, at=NOON, most=5)
    assert (len(first), len(second)) == (5, 3)
    assert not {each.id for each in first} & {each.id for each in second}


def test_a_worker_that_dies_after_laying_a_letter_down_has_it_marked_by_the_next(
    house: Runtime, box: Box, clock: StoppedClock
) -> None:
    owe(house.database, [owed()])
    with house.database.write(by=SYSTEM) as session:
        claimed = operations.claim(session, at=NOON)
    operations.lay_down(claimed, Spool(house.spool), sender=letters.sender(house), at=NOON)
    look(house)
    assert box.taken == []  # nothing is sent that nobody has marked
    clock.at = NOON + LEASE
    correspondence.hand_over()
    with house.database.write(by=SYSTEM) as session:  # the first one wakes up again
        operations.handed_over(session, claimed, {}, at=clock.at)
    look(house)
    assert len(box.taken) == 1
    assert only(house).attempts == 0


def test_a_letter_that_cannot_be_written_fails_at_once_and_holds_up_no_other(
    house: Runtime,
) -> None:
    owe(house.database, [owed("bad", facts={"given_subject": "A"}), owed("good")])
    correspondence.hand_over()
    bad, good = rows(house)
    assert (bad.state, good.state) == (LetterState.FAILED, LetterState.HANDED_OVER)
    assert "does not fit its facts" in str(bad.failure)


def test_a_letter_that_ends_every_worker_is_given_up_with_a_sentence(
    house: Runtime, clock: StoppedClock
) -> None:
    owe(house.database, [owed()])
    for _ in range(MOST_ATTEMPTS):
        with house.database.write(by=SYSTEM) as session:
            assert operations.claim(session, at=clock.at)
        clock.at += LEASE
    with house.database.write(by=SYSTEM) as session:
        assert operations.claim(session, at=clock.at) == []
        assert queries.any_exhausted(session, at=clock.at)
        operations.give_up(session, at=clock.at)
    assert only(house).failure == operations.SILENT


def test_a_letter_put_off_waits_longer_each_time_and_then_fails_with_the_servers_words(
    house: Runtime, box: Box, clock: StoppedClock
) -> None:
    box.to_recipient = lambda _address: "450 mailbox busy,\ttry later"
    handed_over(house)
    relay = Relay(house)
    for number, pause in enumerate(PAUSES, start=1):
        relay.look()
        letter = only(house)
        assert (letter.attempts, letter.next_attempt_at) == (number, clock.at + pause)
        clock.at += pause - timedelta(seconds=1)
        relay.look()
        assert only(house).attempts == number
        clock.at += timedelta(seconds=1)
    relay.look()
    assert only(house).state is LetterState.FAILED
    assert "450 mailbox busy, try later" in str(only(house).failure)
    assert lying(house) == set()


def test_the_pauses_grow_and_end() -> None:
    assert list(PAUSES) == sorted(PAUSES)
    assert pause_after(len(PAUSES) + 1) is None
    waits = [away_for(failures) for failures in range(1, 20)]
    assert waits == sorted(waits)
    assert waits[0] == 1


def test_a_letter_refused_fails_with_the_servers_words_and_goes_when_tried_again(
    house: Runtime, box: Box, clock: StoppedClock
) -> None:
    box.to_recipient = lambda _address: "550 no such mailbox here"
    handed_over(house)
    relay = Relay(house)
    relay.look()
    letter = only(house)
    assert letter.state is LetterState.FAILED
    assert letter.failure == "The mail server refused the letter: 550 no such mailbox here"
    assert letter.message
    assert lying(house) == set()
    box.to_recipient = lambda _address: "250 moved in"
    with house.database.write(by=SYSTEM) as session:
        operations.try_again(session, letter.id, by=SYSTEM, at=clock.at)
        operations.try_again(session, letter.id, by=SYSTEM, at=clock.at)
    correspondence.hand_over()
    relay.look()
    assert box.taken == [f"<{letter.id}@gaima.example.org>"]
    assert only(house).state is LetterState.SENT


def test_trying_a_letter_again_that_has_not_failed_changes_nothing(
    house: Runtime, box: Box, clock: StoppedClock
) -> None:
    handed_over(house)
    look(house)
    with house.database.write(by=SYSTEM) as session:
        operations.try_again(session, only(house).id, by=SYSTEM, at=clock.at)
    correspondence.hand_over()
    look(house)
    assert len(box.taken) == 1


def test_one_refused_recipient_holds_up_no_other(house: Runtime, box: Box) -> None:
    box.to_recipient = lambda address: "550 no" if address.startswith("d1@") else "250 yes"
    handed_over(house, 3)
    look(house)
    assert [each.state.value for each in rows(house)] == ["sent", "failed", "sent"]


def test_a_server_that_hangs_up_in_the_middle_gets_the_letter_later(
    house: Runtime, box: Box, clock: StoppedClock
) -> None:
    box.to_data = "hang up"
    handed_over(house)
    relay = Relay(house)
    relay.look()
    assert only(house).state is LetterState.HANDED_OVER
    box.to_data = "250 here I am again"
    clock.at += PAUSES[0]
    relay.look()
    assert len(box.taken) == 1


def test_while_the_mail_server_is_away_letters_wait_uncounted_and_the_relay_says_so(
    house: Runtime,
) -> None:
    handed_over(house)
    relay = Relay(with_post(house, Smtp("smtp://127.0.0.1:1")))
    assert [relay.look() for _ in range(3)] == [1, 2, 5]
    assert (only(house).state, only(house).attempts) == (LetterState.HANDED_OVER, 0)
    with house.database.read(by=SYSTEM) as session:
        standing = queries.standing(session)
    assert "refused" in standing.trouble
    assert standing.due_since == NOON
    relay.leave()
    look(house)
    assert only(house).state is LetterState.SENT


def test_a_sender_that_the_server_does_not_take_is_no_letters_fault(
    house: Runtime, box: Box
) -> None:
    box.to_sender = "530 authentication required"
    handed_over(house)
    assert look(house) == 1
    assert (only(house).state, only(house).attempts) == (LetterState.HANDED_OVER, 0)


def test_where_tls_is_asked_for_nothing_goes_in_the_clear(house: Runtime, box: Box) -> None:
    handed_over(house)
    plain = house.post
    assert isinstance(plain, Smtp)
    look(with_post(house, Smtp(f"smtp+starttls://127.0.0.1:{plain._port}")))
    assert (box.taken, only(house).attempts) == ([], 0)


def test_without_a_mail_server_letters_wait(house: Runtime) -> None:
    handed_over(house)
    look(with_post(house, Nowhere()))
    assert only(house).state is LetterState.HANDED_OVER


def test_a_relay_that_dies_between_the_servers_250_and_the_journal_repeats_the_same_message_id(
    house: Runtime, box: Box
) -> None:
    handed_over(house)
    letter = only(house)
    lost = Spool(house.spool).read(letter.id)
    assert lost
    house.post.send(lost, key=str(letter.id), sender=house.mail_from, to=letter.address)
    look(house)
    assert len(box.taken) == 2
    assert len(set(box.taken)) == 1


def test_a_relay_that_dies_between_the_journal_and_taking_away_sends_nothing_again(
    house: Runtime, box: Box, clock: StoppedClock
) -> None:
    handed_over(house)
    spool, letter = Spool(house.spool), only(house)
    spool.journal(letter.id, at=clock.at)
    clock.at += timedelta(minutes=5)
    look(house)
    assert (box.taken, lying(house)) == ([], set())
    assert only(house).sent_at == NOON
    assert only(house).message
    assert spool.journalled() == {}


def test_a_line_of_the_journal_that_was_cut_off_counts_for_nothing(
    house: Runtime, box: Box
) -> None:
    handed_over(house)
    (house.spool / "journal").write_text(f"{only(house).id} 2027-03-14T12:00")
    look(house)
    assert len(box.taken) == 1


def test_a_relay_that_dies_between_the_database_and_taking_away_has_it_swept_up(
    house: Runtime, box: Box
) -> None:
    handed_over(house)
    letter = only(house)
    with house.database.write(by=SYSTEM) as session:
        operations.sent(session, [Sent(letter.id, NOON, b"as it was")])
        operations.sent(session, [Sent(letter.id, NOON, b"and stays")])
    assert lying(house)
    look(house)
    assert (box.taken, lying(house), only(house).message) == ([], set(), b"as it was")


def test_a_letter_that_is_missing_from_the_spool_is_handed_over_again(
    house: Runtime, box: Box
) -> None:
    handed_over(house)
    Spool(house.spool).remove(only(house).id)
    relay = Relay(house)
    relay.look()
    assert only(house).state is LetterState.OWED
    correspondence.hand_over()
    relay.look()
    assert len(box.taken) == 1


def test_of_two_relays_on_one_spool_one_sends(house: Runtime, box: Box) -> None:
    handed_over(house)
    first, second = Relay(house), Relay(house)
    assert first.look() == 0.0
    handed_over(house, 2)
    assert second.look() == LOOK_EVERY
    assert len(box.taken) == 1
    first.leave()
    assert second.look() == 0.0
    assert len(box.taken) == 2
    second.leave()


def test_a_relay_on_another_machine_waits_until_the_turn_is_over(
    house: Runtime, clock: StoppedClock
) -> None:
    here, there = uuid4(), uuid4()
    turns = []
    for holder, seconds in ((here, 0), (there, 0), (here, 20), (there, 20), (there, 31), (here, 0)):
        clock.at += timedelta(seconds=seconds)
        with house.database.write(by=SYSTEM) as session:
            turns.append(operations.take_turn(session, holder, at=clock.at))
    assert turns == [True, False, True, False, True, False]


def test_a_relay_whose_turn_was_taken_sends_nothing(
    house: Runtime, box: Box, clock: StoppedClock
) -> None:
    relay = Relay(house)
    relay.look()
    clock.at += TURN
    with house.database.write(by=SYSTEM) as session:
        assert operations.take_turn(session, uuid4(), at=clock.at)
    handed_over(house)
    assert relay.look() == LOOK_EVERY
    assert box.taken == []
    relay.leave()


def test_a_pulse_comes_through_and_says_whether_the_server_is_there(
    house: Runtime, box: Box
) -> None:
    spool = Spool(house.spool)
    with house.database.read(by=SYSTEM) as session:
        assert queries.pulse_due(session, at=NOON)
    spool.knock()
    look(house)
    assert not spool.knocked()
    with house.database.read(by=SYSTEM) as session:
        assert not queries.pulse_due(session, at=NOON)
        assert queries.standing(session).heard_at == NOON
    assert (box.taken, box.connections) == ([], 1)


def test_a_letter_to_where_letters_come_back_is_held_until_somebody_decides(
    house: Runtime, clock: StoppedClock
) -> None:
    mark = FailingAddress(
        address=to(0).address, name=to(0).name, since=clock.at, failing=Failing.FOR_GOOD,
        status="5.1.1", words="no such user",
    )  # fmt: skip
    with house.database.write(by=SYSTEM) as session:
        session.add(mark)
    handed_over(house, 2)
    look(house)
    look(house)
    held, other = rows(house)
    assert (held.state, held.failure) == (LetterState.FAILED, HELD)
    assert other.state is LetterState.SENT
    with house.database.write(by=SYSTEM) as session:
        operations.try_again(session, held.id, by=SYSTEM, at=clock.at)
    correspondence.hand_over()
    look(house)
    assert [letter.state for letter in rows(house)] == [LetterState.SENT] * 2
