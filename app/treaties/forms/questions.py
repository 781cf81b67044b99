"""What a reader asks of a treaty's page: two dates, and which rows of its table in what order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from app.kernel.errors import Complaint
from app.treaties.values.selection import Selection, Sort
from app.treaties.values.status import Status

FIRST_YEAR = 1800
LAST_YEAR = 2199
"""Every delay that a treaty may have then stays within the calendar."""

LONGEST = 100
"""How many characters of a name are looked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as far as it could be read; what could not be is answered as if not asked."""

    as_of: date
    """In legal time: the day whose law is asked for."""
    known_on: date | None = None
    """By what the register had recorded on this day; None: by all it holds."""
    selection: Selection = field(default_factory=Selection)
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


def question(asked: Mapping[str, str], *, today: date) -> Question:
    """Read ``as_of``, ``known_on``, ``status``, ``q`` and ``sort``; a ``-`` turns the order round.

    A page is shown whatever was asked: what cannot be read is complained of beside its field.
    """
    given = {name: text for name in WORDS if (text := asked.get(name, "").strip()[:LONGEST])}
    read: dict[str, Any] = {}
    complaints = []
    for name, text in given.items():
        try:
            read[name] = WORDS[name](text)
        except ValueError:
            complaints.append(replace(WRONG[name], parameters={"text": text}, field=name))
    sort, descending = read.get("sort", (Sort.NAME, False))
    return Question(
        as_of=read.get("as_of", today),
        known_on=read.get("known_on"),
        selection=Selection(read.get("status"), read.get("q", ""), sort, descending),
        given=given,
        complaints=tuple(complaints),
    )


def everyone(asked: Question) -> Question:
    """Give the same question without its selection: all rows, by name."""
    return replace(asked, selection=Selection())


def _day(text: str) -> date:
    on = date.fromisoformat(text)
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise ValueError("beyond the calendar of any treaty here")
    return on


def _sort(text: str) -> tuple[Sort, bool]:
    return Sort(text.removeprefix("-")), text.startswith("-")


WORDS: dict[str, Callable[[str], Any]] = {
    "as_of": _day,
    "known_on": _day,
    "status": Status,
    "q": str,
    "sort": _sort,
}

NO_DAY = Complaint("“%(text)s” is no date between 1800 and 2199. Write it as 2027-03-14.")
NO_WORD = Complaint("The word “%(text)s” in the address means nothing here. Choose from the list.")
WRONG = {"as_of": NO_DAY, "known_on": NO_DAY, "status": NO_WORD, "sort": NO_WORD}
