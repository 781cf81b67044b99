"""Time enters the program here and nowhere else; only the doors read the clock."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Gives the current instant, always aware and in UTC."""

    def now(self) -> datetime:
        """Give the instant."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the instant."""
        return datetime.now(UTC)


def date_at(at: datetime, seat: ZoneInfo) -> date:
    """Give the calendar date at the secretariat's seat; a day ends there at its midnight."""
    return at.astimezone(seat).date()


def end_of_day(on: date, seat: ZoneInfo) -> datetime:
    """Give the first instant after a calendar day at the seat, in UTC."""
    return datetime.combine(on + timedelta(days=1), time.min, tzinfo=seat).astimezone(UTC)


def last_day(due_at: datetime, *, seat: ZoneInfo) -> date:
    """Give the last day on which something is in time, from the instant at which it is late."""
    return date_at(due_at - timedelta(microseconds=1), seat)
