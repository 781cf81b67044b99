"""The tick sends for what is owed, and a task prints it; both are harmless again and again."""

import sys
from typing import Any
from uuid import UUID

import pytest

from app.documents import operations, queries
from app.documents.models import Document
from app.documents.values import LEASE, MOST_ATTEMPTS, PUBLIC, DocumentKind, DocumentState, Printed
from app.kernel.actor import SYSTEM
from app.kernel.child import Child
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock
from tests.reports.facts import facts_of, short
from workers import documents, tick

KIND = DocumentKind.RATIFICATION_STATUS


@pytest.fixture
def working(runtime: Runtime, press: Child, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """Put the tasks on the test's own runtime, and on the press of all tests."""
    monkeypatch.setattr(documents, "press", lambda: press)
    monkeypatch.setattr(documents, "runtime", lambda: runtime)
    monkeypatch.setattr(tick, "runtime", lambda: runtime)
    return runtime


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather the prints that are sent for, in place of a queue."""
    gathered: list[str] = []

    def send(words: tuple[str], *, expires: float) -> None:
        assert expires == tick.LAPSES_AFTER
        gathered.extend(words)

    monkeypatch.setattr(documents.print_document, "apply_async", send)
    return gathered


def ask(runtime: Runtime, facts: dict[str, Any]) -> UUID:
    with runtime.database.write(by=SYSTEM) as session:
        return operations.ask(
            session, KIND, facts, press="1", audience=PUBLIC, at=runtime.clock.now()
        )


def look(runtime: Runtime, document_id: UUID) -> Document:
    with runtime.database.read(by=SYSTEM) as session:
        return queries.document(session, document_id, by=SYSTEM)


def test_a_print_is_printed_once_however_often_its_task_comes(working: Runtime) -> None:
    document_id = ask(working, facts_of(short()))
    documents.print_document(str(document_id))
    printed = look(working, document_id)
    documents.print_document(str(document_id))
    again = look(working, document_id)
    assert printed.sha256 is not None
    assert working.storage.read(operations.OWNER, printed.sha256).startswith(b"%PDF-")
    assert (again.attempts, again.ready_at) == (1, printed.ready_at)


REFUSING = """
from app.kernel.child import Refused, serve
def refuse(_question):
    raise Refused("The template does not fit.")
serve(refuse, most_memory=1 << 30)
"""
"""A press that starts at once and prints nothing."""


def test_a_print_that_cannot_be_printed_is_tried_and_then_failed_with_its_reason(
    working: Runtime, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = ask(working, {"title": "Half", "file_name": "half", "subject": "/"})
    command = [sys.executable, "-c", REFUSING]
    with Child(command, environment={}, seconds=30, most_answers=9) as refusing:
        monkeypatch.setattr(documents, "press", lambda: refusing)
        for _ in range(MOST_ATTEMPTS + 1):
            documents.print_document(str(document_id))
            clock.at += LEASE
    document = look(working, document_id)
    assert document.attempts == MOST_ATTEMPTS
    assert document.state(at=clock.at) is DocumentState.FAILED
    assert document.failure == "The template does not fit."


def test_a_worker_killed_between_storing_and_marking_leaves_one_file_and_one_print(
    working: Runtime, clock: StoppedClock
) -> None:
    document_id = ask(working, facts_of(short()))
    with working.database.write(by=SYSTEM) as session:
        claimed = operations.claim(session, document_id, at=clock.at)
    assert claimed is not None
    lost = operations.attempt(claimed, on=documents.press(), storage=working.storage)
    clock.at += LEASE
    documents.print_document(str(document_id))
    document = look(working, document_id)
    assert lost == Printed(str(document.sha256), int(document.size or 0))
    folder = working.storage.path(operations.OWNER, str(document.sha256)).parent.parent
    assert [file.name for file in folder.rglob("*") if file.is_file()] == [document.sha256]


def test_the_tick_sends_for_what_is_owed_and_writes_nothing(
    working: Runtime, sent: list[str]
) -> None:
    asked = {str(ask(working, {"title": str(number)})) for number in range(3)}
    tick.tick()
    tick.tick()
    assert set(sent) == asked
    assert len(sent) == 2 * len(asked)


def test_the_tick_sends_for_a_few_at_a_time(working: Runtime, sent: list[str]) -> None:
    for number in range(tick.MOST_AT_ONCE + 3):
        ask(working, {"title": str(number)})
    tick.tick()
    assert len(sent) == tick.MOST_AT_ONCE


def test_the_tick_sends_for_nothing_that_is_being_printed(
    working: Runtime, sent: list[str], clock: StoppedClock
) -> None:
    document_id = ask(working, {"title": "One"})
    with working.database.write(by=SYSTEM) as session:
        operations.claim(session, document_id, at=clock.at)
    tick.tick()
    assert sent == []
    clock.at += LEASE
    tick.tick()
    assert sent == [str(document_id)]


def test_the_tick_gives_up_what_killed_its_worker_each_time(
    working: Runtime, sent: list[str], clock: StoppedClock
) -> None:
    document_id = ask(working, {"title": "One"})
    for _ in range(MOST_ATTEMPTS):
        with working.database.write(by=SYSTEM) as session:
            assert operations.claim(session, document_id, at=clock.at)
        clock.at += LEASE
    tick.tick()
    assert sent == []
    assert look(working, document_id).failure == operations.SILENT
