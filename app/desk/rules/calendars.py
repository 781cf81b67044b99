"""Calendars as other programs read them (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from app.desk.values.calendars import Happening

SHOWN = timedelta(minutes=30)
"""The time before its end in which something stands in a calendar."""

READ_EVERY = timedelta(hours=6)
"""How often programs are asked to look again."""

PAST = timedelta(days=183)
"""How long what was due stays in a calendar."""


def written(name: str, happenings: Iterable[Happening], *, host: str) -> bytes:
    """Write a calendar; the same happenings give the same bytes.

    Instants are in UTC, so that they are right wherever they are read.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//GAIMA//Register//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_EVERY, parameters={"VALUE": "DURATION"})
    for each in happenings:
        calendar.add_component(_event(each, host=host))
    content: bytes = calendar.to_ical()
    return content


def last_changed(*instants: datetime | None) -> datetime:
    """Give the latest of the instants that there are.

    Raises:
        ValueError: there is none.

    """
    return max(each for each in instants if each is not None)


def revision_of(moved: int, *, is_lifted: bool) -> int:
    """Give the revision of a deadline that was moved so often, and may be called off: being called
    off is one more, and being taken up again, which moves it, another.
    """
    return 2 * moved + is_lifted


def _event(happening: Happening, *, host: str) -> Event:
    event = Event()
    event.add("uid", f"{happening.id}@{host}")
    event.add("dtstamp", happening.changed_at.replace(microsecond=0))
    event.add("last-modified", happening.changed_at.replace(microsecond=0))
    event.add("sequence", happening.revision)
    event.add("dtstart", happening.ends_at - SHOWN)
    event.add("dtend", happening.ends_at)
    event.add("summary", happening.summary)
    event.add("description", happening.details)
    event.add("url", happening.link)
    event.add("status", "CANCELLED" if happening.is_off else "CONFIRMED")
    event.add("class", "PRIVATE" if happening.is_private else "PUBLIC")
    event.add("transp", "TRANSPARENT")
    return event
