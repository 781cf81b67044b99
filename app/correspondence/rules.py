"""Decisions about correspondence: addresses, where a letter stands, when it is tried again."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from app.correspondence.values import (
    FEW_RETURNED,
    LONGEST_ADDRESS,
    LONGEST_LINE,
    Course,
    Direction,
    Failing,
    LetterState,
    Note,
    Number,
    Owed,
    Recipient,
)
from app.kernel import writing
from app.kernel.actor import Role
from app.kernel.errors import Complaint

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""How long a letter waits after each time the mail server put it off; two days in all (RFC 5321,
4.5.4.1, would have four to five: a letter of ours has a deadline behind it, and people write)."""

AWAY = (1, 2, 5, 10, 20, 30)
"""Seconds that the relay waits after each time it could not reach the mail server."""

ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
"""A plain address (RFC 5321, 4.1.2) without quotes, comments or address literals."""

LONGEST_LOCAL_PART = 64

REMEMBERED = 2_048
"""How many addresses, names and pages are remembered: many letters go to the same people."""

PAGE_ADDRESS = re.compile(
    r"/(?:[A-Za-z0-9._~%!$&'()*+,;=:@-][A-Za-z0-9._~%!$&'()*+,;=:@/?-]{0,499})?"
)
"""A path of our own with what may follow it, never another machine's address."""

OFFICERS = frozenset(
    {
        Role.DEPOSITARY_OFFICER,
        Role.DECLARATIONS_OFFICER,
        Role.BODIES_OFFICER,
        Role.DIRECTOR,
    }
)
"""Who reads correspondence, and enters it."""

EARLIEST = date(1900, 1, 1)
"""No piece of correspondence is older."""

HEADER = (
    "number",
    "direction",
    "on",
    "channel",
    "party",
    "subject",
    "their_reference",
    "about",
    "corrects",
)

Cell = str | date | None


def state_of(course: Course) -> LetterState:
    """Say where a letter stands."""
    if course.sent_at is not None:
        return LetterState.SENT
    if course.cancelled_at is not None:
        return LetterState.CANCELLED
    if course.failed_at is not None:
        return LetterState.FAILED
    return LetterState.OWED if course.handed_over_at is None else LetterState.HANDED_OVER


def pause_after(refusals: int) -> timedelta | None:
    """Give the pause after the server has put a letter off so many times, or None: give it up."""
    return PAUSES[refusals - 1] if refusals <= len(PAUSES) else None


def away_for(failures: int) -> int:
    """Give the seconds to wait after so many failures in a row to reach the mail server."""
    return AWAY[min(failures, len(AWAY)) - 1]


def failing_as(*, for_good: bool, proven: bool, lately: int) -> Failing | None:
    """Say what a report makes of an address, of which so many letters came back lately.

    A report that names a letter of ours can only be written by whoever received it. One that does
    not may be anybody's, and never stops letters.
    """
    if for_good and proven:
        return Failing.FOR_GOOD
    return Failing.AT_TIMES if lately >= FEW_RETURNED else None


@lru_cache(maxsize=REMEMBERED)
def is_address(text: str) -> bool:
    """Say whether a text is an e-mail address that letters can be sent to."""
    local, _, _ = text.partition("@")
    return (
        len(text) <= LONGEST_ADDRESS
        and len(local) <= LONGEST_LOCAL_PART
        and ADDRESS.fullmatch(text) is not None
    )


@lru_cache(maxsize=REMEMBERED)
def is_line(text: str) -> bool:
    """Say whether a text may stand in a header: one line of characters that are what they seem."""
    return len(text) <= LONGEST_LINE and writing.is_line(text)


@lru_cache(maxsize=REMEMBERED)
def is_page(address: str) -> bool:
    """Say whether a text is the address of a page of this register, such as ``/treaties``."""
    return PAGE_ADDRESS.fullmatch(address) is not None


def wrong_with(recipient: Recipient) -> Iterator[Complaint]:
    """Give what is wrong with somebody a letter is to go to."""
    if not is_address(recipient.address):
        yield Complaint(
            "“%(address)s” is no e-mail address that letters can be sent to. "
            "Write it as name@example.org, in Latin letters without accents.",
            {"address": recipient.address[:LONGEST_ADDRESS]},
            field="address",
        )
    if not is_line(recipient.name):
        yield Complaint(
            "The name must be one line of at most %(most)s characters, "
            "without line breaks or other characters that cannot be seen.",
            {"most": LONGEST_LINE},
            field="name",
        )


def wrong_with_owed(owed: Owed) -> Iterator[Complaint]:
    """Give what is wrong with a letter that is to be owed."""
    yield from wrong_with(owed.to)
    if not is_page(owed.about):
        yield Complaint(
            "A letter leads to a page of this register; “%(about)s” is not the address of one.",
            {"about": owed.about},
            field="about",
        )
    if not owed.occasion or not is_line(owed.occasion):
        yield Complaint("A letter's occasion is one line.", field="occasion")


def wrong_with_note(note: Note, *, today: date) -> Iterator[Complaint]:
    """Give what is wrong with a piece of correspondence that is to be entered."""
    if not EARLIEST <= note.on <= today:
        yield Complaint(
            "The day must be one from %(earliest)s to today.",
            {"earliest": EARLIEST.year},
            field="on",
        )
    for field, sentence in NEEDED.items():
        if not getattr(note, field):
            yield Complaint(sentence, field=field)
    for field in ("party", "subject", "their_reference"):
        if not is_line(getattr(note, field)):
            yield Complaint(
                "Write one line of at most %(most)s characters here.",
                {"most": LONGEST_LINE},
                field=field,
            )
    if note.about and not is_page(note.about):
        yield Complaint(
            "Give the address of a page of this register as it stands after the register's own "
            "name, for example /treaties/gaima-statute, or leave this empty.",
            field="about",
        )


NEEDED = {
    "party": "Say from whom it came, or to whom it went.",
    "subject": "Say in a few words what it is about.",
}


def content_of(number: Number, note: Note) -> dict[str, Any]:
    """Give what the ledger's entry about a piece commits to; what it corrects only if it does."""
    corrects = {"corrects": str(note.corrects)} if note.corrects else {}
    return corrects | {
        "number": str(number),
        "on": note.on,
        "channel": note.channel.value,
        "party": note.party,
        "subject": note.subject,
        "about": note.about,
        "their_reference": note.their_reference,
    }


def scan_content(number: Number, *, sha256: str, name: str, size: int) -> dict[str, Any]:
    """Give what the ledger's entry about a scan of a piece commits to."""
    return {"number": str(number), "sha256": sha256, "name": name, "size": size}


def wrong_with_correction(
    corrects: Number, direction: Direction, *, corrected_by: Number | None
) -> Iterator[Complaint]:
    """Give what is wrong with entering a piece in the place of another."""
    if corrects.direction is not direction:
        yield Complaint(
            "What came is corrected by what came, and what went by what went. Choose the other "
            "way, or name another piece.",
            field="corrects",
        )
    if corrected_by is not None:
        yield Complaint(
            "%(wrong)s was corrected already, by %(right)s. Correct that one.",
            {"wrong": str(corrects), "right": str(corrected_by)},
            field="corrects",
        )


def rows(pieces: Iterable[tuple[Number, Note]]) -> Iterator[tuple[Cell, ...]]:
    """Give one row a piece, in the columns of ``HEADER``."""
    for number, note in pieces:
        yield (
            str(number),
            number.direction.value,
            note.on,
            note.channel.value,
            note.party,
            note.subject,
            note.their_reference,
            note.about,
            str(note.corrects) if note.corrects else "",
        )
