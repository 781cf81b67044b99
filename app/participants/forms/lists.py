"""What a reader asks of the list of participants, by the words of the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from unicodedata import normalize
from urllib.parse import urlencode

from app.kernel import days
from app.kernel.errors import Complaint
from app.participants.values import (
    EARLIEST,
    LATEST,
    Order,
    ParticipantKind,
    RegionalGroup,
    Roll,
    Selection,
)

LONGEST = 100
"""How many characters of a name are looked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as far as it could be read; what could not be is answered as if not asked."""

    selection: Selection
    given: Mapping[str, str] = field(default_factory=dict)
    """The words of the address, as they came, for the form and for links."""
    complaints: tuple[Complaint, ...] = ()

    def complaint(self, name: str) -> Complaint | None:
        """Give what is wrong with one word, if anything is."""
        return next((each for each in self.complaints if each.field == name), None)

    def query(self, **changed: str | None) -> str:
        """Write the query string that asks the same with other words changed or left out."""
        words = {name: word for name, word in ({**self.given, **changed}).items() if word}
        return f"?{urlencode(words)}" if words else ""


def question(asked: Mapping[str, str], *, roll: Roll, today: date) -> Question:
    """Read ``q``, ``kind``, ``group``, ``member_of``, ``as_of`` and ``sort``.

    A ``-`` before what is sorted by turns the order around. The list is shown whatever was asked:
    what cannot be read is complained of beside its field.
    """
    readers = _readers(roll)
    given = {name: text for name in readers if (text := asked.get(name, "").strip()[:LONGEST])}
    read: dict[str, Any] = {}
    complaints = []
    for name, text in given.items():
        try:
            read[name] = readers[name](text)
        except ValueError:
            complaints.append(Complaint(WRONG[name], {"text": text, **RANGE}, field=name))
    order, descending = read.get("sort", (Order.NAME, False))
    selection = Selection(
        as_of=read.get("as_of", today),
        text=read.get("q", ""),
        kind=read.get("kind"),
        group=read.get("group"),
        member_of=read.get("member_of", ""),
        order=order,
        descending=descending,
    )
    return Question(selection, given, tuple(complaints))


def _readers(roll: Roll) -> Mapping[str, Callable[[str], Any]]:
    """Give what reads each word; a reader raises ValueError for what it cannot read."""
    return {
        "q": partial(normalize, "NFC"),
        "kind": ParticipantKind,
        "group": RegionalGroup,
        "member_of": partial(_organisation, roll),
        "as_of": _day,
        "sort": _sort,
    }


def _organisation(roll: Roll, code: str) -> str:
    if not roll.is_reio(code):
        raise ValueError("no regional organisation")
    return code


def _day(text: str) -> date:
    on = days.read(text)
    if on is None or not EARLIEST <= on <= LATEST:
        raise ValueError("no day that the roll knows of")
    return on


def _sort(text: str) -> tuple[Order, bool]:
    return Order(text.removeprefix("-")), text.startswith("-")


RANGE = {"earliest": EARLIEST.year, "latest": LATEST.year}
NO_DAY = "“%(text)s” is no date from %(earliest)s to %(latest)s. Write it as 2027-03-14."
NO_WORD = "The word “%(text)s” in the address means nothing here. Choose from the list."
WRONG = {"as_of": NO_DAY} | dict.fromkeys(("kind", "group", "member_of", "sort"), NO_WORD)
