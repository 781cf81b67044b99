"""The tick sends for letters that are owed, and asks the relay for a sign of life."""

from uuid import uuid4

import pytest

from app.correspondence import operations, queries
from app.correspondence.spool import Spool
from app.correspondence.values import CHUNK, LEASE, MOST_ATTEMPTS
from app.documents import operations as prints
from app.documents.values import PUBLIC, DocumentKind
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock
from tests.correspondence.conftest import owe, owed, to
from workers import correspondence, tick
from workers.documents import print_document


@pytest.fixture
def calls(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Put the tasks on the test's runtime, and gather the calls in place of a queue."""
    gathered: list[tuple[str, ...]] = []
    monkeypatch.setattr(tick, "runtime", lambda: runtime)
    monkeypatch.setattr(correspondence, "runtime", lambda: runtime)

    def send(words: tuple[str, ...], *, expires: float) -> None:
        assert expires == tick.LAPSES_AFTER
        gathered.append(words)

    monkeypatch.setattr(correspondence.hand_over, "apply_async", send)
    return gathered


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, 0), (1, 1), (CHUNK, 1), (CHUNK + 1, 2), (CHUNK * tick.MOST_HANDS + 1, tick.MOST_HANDS)],
)
def test_it_calls_once_for_each_chunk_of_letters_and_only_for_so_many(
    runtime: Runtime, calls: list[tuple[str, ...]], count: int, expected: int
) -> None:
    owe(runtime.database, [owed(f"n/{number}", to(number)) for number in range(count)])
    tick.tick()
    assert calls == [()] * expected


def test_it_calls_for_letters_before_prints_behind_which_their_calls_would_lapse(
    runtime: Runtime, calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    owe(runtime.database, [owed()])
    facts = {"title": "A title", "file_name": "a", "subject": "/"}
    kind, at = DocumentKind.RATIFICATION_STATUS, runtime.clock.now()
    with runtime.database.write(by=SYSTEM) as session:
        printed = prints.ask(session, kind, facts, press="a test", audience=PUBLIC, at=at)
    monkeypatch.setattr(print_document, "apply_async", lambda words, **_n: calls.append(words))
    tick.tick()
    assert calls == [(), (str(printed),)]


def test_a_call_too_many_finds_nothing_to_do(
    runtime: Runtime, calls: list[tuple[str, ...]]
) -> None:
    owe(runtime.database, [owed()])
    for _ in range(3):
        correspondence.hand_over()
    tick.tick()
    assert calls == []
    assert len(list(Spool(runtime.spool).keys())) == 1


def test_it_knocks_when_no_pulse_has_come_lately(
    runtime: Runtime, calls: list[tuple[str, ...]]
) -> None:
    spool = Spool(runtime.spool)
    tick.tick()
    assert spool.knocked()
    spool.answered()
    with runtime.database.write(by=SYSTEM) as session:
        operations.take_turn(session, uuid4(), at=runtime.clock.now())
        operations.heard(session, pulse=True, at=runtime.clock.now())
    tick.tick()
    assert not spool.knocked()
    assert calls == []


def test_it_gives_up_what_ended_every_worker(
    runtime: Runtime, calls: list[tuple[str, ...]], clock: StoppedClock
) -> None:
    owe(runtime.database, [owed()])
    for _ in range(MOST_ATTEMPTS):
        with runtime.database.write(by=SYSTEM) as session:
            assert operations.claim(session, at=clock.at)
        clock.at += LEASE
    tick.tick()
    assert calls == []
    with runtime.database.read(by=SYSTEM) as session:
        assert not queries.any_exhausted(session, at=clock.at)
