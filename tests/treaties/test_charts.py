"""What the charts draw: scales that are round, lines that end where they should."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.treaties.rules.charts import (
    MOST_TICKS,
    Line,
    count_ticks,
    day_ticks,
    timeline,
    timeline_days,
)
from app.treaties.values.status import Counts

ADOPTED = date(1997, 9, 18)
DAYS = some.dates(date(1900, 1, 1), date(2100, 1, 1))


def counts(*, signatories: int = 0, contracting: int = 0, parties: int = 0) -> Counts:
    return Counts(signatories, contracting, parties, former=0)


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (12, [0, 5, 10, 15]),
        (40, [0, 10, 20, 30, 40]),
        (162, [0, 50, 100, 150, 200]),
    ],
)
def test_counts_are_marked_in_round_numbers(highest: int, ticks: list[int]) -> None:
    assert count_ticks(highest) == ticks


@given(some.integers(0, 900))
def test_the_scale_always_reaches_the_highest_figure(highest: int) -> None:
    ticks = count_ticks(highest)
    assert ticks[0] == 0
    assert ticks[-1] >= highest


@pytest.mark.parametrize(
    ("since", "until", "first", "by_month"),
    [
        (date(1997, 9, 18), date(2027, 3, 14), [date(2000, 1, 1), date(2005, 1, 1)], False),
        (date(2026, 2, 18), date(2027, 3, 14), [date(2026, 4, 1), date(2026, 7, 1)], True),
        (date(2026, 2, 18), date(2026, 4, 2), [date(2026, 3, 1), date(2026, 4, 1)], True),
    ],
)
def test_days_are_marked_by_year_or_in_a_short_time_by_month(
    since: date, until: date, first: list[date], *, by_month: bool
) -> None:
    ticks, months = day_ticks(since, until)
    assert ticks[:2] == first
    assert months is by_month


@given(DAYS, some.integers(0, 40_000))
def test_there_are_never_more_days_marked_than_fit(since: date, length: int) -> None:
    until = since + timedelta(days=length)
    ticks, _ = day_ticks(since, until)
    assert len(ticks) <= MOST_TICKS
    assert all(since <= tick <= until for tick in ticks)


@given(DAYS, some.integers(0, 40_000), DAYS)
def test_a_timeline_is_read_in_order_from_end_to_end(since: date, length: int, mark: date) -> None:
    until = since + timedelta(days=length)
    days = timeline_days(since, until, marks=[mark, None])
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (since, until)
    assert (mark in days) or not since <= mark <= until


def test_a_line_stands_until_the_day_on_which_it_rises() -> None:
    days = [ADOPTED, ADOPTED + timedelta(days=5), ADOPTED + timedelta(days=10)]
    drawn = timeline(
        days,
        [counts(), counts(signatories=1), counts(signatories=2, contracting=1)],
        threshold=2,
        trigger_on=days[1],
        entry_on=days[2] + timedelta(days=1),
    )
    paths = {curve.line: curve.path for curve in drawn.curves}
    assert paths[Line.SIGNATORIES] == "M0 100H50V50H100V0H100"
    assert paths[Line.CONSENTS] == "M0 100H100V50H100"
    assert paths[Line.PARTIES] == "M0 100H100"
    assert [curve.last for curve in drawn.curves] == [2, 1, 0]
    assert drawn.threshold is not None
    assert drawn.threshold.place == 0
    assert drawn.trigger is not None
    assert drawn.trigger.place == 50
    assert drawn.entry is None, "it lies after the last day shown"


def test_consents_are_those_who_wait_and_those_who_are_bound() -> None:
    drawn = timeline([ADOPTED], [counts(contracting=3, parties=4)])
    assert [curve.last for curve in drawn.curves] == [0, 7, 4]
