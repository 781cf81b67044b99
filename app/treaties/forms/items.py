"""A JSON document walked part by part, each complaint with the path of the part it is about."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar
from unicodedata import normalize

from app.kernel.errors import Complaint
from app.kernel.tables_in import CONTROL

Word = TypeVar("Word", bound=StrEnum)

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60
LONGEST_TEXT = 500
LONGEST_REPEATED = 300
DECIMAL_PLACES = 12
FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Within these every delay that a treaty may have stays in the calendar."""

MISSING = object()
"""The value of a part that is not there; its absence is complained about where it is noticed."""


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a document and where it stands.

    A reader that finds a fault complains and gives a stand-in, so that one pass finds every
    fault; whoever began the walk refuses the whole if there is any complaint.
    """

    value: Any
    path: str
    complaints: list[Complaint]
    knows: Callable[[str], bool]
    """Whether a code is a participant's."""

    def refuse(self, message: str, **parameters: object) -> None:
        """Complain about this part, unless its absence was complained about."""
        if self.value is not MISSING:
            told = {name: shortened(value) for name, value in parameters.items()}
            self.complaints.append(Complaint(message, told, field=self.path or None))

    def part(self, key: str) -> "Item":
        """Give an object's part, which may be missing."""
        path = f"{self.path}.{key}" if self.path else key
        return Item(self.value.get(key, MISSING), path, self.complaints, self.knows)

    def parts(
        self, required: Sequence[str], *, nullable: Sequence[str] = (), optional: Sequence[str] = ()
    ) -> Mapping[str, "Item"]:
        """Give an object's parts by key: what is required, and of the rest what is given.

        A nullable part that is null counts as not given.
        """
        if not isinstance(self.value, dict):
            self.refuse("An object in braces is expected here.")
            return {key: Item(MISSING, "", self.complaints, self.knows) for key in required}
        known = [*required, *nullable, *optional]
        for key in self.value:
            if key not in known:
                self.part(key).refuse(
                    "There is no key “%(key)s” here. The keys are: %(keys)s.",
                    key=key,
                    keys=", ".join(known),
                )
        for key in required:
            if key not in self.value:
                self.refuse("The key “%(key)s” is missing.", key=key)
        given = {key for key in optional if key in self.value}
        given |= {key for key in nullable if self.value.get(key) is not None}
        return {key: self.part(key) for key in known if key in required or key in given}

    def items(self) -> list["Item"]:
        """Give a list's items."""
        if not isinstance(self.value, list):
            self.refuse("A list in square brackets is expected here.")
            return []
        return [
            Item(value, f"{self.path}[{place}]", self.complaints, self.knows)
            for place, value in enumerate(self.value)
        ]

    def text(self) -> str:
        """Give a text of one line, trimmed and in Unicode's composed form (NFC)."""
        if not isinstance(self.value, str) or not any(map(str.isalnum, self.value)):
            self.refuse("A text is expected here.")
            return ""
        text = normalize("NFC", self.value.strip())
        if len(text) > LONGEST_TEXT:
            self.refuse("The text has more than %(most)s characters.", most=LONGEST_TEXT)
        if CONTROL.search(text) or "\t" in text or len(text.splitlines()) > 1:
            self.refuse("The text holds a line break or a control character. Take it out.")
        return text

    def slug(self) -> str:
        """Give an identifier."""
        if not isinstance(self.value, str) or not SLUG.fullmatch(self.value):
            self.refuse(
                "An identifier has small letters a to z, digits, and single hyphens between them."
            )
            return ""
        if len(self.value) > LONGEST_SLUG:
            self.refuse("The identifier has more than %(most)s characters.", most=LONGEST_SLUG)
        return self.value

    def whole(self, *, least: int, most: int) -> int:
        """Give a whole number within bounds."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse("A whole number is expected here.")
        elif least <= self.value <= most:
            return self.value
        else:
            self.refuse(
                "%(number)s is out of bounds: give a whole number from %(least)s to %(most)s.",
                number=self.value,
                least=least,
                most=most,
            )
        return least

    def fraction(self) -> Decimal:
        """Give a number above 0, at most 1."""
        if not isinstance(self.value, int | Decimal) or isinstance(self.value, bool):
            self.refuse("A number is expected here.")
            return Decimal(1)
        number = Decimal(self.value)
        if not 0 < number <= 1:
            self.refuse("%(number)s is no share: give a number above 0, at most 1.", number=number)
        elif round(number, DECIMAL_PLACES) != number:
            self.refuse("Give at most %(most)s decimal places.", most=DECIMAL_PLACES)
        return number.normalize()

    def day(self) -> date:
        """Give a calendar date."""
        found = day(self.value) if isinstance(self.value, str) else None
        if found is None:
            self.refuse(
                "A date of the years 1800 to 2199 is expected here, written as in 1999-03-01."
            )
        return found or date.min

    def flag(self) -> bool:
        """Give true or false."""
        if not isinstance(self.value, bool):
            self.refuse("Write true or false.")
        return self.value is True

    def word(self, words: type[Word]) -> Word:
        """Give one of the words that may stand here."""
        known = {word.value: word for word in words}
        if isinstance(self.value, str) and self.value in known:
            return known[self.value]
        self.refuse("One of these is expected here: %(words)s.", words=", ".join(known))
        return next(iter(words))

    def codes(self) -> frozenset[str]:
        """Give a list of participants by their codes, at least one and none twice."""
        items = self.items()
        if self.value == []:
            self.refuse("The list is empty. Name at least one participant.")
        for item in items:
            if not isinstance(item.value, str) or not self.knows(item.value):
                item.refuse("There is no participant with the code “%(code)s”.", code=item.value)
        named = [item.value for item in items if isinstance(item.value, str)]
        for code, count in Counter(named).items():
            if count > 1:
                self.refuse("%(code)s stands %(count)s times in the list.", code=code, count=count)
        return frozenset(named)


def shortened(value: object) -> object:
    """Give a value as a complaint repeats it: a long one by its beginning."""
    text = str(value)
    return value if len(text) <= LONGEST_REPEATED else f"{text[:LONGEST_REPEATED]}…"


def day(text: str) -> date | None:
    """Give the date written as in 1999-03-01, or None where the text is none of 1800 to 2199."""
    try:
        on = date.fromisoformat(text) if ISO_DATE.fullmatch(text) else None
    except ValueError:
        return None
    return on if on and FIRST_YEAR <= on.year <= LAST_YEAR else None
