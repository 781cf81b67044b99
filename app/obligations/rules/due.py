"""When something is due: calendar days, the day that starts them not counted; hours exact."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.kernel.clock import date_at, end_of_day, last_day
from app.obligations.values import (
    NEVER,
    AfterEvent,
    AfterPeriod,
    Annual,
    BeforeMeeting,
    ByDate,
    Event,
    Eventful,
    Initial,
    Meeting,
    Once,
    Outage,
    Periodic,
    Unlimited,
)
from app.treaties.rules.delays import MONTHS_IN_A_YEAR, months_after


def once(rule: Once, since: date) -> date:
    """Give the last day for what is owed once after entry into force.

    The day of entry into force is not counted; years keep the day, as in the Mine Ban
    Convention, arts. 5 and 7.
    """
    if isinstance(rule, Initial):
        return since + timedelta(days=rule.days)
    return months_after(since, rule.years * MONTHS_IN_A_YEAR)


def of_year(rule: Annual, year: int) -> date:
    """Give the last day for what is owed of a calendar year."""
    if isinstance(rule, ByDate):
        return date(year + rule.years_after, rule.month, rule.day)
    if isinstance(rule, AfterPeriod):
        return date(year, 12, 31) + timedelta(days=rule.days)
    return date(year, 1, 1) - timedelta(days=rule.days)


def turns(rule: Periodic, participant: str, *, since: date, until: int) -> Iterator[date]:
    """Give a participant's days up to a year, from entry into force for it on."""
    first = _first_turn(rule, participant, since=since)
    for year in range(first, until + 1, rule.every):
        if (on := date(year, rule.month, rule.day)) > since:
            yield on


def _first_turn(rule: Periodic, participant: str, *, since: date) -> int:
    if not rule.cohorts:
        return since.year + rule.every
    last = len(rule.cohorts) - 1
    place = next((n for n, codes in enumerate(rule.cohorts) if participant in codes), last)
    return rule.first + place


def before_meeting(rule: BeforeMeeting, meeting: Meeting) -> date:
    """Give the last day for what is owed before a meeting: months keep the day, or its month's last
    where there is none.
    """
    return months_after(meeting.opens_on, -rule.months)


def by_event(rule: Eventful, event: Event, *, seat: ZoneInfo) -> datetime:
    """Give the first instant at which something is late that an event has called for.

    A period of hours runs from the instant and is never rounded; one of days ends with its last
    day at the seat; what has no time limit never is.
    """
    if isinstance(rule, Unlimited):
        return NEVER
    if isinstance(rule, AfterEvent) and rule.hours is not None:
        return event.at + timedelta(hours=rule.hours)
    on = date_at(event.at, seat)
    days = (rule.days or 0) if isinstance(rule, AfterEvent) else -rule.days
    return end_of_day(on + timedelta(days=days), seat)


def last(due_at: datetime, *, seat: ZoneInfo) -> date | None:
    """Give the last day on which something is in time; None where the law sets no time."""
    return None if due_at == NEVER else last_day(due_at, seat=seat)


def after_outage(due_at: datetime, outage: Outage, *, seat: ZoneInfo) -> datetime:
    """Give by when something is due that fell due while nobody could file: the end of the day at
    the seat that follows the return. What fell due at another time stays as it is.
    """
    if not outage.since < due_at <= outage.until:
        return due_at
    return end_of_day(date_at(outage.until, seat) + timedelta(days=1), seat)
