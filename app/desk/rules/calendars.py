"""Calendars as other programs read them (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from app.desk.values.calendars import Happening
from app.kernel.calendars import PRODUCT, Entry, event_of

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
    calendar.add("prodid", PRODUCT)
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
    event = event_of(
        Entry(
            uid=f"{happening.id}@{host}",
            sequence=happening.revision,
            starts_at=happening.begins_at or happening.ends_at - SHOWN,
            ends_at=happening.ends_at,
            changed_at=happening.changed_at,
            title=happening.summary,
            place=happening.place,
            link=happening.link,
            is_off=happening.is_off,
            is_private=happening.is_private,
        )
    )
    event.add("description", happening.details)
    event.add("transp", "OPAQUE" if happening.begins_at else "TRANSPARENT")
    return event
