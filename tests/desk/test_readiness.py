"""What makes an installation ready."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.correspondence.values import WAITS_TOO_LONG, Standing
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


LEAVING = Standing(owed_since=None, due_since=None, heard_at=FRESH, trouble="")
SILENT = Standing(owed_since=None, due_since=None, heard_at=None, trouble="")


def down(pulses: dict[Reporter, Pulse], letters: Standing = LEAVING) -> set[Part]:
    found = readiness(pulses, letters, at=NOW)
    return {part for part, health in found.items() if not health.standing}


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


@pytest.mark.parametrize(
    ("change", "red"),
    [
        ({"heard_at": STALE}, True),
        ({"heard_at": None}, True),
        ({"owed_since": FRESH}, False),
        ({"owed_since": STALE}, True),
        ({"due_since": NOW - WAITS_TOO_LONG, "trouble": "Connection refused"}, False),
        ({"due_since": NOW - WAITS_TOO_LONG - timedelta(seconds=1)}, True),
        ({"trouble": "Connection refused"}, False),  # nobody waits for it yet
    ],
)
def test_letters_are_down_when_no_pulse_comes_through_or_one_waits_too_long(
    change: dict[str, Any], *, red: bool
) -> None:
    assert down(ALIVE, replace(LEAVING, **change)) == ({Part.LETTERS} if red else set())


def test_nobody_who_asks_is_told_the_mail_servers_words() -> None:
    waiting = replace(LEAVING, trouble="535 wrong password", due_since=NOW - 2 * WAITS_TOO_LONG)
    for letters in (waiting, replace(waiting, due_since=None)):
        assert "535" not in readiness(ALIVE, letters, at=NOW)[Part.LETTERS].sentence


def test_where_nothing_ever_reported_only_the_database_stands() -> None:
    assert down({}, SILENT) == set(Part) - {Part.DATABASE}


def test_each_part_that_is_down_says_what_to_do() -> None:
    for health in readiness({}, SILENT, at=NOW).values():
        assert health.sentence.endswith(".")
    assert "worker" in readiness({}, SILENT, at=NOW)[Part.BROKER].sentence
    assert "beat" in readiness({}, SILENT, at=NOW)[Part.SCHEDULER].sentence


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
