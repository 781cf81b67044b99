"""What makes an installation ready."""

from datetime import UTC, datetime, timedelta

import pytest

from app.desk.rules import REPORTED_EVERY, SILENT_AFTER, due, readiness, unreachable
from app.desk.values import Part, Pulse, Reporter

NOW = datetime(2027, 3, 14, 12, tzinfo=UTC)
FRESH = NOW - SILENT_AFTER
STALE = NOW - SILENT_AFTER - timedelta(seconds=1)
ALIVE = {
    Reporter.WORKER: Pulse(FRESH, printing="yes"),
    Reporter.BEAT: Pulse(FRESH),
    Reporter.TICK: Pulse(FRESH),
}


def down(pulses: dict[Reporter, Pulse]) -> set[Part]:
    return {part for part, health in readiness(pulses, at=NOW).items() if not health.standing}


def test_an_installation_whose_processes_have_just_reported_is_ready() -> None:
    assert down(ALIVE) == set()


@pytest.mark.parametrize(
    ("change", "red"),
    [
        ({Reporter.WORKER: Pulse(STALE, printing="yes")}, {Part.BROKER, Part.PDF}),
        ({Reporter.TICK: Pulse(STALE)}, {Part.SCHEDULER}),
        ({Reporter.WORKER: Pulse(FRESH, printing="no")}, {Part.PDF}),
        ({Reporter.WORKER: Pulse(FRESH)}, {Part.PDF}),
        ({Reporter.BEAT: Pulse(STALE)}, set()),  # the tick tells more than the beat itself
    ],
)
def test_what_has_not_reported_for_a_minute_is_down(
    change: dict[Reporter, Pulse], red: set[Part]
) -> None:
    assert down(ALIVE | change) == red


def test_where_nothing_ever_reported_only_the_database_stands() -> None:
    assert down({}) == set(Part) - {Part.DATABASE}


def test_each_part_that_is_down_says_what_to_do() -> None:
    for health in readiness({}, at=NOW).values():
        assert health.sentence.endswith(".")
    assert "worker" in readiness({}, at=NOW)[Part.BROKER].sentence
    assert "beat" in readiness({}, at=NOW)[Part.SCHEDULER].sentence


def test_while_the_database_is_away_nothing_is_known_to_stand() -> None:
    assert {health.standing for health in unreachable().values()} == {False}


@pytest.mark.parametrize(
    ("last", "expected"),
    [(None, True), (NOW - REPORTED_EVERY, True), (NOW - timedelta(seconds=1), False)],
)
def test_a_heartbeat_is_renewed_every_few_seconds_at_most(
    last: datetime | None, *, expected: bool
) -> None:
    assert due(last, at=NOW) is expected
