"""Spans of time as treaties write them, at the edges of months and years."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.treaties.rules.delays import delayed
from app.treaties.values.clauses import (
    Days,
    Delay,
    Duration,
    DurationUnit,
    FirstOfMonthAfterDay,
    FirstOfMonthAfterMonths,
    FirstOfNthMonthAfterMonth,
    Immediate,
    Months,
)
from tests.treaties.builders import day

CASES: list[tuple[str, Delay | Duration, str]] = [
    ("1970-03-05", Immediate(), "1970-03-05"),
    ("2003-11-26", Days(90), "2004-02-24"),
    ("2000-02-28", Days(1), "2000-02-29"),
    ("1900-02-28", Days(1), "1900-03-01"),
    ("1993-11-16", Months(12), "1994-11-16"),
    ("2023-01-31", Months(1), "2023-02-28"),
    ("2024-01-31", Months(1), "2024-02-29"),
    ("2024-02-29", Months(12), "2025-02-28"),
    ("2024-02-29", Months(48), "2028-02-29"),
    ("2024-08-31", Months(6), "2025-02-28"),
    ("2024-12-31", Months(2), "2025-02-28"),
    ("1998-09-16", FirstOfNthMonthAfterMonth(6), "1999-03-01"),
    ("1998-09-30", FirstOfNthMonthAfterMonth(6), "1999-03-01"),
    ("1998-10-01", FirstOfNthMonthAfterMonth(6), "1999-04-01"),
    ("2010-02-16", FirstOfNthMonthAfterMonth(6), "2010-08-01"),
    ("2024-12-31", FirstOfNthMonthAfterMonth(1), "2025-01-01"),
    ("2002-04-11", FirstOfMonthAfterDay(60), "2002-07-01"),
    ("2003-01-31", FirstOfMonthAfterDay(60), "2003-05-01"),
    ("2003-01-30", FirstOfMonthAfterDay(60), "2003-04-01"),
    ("2024-01-01", FirstOfMonthAfterDay(60), "2024-04-01"),
    ("2004-03-18", FirstOfMonthAfterMonths(3), "2004-07-01"),
    ("2014-07-01", FirstOfMonthAfterMonths(3), "2014-11-01"),
    ("2012-11-30", FirstOfMonthAfterMonths(3), "2013-03-01"),
    ("2016-10-27", Duration(1, DurationUnit.YEARS), "2017-10-27"),
    ("2024-02-29", Duration(1, DurationUnit.YEARS), "2025-02-28"),
    ("2025-06-27", Duration(6, DurationUnit.MONTHS), "2025-12-27"),
    ("2025-08-31", Duration(6, DurationUnit.MONTHS), "2026-02-28"),
    ("2025-06-27", Duration(90, DurationUnit.DAYS), "2025-09-25"),
    ("2025-06-27", Duration(0, DurationUnit.YEARS), "2025-06-27"),
]


@pytest.mark.parametrize(("on", "delay", "expected"), CASES)
def test_a_delay_ends_on_the_day_the_treaty_means(
    on: str, delay: Delay | Duration, expected: str
) -> None:
    assert delayed(day(on), delay) == day(expected)


EVERY_DELAY = st.one_of(
    st.just(Immediate()),
    *[
        st.builds(kind, st.integers(0, 40))
        for kind in (
            Days,
            Months,
            FirstOfNthMonthAfterMonth,
            FirstOfMonthAfterDay,
            FirstOfMonthAfterMonths,
        )
    ],
    st.builds(Duration, st.integers(0, 40), st.sampled_from(DurationUnit)),
)


@settings(derandomize=True)
@given(delay=EVERY_DELAY, on=st.dates(day("1945-01-01"), day("2100-01-01")))
def test_who_deposits_later_is_never_bound_earlier(delay: Delay | Duration, on: date) -> None:
    assert delayed(on, delay) <= delayed(on + timedelta(days=1), delay)
