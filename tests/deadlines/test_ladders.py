"""Reminders come in time, on working days, the latest alone, and never twice."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deadlines.rules.ladders import climb, falls_at, first_at, is_working, working_day
from app.deadlines.values.ladders import Ladder, Reached, Step
from app.kernel.clock import end_of_day

SEAT = ZoneInfo("Europe/Vienna")
EASTER = frozenset({date(2027, 3, 26), date(2027, 3, 29)})
"""Good Friday and Easter Monday of 2027, whose 28 March is Easter."""


def step(days: int | None = None, hours: int | None = None) -> Step:
    return Step(f"{days}d{hours}h", "note", (Reached.DRAFTERS,), days=days, hours=hours)


LADDER = Ladder("tried", tuple(step(days) for days in (-60, -30, -7, 0, 7, 30)), timedelta(days=60))
DUE = end_of_day(date(2027, 3, 31), SEAT)
INSTANTS = st.integers(0, 100_000).map(lambda hours: DUE + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("due_on", "days", "sent_on"),
    [
        (date(2027, 3, 31), 0, date(2027, 3, 31)),
        (date(2027, 3, 28), 0, date(2027, 3, 25)),
        (date(2027, 4, 5), -7, date(2027, 3, 25)),
        (date(2027, 3, 22), 7, date(2027, 3, 30)),
        (date(2027, 3, 31), -60, date(2027, 1, 29)),
        (date(2027, 3, 31), 30, date(2027, 4, 30)),
        (date(2028, 3, 30), -30, date(2028, 2, 29)),
    ],
    ids=str,
)
def test_days_before_shift_back_from_days_off_and_days_after_shift_forward(
    due_on: date, days: int, sent_on: date
) -> None:
    when = falls_at(step(days), end_of_day(due_on, SEAT), days_off=EASTER, seat=SEAT)
    assert when.astimezone(SEAT) == datetime(
        sent_on.year, sent_on.month, sent_on.day, 8, tzinfo=SEAT
    )


def test_hours_never_shift() -> None:
    saturday_night = datetime(2027, 3, 27, 23, 30, tzinfo=UTC)
    when = falls_at(step(hours=-6), saturday_night, days_off=EASTER, seat=SEAT)
    assert when == saturday_night - timedelta(hours=6)


def test_a_calendar_without_working_days_is_refused() -> None:
    off = {date(2027, 3, 1) + timedelta(days=n) for n in range(60)}
    with pytest.raises(ValueError, match="no working day within 14 days of 2027-03-10"):
        working_day(date(2027, 3, 10), off, forward=True)


def test_after_a_week_s_outage_the_stage_now_reached_sends_and_the_missed_ones_are_noted() -> None:
    at = datetime(2027, 3, 26, 12, tzinfo=UTC)
    found = climb(LADDER, DUE, done=None, at=at, days_off=frozenset(), seat=SEAT)
    assert found.taken == step(-7)
    assert found.missed == (step(-60), step(-30))
    assert found.next_at == datetime(2027, 3, 31, 8, tzinfo=SEAT)


def test_what_is_long_past_is_noted_and_sends_nothing() -> None:
    at = DUE + timedelta(days=400)
    found = climb(LADDER, DUE, done=None, at=at, days_off=frozenset(), seat=SEAT)
    assert (found.taken, found.missed, found.next_at) == (None, LADDER.steps, None)


def test_a_day_that_was_moved_is_not_reminded_of_by_steps_that_had_passed() -> None:
    moved_at = datetime(2027, 3, 3, 12, tzinfo=UTC)
    found = climb(
        LADDER, DUE, done=None, at=moved_at, since=moved_at, days_off=frozenset(), seat=SEAT
    )
    assert found.taken is None
    assert found.next_at == datetime(2027, 3, 24, 8, tzinfo=SEAT)


@given(
    due=INSTANTS,
    visits=st.lists(st.integers(-2000, 2000), min_size=1, max_size=30),
)
def test_however_often_and_late_it_is_swept_each_step_is_dealt_with_once(
    due: datetime, visits: list[int]
) -> None:
    done, dealt_with = None, []
    for at in (due + timedelta(hours=each) for each in sorted(visits)):
        found = climb(LADDER, due, done=done, at=at, days_off=EASTER, seat=SEAT)
        dealt_with += [*found.missed, *([found.taken] if found.taken else [])]
        done = dealt_with[-1].code if dealt_with else None
        again = climb(LADDER, due, done=done, at=at, days_off=EASTER, seat=SEAT)
        assert (again.taken, again.missed, again.next_at) == (None, (), found.next_at)
        assert found.next_at is None or found.next_at > at
    assert dealt_with == list(LADDER.steps[: len(dealt_with)])


@given(
    due=INSTANTS,
    off=st.frozensets(st.dates(date(2027, 1, 1), date(2039, 1, 1)), max_size=5),
)
def test_steps_stay_in_order_and_come_on_working_days(due: datetime, off: frozenset[date]) -> None:
    instants = [falls_at(each, due, days_off=off, seat=SEAT) for each in LADDER.steps]
    assert instants == sorted(instants)
    assert all(is_working(each.astimezone(SEAT).date(), off) for each in instants)
    assert first_at(LADDER, due, after=instants[2], days_off=off, seat=SEAT) == next(
        each for each in instants if each > instants[2]
    )


def test_a_ladder_whose_steps_stand_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Ladder("odd", (step(0), step(-7)), timedelta(days=1))
    with pytest.raises(ValueError, match="one code"):
        Ladder("odd", (step(0), step(0)), timedelta(days=1))
    with pytest.raises(ValueError, match="either days or hours"):
        step()
