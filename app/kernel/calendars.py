"""Meetings as calendar programs take them: alone in a file, or as the part of a letter (RFC 5545).

What travels by mail says what is to become of the entry (RFC 5546): it is asked for, with a
revision that rises whenever it changes, or called off.
"""

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//GAIMA//Register//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One happening of a beginning and an end."""

    uid: str
    """The same through all of its revisions, and everybody's."""
    sequence: int
    """Its revision, from 0."""
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    title: str
    place: str
    link: str
    """The page on which it stands."""
    is_off: bool
    """Whether it was called off."""
    is_private: bool
    """Whether programs are asked to show it to nobody but their owner."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody by name and address."""

    name: str
    address: str


def method_of(entry: Entry) -> str:
    """Give what a letter asks of the program that reads it."""
    return "CANCEL" if entry.is_off else "REQUEST"


def sent(entry: Entry, *, organizer: Mailbox, attendee: Mailbox) -> bytes:
    """Write an entry as it travels by mail, to one person (RFC 6047)."""
    event = event_of(entry)
    event.add("organizer", _address(organizer))
    guest = _address(attendee)
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE")
    event.add("attendee", guest)
    return _written(event, method_of(entry))


def alone(entry: Entry) -> bytes:
    """Write an entry as a file that somebody takes from its page."""
    return _written(event_of(entry), "PUBLISH")


def event_of(entry: Entry) -> Event:
    """Give an entry as part of a calendar; instants are in UTC, so that they are right anywhere."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.replace(microsecond=0))
    event.add("last-modified", entry.changed_at.replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    event.add("url", entry.link)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("class", "PRIVATE" if entry.is_private else "PUBLIC")
    return event


def _written(event: Event, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _address(whose: Mailbox) -> vCalAddress:
    address = vCalAddress(f"mailto:{whose.address}")
    address.params["CN"] = vText(whose.name)
    return address
