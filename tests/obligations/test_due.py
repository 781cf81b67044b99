"""When things are due: every kind of the domain, and the cases in words that come with treaties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.clock import last_day
from app.obligations.rules import due
from app.obligations.values import (
    AfterEvent,
    AfterPeriod,
    Annual,
    BeforeEvent,
    BeforeMeeting,
    BeforePeriod,
    ByDate,
    EndState,
    Event,
    Eventful,
    Initial,
    Meeting,
    Once,
    Outage,
    Periodic,
    Unlimited,
)
from tests.obligations.builders import SEAT, day, instant, obligation, owing, tenure

MINE_BAN_INITIAL = Initial("initial", 180)


@pytest.mark.parametrize(
    ("rule", "since", "last"),
    [
        (Initial("initial", 30), "2027-03-01", "2027-03-31"),
        (Initial("initial", 180), "2027-03-01", "2027-08-28"),
        (Initial("initial", 1), "2024-02-28", "2024-02-29"),
        (EndState("end_state", 10), "1999-03-01", "2009-03-01"),
        (EndState("end_state", 1), "2024-02-29", "2025-02-28"),
    ],
)
def test_what_is_owed_once_is_counted_from_entry_into_force(
    rule: Once, since: str, last: str
) -> None:
    assert due.once(rule, day(since)) == day(last)


@pytest.mark.parametrize(
    ("rule", "year", "last"),
    [
        (AfterPeriod("annual_after", 90), 2023, "2024-03-30"),
        (AfterPeriod("annual_after", 90), 2024, "2025-03-31"),
        (AfterPeriod("annual_after", 0), 2024, "2024-12-31"),
        (BeforePeriod("annual_before", 60), 2025, "2024-11-02"),
        (ByDate("annual_by_date", 1, 31), 2026, "2027-01-31"),
        (ByDate("annual_by_date", 6, 30, 0), 2026, "2026-06-30"),
    ],
)
def test_a_year_is_due_by_a_day_or_so_many_days_from_its_end_or_beginning(
    rule: Annual, year: int, last: str
) -> None:
    assert due.of_year(rule, year) == day(last)


@pytest.mark.parametrize(
    ("rule", "event", "late_from"),
    [
        # 72 hours run from the instant, through the night in which clocks go forward.
        (AfterEvent("after_event", hours=72), "2027-03-26T23:30", "2027-03-29T23:30"),
        (AfterEvent("after_event", hours=24), "2027-03-27T12:00:01", "2027-03-28T12:00:01"),
        (Unlimited("after_event_unlimited"), "2027-03-01T12:00", "9999-01-01T00:00"),
        (AfterEvent("after_event", days=14), "2027-03-01T12:00", "2027-03-15T23:00"),
        # Shortly before midnight in UTC it is the next day at the seat already.
        (AfterEvent("after_event", days=14), "2027-03-01T23:30", "2027-03-16T23:00"),
        (BeforeEvent("before_event", 30), "2027-05-01T08:00", "2027-04-01T22:00"),
    ],
)
def test_hours_run_from_the_instant_and_days_end_at_the_seat(
    rule: Eventful, event: str, late_from: str
) -> None:
    assert due.by_event(rule, Event("e", instant(event)), seat=SEAT) == instant(late_from)


@given(st.datetimes(min_value=instant("2000-01-01").replace(tzinfo=None)), st.integers(1, 5_000))
def test_a_period_of_hours_is_never_rounded(at: object, hours: int) -> None:
    begun = instant(str(at))
    rule = AfterEvent("after_event", hours=hours)
    if begun.year < 2100:
        assert due.by_event(rule, Event("e", begun), seat=SEAT) - begun == timedelta(hours=hours)


def test_turns_come_by_cohort_or_by_the_day_of_entry_into_force() -> None:
    staggered = Periodic("periodic", 4, 9, 1, first=2026, cohorts=(("JPN",), ("CAN",), ()))
    own = Periodic("periodic", 4, 9, 1)

    def years(rule: Periodic, code: str, since: str) -> list[int]:
        return [on.year for on in due.turns(rule, code, since=day(since), until=2036)]

    assert years(staggered, "JPN", "2025-01-01") == [2026, 2030, 2034]
    assert years(staggered, "CAN", "2028-01-01") == [2031, 2035]
    assert years(staggered, "FRA", "2025-01-01") == [2028, 2032, 2036]
    assert years(own, "CAN", "2027-03-01") == [2031, 2035]


def test_what_is_owed_before_a_meeting_keeps_the_day_of_the_month() -> None:
    rule = BeforeMeeting("before_meeting", 6, "GAIMA/C")
    assert due.before_meeting(rule, Meeting("GAIMA/C", "c-1", day("2027-08-31"))) == day(
        "2027-02-28"
    )


@pytest.mark.parametrize(
    ("due_at", "moved"),
    [
        ("2027-03-30T22:00", "2027-04-02T22:00"),
        ("2027-04-01T10:00", "2027-04-02T22:00"),
        ("2027-03-30T20:00", "2027-03-30T20:00"),
        ("2027-04-01T10:01", "2027-04-01T10:01"),
    ],
)
def test_what_fell_due_while_nobody_could_file_is_due_the_day_after(
    due_at: str, moved: str
) -> None:
    outage = Outage(instant("2027-03-30T20:00"), instant("2027-04-01T10:00"), "no power")
    assert due.after_outage(instant(due_at), outage, seat=SEAT) == instant(moved)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_the_last_day_is_the_one_that_the_law_gives(since: date, days: int) -> None:
    [found] = owing(obligation(Initial("initial", days)), tenure(since.isoformat()))
    assert last_day(found.due_at, seat=SEAT) == since + timedelta(days=days)


@pytest.mark.parametrize(
    ("since", "last"),
    [
        ("1999-03-01", "1999-08-28"),  # Equatorial Guinea
        ("2012-03-01", "2012-08-28"),  # Tuvalu
        ("2015-02-01", "2015-07-31"),  # Oman
    ],
)
def test_case_20_a_hundred_and_eighty_days_after_entry_into_force(since: str, last: str) -> None:
    assert due.once(MINE_BAN_INITIAL, day(since)) == day(last)


def test_case_21_by_30_april_for_the_year_before_at_the_end_of_the_day_at_the_seat() -> None:
    yearly = obligation(ByDate("annual_by_date", 4, 30))
    found = {each.period: each for each in owing(yearly, tenure("1999-03-01"), until=2014)}
    assert found["2014"].due_at == instant("2015-04-30T22:00")  # 00:00 of 1 May in Vienna
    assert min(found) == "1999"
