"""When a span of time that a treaty writes ends: calendar days, the day of deposit not counted."""

from calendar import monthrange
from datetime import date, timedelta

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

FirstOfMonth = FirstOfNthMonthAfterMonth | FirstOfMonthAfterDay | FirstOfMonthAfterMonths

MONTHS_IN_A_YEAR = 12


def delayed(on: date, delay: Delay | Duration) -> date:
    """Give the day on which something done on a day takes effect under a delay or a duration.

    ``Days(90)`` is the Rotterdam Convention, art. 26; ``Months(12)`` the Convention on the Law of
    the Sea, art. 308; ``FirstOfNthMonthAfterMonth(6)`` the Mine Ban Convention, art. 17;
    ``FirstOfMonthAfterDay(60)`` the Rome Statute, art. 126; ``FirstOfMonthAfterMonths(3)`` the
    conventions of the Council of Europe (Budapest Convention, art. 36).
    """
    match delay:
        case Immediate():
            return on
        case Days(count):
            return on + timedelta(days=count)
        case Months(count):
            return months_after(on, count)
        case Duration(count, unit):
            return _lasting(on, count, unit)
        case _:
            return _first_of_month(on, delay)


def months_after(on: date, months: int) -> date:
    """Give the same day so many months later, or that month's last where there is none."""
    year, month = divmod(on.year * MONTHS_IN_A_YEAR + on.month - 1 + months, MONTHS_IN_A_YEAR)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def _first_of_month(on: date, delay: FirstOfMonth) -> date:
    match delay:
        case FirstOfNthMonthAfterMonth(count):
            return months_after(on.replace(day=1), count)
        case FirstOfMonthAfterDay(days):
            passed = on + timedelta(days=days)
        case _:
            passed = months_after(on, delay.months)
    return months_after(passed.replace(day=1), 1)


def _lasting(on: date, count: int, unit: DurationUnit) -> date:
    match unit:
        case DurationUnit.DAYS:
            return on + timedelta(days=count)
        case DurationUnit.MONTHS:
            return months_after(on, count)
        case _:
            return months_after(on, count * MONTHS_IN_A_YEAR)
