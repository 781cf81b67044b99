"""Silence, decided without looking anything up: minimum, instant, entitlement, proof, absence."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bodies.rules.silence import (
    away,
    extended,
    is_in_time,
    may_break,
    time_left,
    wrong_with_break,
    wrong_with_opening,
    wrong_with_withdrawal,
)
from app.bodies.values import BodyState
from app.bodies.values.procedure import NumberPresent, Procedure, Share
from app.bodies.values.silence import (
    AWAY_AFTER,
    Away,
    Break,
    BreakChannel,
    Opening,
    Silence,
    SilenceState,
    TimeLeft,
)
from app.kernel.actor import Actor, Role

NOON = datetime(2027, 3, 14, 12, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
RULES = Procedure(
    NumberPresent("number", 5), Share(2, 3), silence_minimum_hours=72, silence_last_hours=24,
    silence_return_hours=4, hold_minutes=30, paper_days=14,
)  # fmt: skip
OPENING = Opening(
    state=BodyState.ACTIVE, text="The report is adopted.", chosen=False, members=["JPN"],
    at=NOON, expires_at=NOON + 72 * HOUR,
)  # fmt: skip
END = NOON + 72 * HOUR
RUNNING = Silence(opened_at=NOON, expires_at=END)
ADOPTED = replace(RUNNING, adopted_at=END)
BROKEN = replace(RUNNING, broken_at=NOON + HOUR)
ANNULLED = replace(ADOPTED, annulled_at=END + MINUTE)
WITHDRAWN = replace(RUNNING, withdrawn_at=NOON + HOUR)
LATE = Break(
    participant="JPN", received_at=END - MINUTE, channel=BreakChannel.NOTE_VERBALE, proof="IN/3"
)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ""),
        ({"expires_at": NOON + 72 * HOUR - SECOND}, "at least 72 hours"),
        ({"state": BodyState.DORMANT}, "not at work"),
        ({"text": " \n"}, "no text"),
        ({"members": []}, "no member"),
        ({"chosen": True}, "new proposal"),
    ],
)
def test_what_may_be_put_under_silence(changed: Mapping[str, Any], said: str) -> None:
    found = [each.sentence for each in wrong_with_opening(replace(OPENING, **changed), RULES)]
    assert [said in sentence for sentence in found] == ([True] if said else [])


def test_a_break_is_in_time_before_the_instant_and_no_more_at_it() -> None:
    assert is_in_time(END - timedelta(microseconds=1), END)
    assert not is_in_time(END, END)


@pytest.mark.parametrize(
    ("silence", "posted", "at", "said"),
    [
        (RUNNING, LATE, END, ""),
        (ADOPTED, LATE, END + HOUR, ""),
        (RUNNING, replace(LATE, proof=""), END, "Say what shows"),
        (RUNNING, replace(LATE, channel=BreakChannel.PRODUCT, proof=""), END, ""),
        (RUNNING, replace(LATE, participant="CAN"), END, "Only members"),
        (RUNNING, replace(LATE, received_at=END), END + HOUR, "run out"),
        (ADOPTED, replace(LATE, received_at=END + MINUTE), END + HOUR, "run out"),
        (RUNNING, replace(LATE, received_at=NOON - SECOND), END, "after the opening"),
        (RUNNING, LATE, END - HOUR, "after the opening"),
        (BROKEN, LATE, END, "broken already"),
        (ANNULLED, LATE, END + HOUR, "broken already"),
        (WITHDRAWN, LATE, END, "withdrawn"),
    ],
)
def test_what_breaks_a_silence(silence: Silence, posted: Break, at: datetime, said: str) -> None:
    wrong = wrong_with_break(posted, silence, entitled=["JPN", "EU"], at=at)
    found = [each.sentence for each in wrong]
    assert [said in sentence for sentence in found] == ([True] if said else [])


@pytest.mark.parametrize("role", Role)
def test_whoever_is_accredited_for_a_member_breaks_it_and_nobody_else(role: Role) -> None:
    assert may_break(Actor(role, 7, "JPN"), ["JPN"]) == (role is Role.REPRESENTATIVE)
    assert not may_break(Actor(role, 7, "CAN"), ["JPN"])


def test_only_what_runs_is_withdrawn_and_with_a_reason() -> None:
    assert not list(wrong_with_withdrawal(RUNNING, reason="The text is wrong.", at=NOON))
    for silence, reason, at in (
        (RUNNING, "", NOON),
        (RUNNING, "Late.", END),
        (BROKEN, "Late.", NOON + 2 * HOUR),
    ):
        assert len(list(wrong_with_withdrawal(silence, reason=reason, at=at))) == 1


@pytest.mark.parametrize(
    ("silence", "state"),
    [
        (RUNNING, SilenceState.RUNNING),
        (ADOPTED, SilenceState.ADOPTED),
        (BROKEN, SilenceState.BROKEN),
        (ANNULLED, SilenceState.ANNULLED),
        (WITHDRAWN, SilenceState.WITHDRAWN),
    ],
)
def test_where_it_stands_follows_from_its_instants(silence: Silence, state: SilenceState) -> None:
    assert silence.state is state


def test_the_product_was_away_if_nobody_looked_for_minutes() -> None:
    assert away(None, at=NOON) is None
    assert away(NOON, at=NOON + AWAY_AFTER - SECOND) is None
    assert away(NOON, at=NOON + AWAY_AFTER) == Away(NOON, NOON + AWAY_AFTER)


@pytest.mark.parametrize(
    ("silence", "since", "until", "expires_at"),
    [
        # In the last hours: what was left is left.
        (RUNNING, END - 20 * HOUR, END - 18 * HOUR, END + 2 * HOUR),
        # Before the last hours: nothing.
        (RUNNING, END - 30 * HOUR, END - 24 * HOUR, None),
        # Into the last hours: all of it counts.
        (RUNNING, END - 30 * HOUR, END - 23 * HOUR, END + 7 * HOUR),
        # Over the instant: four hours at least, once it is back.
        (RUNNING, END - HOUR, END + 3 * HOUR, END + 7 * HOUR),
        (RUNNING, END - 6 * HOUR, END + 3 * HOUR, END + 9 * HOUR),
        # Since before the opening: only the time since then.
        (RUNNING, NOON - 10 * HOUR, END - 23 * HOUR, END + 49 * HOUR),
        # At the instant or later: it had run out, and is adopted.
        (RUNNING, END, END + HOUR, None),
        # Seconds are rounded up.
        (RUNNING, END - 20 * HOUR, END - 18 * HOUR + SECOND, END + 2 * HOUR + MINUTE),
        # What has ended stays.
        (ADOPTED, END - 2 * HOUR, END - HOUR, None),
        (BROKEN, END - 2 * HOUR, END - HOUR, None),
        (WITHDRAWN, END - 2 * HOUR, END - HOUR, None),
    ],
)
def test_silence_is_prolonged_by_what_was_lost(
    silence: Silence, since: datetime, until: datetime, expires_at: datetime | None
) -> None:
    assert extended(silence, Away(since, until), RULES) == expires_at


def test_the_same_absence_prolongs_once() -> None:
    absence = Away(END - 6 * HOUR, END - 4 * HOUR)
    longer = extended(RUNNING, absence, RULES)
    assert longer == END + 2 * HOUR
    again = replace(RUNNING, expires_at=longer)
    assert extended(again, absence, RULES, counted=[absence]) is None
    wider = Away(END - 7 * HOUR, END - 4 * HOUR)
    assert extended(again, wider, RULES, counted=[absence]) == longer + HOUR


@given(st.integers(0, 6_000), st.integers(1, 6_000))
def test_silence_is_never_shortened_and_leaves_what_was_left(begin: int, length: int) -> None:
    absence = Away(NOON + begin * MINUTE, NOON + (begin + length) * MINUTE)
    longer = extended(RUNNING, absence, RULES)
    if longer is not None:
        assert longer - absence.until >= max(END - absence.since, RULES.silence_return)
        assert longer > END


@pytest.mark.parametrize(
    ("at", "left"),
    [
        (NOON, TimeLeft(3, 0, 0)),
        (END - 25 * HOUR - 61 * SECOND, TimeLeft(1, 1, 2)),
        (END - SECOND, TimeLeft(0, 0, 1)),
        (END, None),
    ],
)
def test_the_time_left_counts_begun_minutes(at: datetime, left: TimeLeft | None) -> None:
    assert time_left(END, at=at) == left
