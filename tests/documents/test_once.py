"""A print is asked for, claimed and filed once, however many ask, claim and file at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.documents import operations, queries
from app.documents.models import Document
from app.documents.values import (
    LEASE,
    MOST_AN_HOUR,
    MOST_ATTEMPTS,
    MOST_WAITING,
    PUBLIC,
    SECONDS_A_PRINT,
    DocumentKind,
    DocumentState,
    Printed,
    Unprinted,
)
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import NotFound, Unavailable
from tests.conftest import NOON

KIND = DocumentKind.RATIFICATION_STATUS
FACTS: dict[str, Any] = {"title": "A treaty", "file_name": "a-treaty", "subject": "/treaties/a"}
DONE = Printed("ab" * 32, 1234)
SECOND = timedelta(seconds=1)


def ask(
    database: Database, facts: dict[str, Any], *, at: datetime = NOON, press: str = "1"
) -> UUID:
    with database.write(by=SYSTEM) as session:
        return operations.ask(session, KIND, facts, press=press, audience=PUBLIC, at=at)


def claim(database: Database, document_id: UUID, *, at: datetime = NOON) -> Document | None:
    with database.write(by=SYSTEM) as session:
        return operations.claim(session, document_id, at=at)


def claimed(database: Database, document_id: UUID, *, at: datetime = NOON) -> Document:
    document = claim(database, document_id, at=at)
    assert document is not None
    return document


def close(
    database: Database, document: Document, outcome: Printed | Unprinted, *, at: datetime = NOON
) -> bool:
    with database.write(by=SYSTEM) as session:
        return operations.close(session, document, outcome, at=at)


def look(database: Database, document_id: UUID) -> Document:
    with database.read(by=SYSTEM) as session:
        return queries.document(session, document_id, by=SYSTEM)


def owed(database: Database, *, at: datetime) -> list[UUID]:
    with database.read(by=SYSTEM) as session:
        return list(queries.owed(session, at=at, most=100))


def attempts(at: datetime = NOON) -> Iterator[datetime]:
    """Give instants at each of which every earlier lease and pause has passed."""
    while True:
        yield at
        at += 2 * LEASE


def test_the_same_facts_are_one_print(database: Database) -> None:
    reordered = dict(reversed(FACTS.items()))
    assert ask(database, FACTS) == ask(database, reordered, at=NOON + SECOND)


@pytest.mark.parametrize("change", [{"title": "Another"}, {"more": 1}])
def test_other_facts_are_another_print(database: Database, change: dict[str, Any]) -> None:
    assert ask(database, FACTS) != ask(database, FACTS | change)


def test_a_new_edition_of_the_press_prints_again(database: Database) -> None:
    assert ask(database, FACTS, press="1") != ask(database, FACTS, press="2")


def test_twelve_ask_at_once_and_get_one_print(database: Database) -> None:
    with ThreadPoolExecutor(12) as people:
        asked = set(people.map(lambda _: ask(database, FACTS), range(12)))
    assert len(asked) == 1


def test_of_twelve_claimers_at_once_one_wins(database: Database) -> None:
    document_id = ask(database, FACTS)
    with ThreadPoolExecutor(12) as workers:
        won = [w for w in workers.map(lambda _: claim(database, document_id), range(12)) if w]
    assert len(won) == 1
    assert look(database, document_id).attempts == 1


def test_a_claimed_print_is_owed_again_only_when_its_lease_has_ended(database: Database) -> None:
    document_id = ask(database, FACTS)
    claimed(database, document_id)
    assert owed(database, at=NOON + LEASE - SECOND) == []
    assert owed(database, at=NOON + LEASE) == [document_id]


def test_a_lease_is_longer_than_a_print_may_take() -> None:
    assert timedelta(seconds=SECONDS_A_PRINT + 15) < LEASE


def test_a_filed_print_is_ready_and_never_printed_again(database: Database) -> None:
    document_id = ask(database, FACTS)
    assert close(database, claimed(database, document_id), DONE)
    assert owed(database, at=NOON + 10 * LEASE) == []
    assert claim(database, document_id, at=NOON + 10 * LEASE) is None
    assert ask(database, FACTS, at=NOON + 10 * LEASE) == document_id
    document = look(database, document_id)
    assert (document.sha256, document.size) == (DONE.sha256, DONE.size)
    assert document.state(at=NOON) is DocumentState.READY


def test_what_a_worker_brings_after_its_lease_is_not_filed(database: Database) -> None:
    document_id = ask(database, FACTS)
    slow = claimed(database, document_id)
    assert not close(database, slow, DONE, at=NOON + LEASE)
    quick = claimed(database, document_id, at=NOON + LEASE)
    assert not close(database, slow, DONE, at=NOON + LEASE + SECOND)
    assert close(database, quick, DONE, at=NOON + LEASE + SECOND)


def test_a_failed_attempt_is_tried_again_after_a_pause_that_grows(database: Database) -> None:
    document_id, at, pauses = ask(database, FACTS), NOON, []
    for _ in range(MOST_ATTEMPTS - 1):
        close(database, claimed(database, document_id, at=at), Unprinted("Because."), at=at)
        document = look(database, document_id)
        assert document.state(at=at) is DocumentState.QUEUED
        pauses.append(document.next_attempt_at - at)
        at = document.next_attempt_at
    assert pauses == sorted(pauses)
    assert len(set(pauses)) == MOST_ATTEMPTS - 1


def test_after_the_last_attempt_it_is_failed_with_its_reason(database: Database) -> None:
    document_id = ask(database, FACTS)
    for at, _ in zip(attempts(), range(MOST_ATTEMPTS), strict=False):
        close(database, claimed(database, document_id, at=at), Unprinted("Because."), at=at)
    document = look(database, document_id)
    assert (document.state(at=NOON), document.failure) == (DocumentState.FAILED, "Because.")
    assert owed(database, at=NOON + 100 * LEASE) == []


def test_a_print_that_kills_each_worker_is_failed_and_says_so(database: Database) -> None:
    document_id = ask(database, FACTS)
    for at, _ in zip(attempts(), range(MOST_ATTEMPTS), strict=False):
        claimed(database, document_id, at=at)
    late = NOON + 2 * MOST_ATTEMPTS * LEASE
    assert owed(database, at=late) == []
    with database.read(by=SYSTEM) as session:
        assert queries.any_exhausted(session, at=late)
    with database.write(by=SYSTEM) as session:
        operations.give_up(session, at=late)
    assert look(database, document_id).failure == operations.SILENT


def test_giving_up_leaves_alone_what_is_still_being_tried(database: Database) -> None:
    document_id = ask(database, FACTS)
    claimed(database, document_id)
    with database.write(by=SYSTEM) as session:
        operations.give_up(session, at=NOON + LEASE)
    assert look(database, document_id).failure is None


def test_a_failed_print_can_be_put_back(database: Database) -> None:
    document_id = ask(database, FACTS)
    for at, _ in zip(attempts(), range(MOST_ATTEMPTS), strict=False):
        close(database, claimed(database, document_id, at=at), Unprinted("Because."), at=at)
    later = NOON + 100 * LEASE
    with database.write(by=SYSTEM) as session:
        operations.print_again(session, document_id, by=SYSTEM, at=later)
    assert owed(database, at=later) == [document_id]
    assert close(database, claimed(database, document_id, at=later), DONE, at=later)


def test_putting_back_a_print_that_has_not_failed_changes_nothing(database: Database) -> None:
    document_id = ask(database, FACTS)
    close(database, claimed(database, document_id), DONE)
    with database.write(by=SYSTEM) as session:
        operations.print_again(session, document_id, by=SYSTEM, at=NOON + LEASE)
    assert look(database, document_id).sha256 == DONE.sha256


def test_there_is_nothing_to_put_back_where_there_is_no_print(database: Database) -> None:
    with database.write(by=SYSTEM) as session, pytest.raises(NotFound):
        operations.print_again(session, uuid4(), by=SYSTEM, at=NOON)


def test_too_many_waiting_are_refused_but_a_known_print_is_still_given(database: Database) -> None:
    known = ask(database, FACTS)
    for number in range(MOST_WAITING - 1):
        ask(database, FACTS | {"number": number})
    with pytest.raises(Unavailable, match="waiting to be printed"):
        ask(database, FACTS | {"number": "one more"})
    assert ask(database, FACTS) == known


def test_too_many_within_an_hour_are_refused(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        for number in range(MOST_AN_HOUR):
            facts = FACTS | {"number": number}
            document_id = operations.ask(session, KIND, facts, press="1", audience=PUBLIC, at=NOON)
            document = operations.claim(session, document_id, at=NOON)
            assert document is not None
            operations.close(session, document, DONE, at=NOON)
    with pytest.raises(Unavailable, match="within the hour"):
        ask(database, FACTS, at=NOON + timedelta(minutes=59))
    assert ask(database, FACTS, at=NOON + timedelta(minutes=60))


def test_those_who_wait_are_told_how_many_are_ahead(database: Database) -> None:
    first = ask(database, FACTS)
    second = ask(database, FACTS | {"number": 2}, at=NOON + SECOND)
    with database.read(by=SYSTEM) as session:
        ahead = [
            queries.ahead_of(session, queries.document(session, each, by=SYSTEM))
            for each in (first, second)
        ]
    assert ahead == [0, 1]
