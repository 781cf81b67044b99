"""A posted form that is being read, field by field; what is wrong is gathered and told at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from app.kernel import days
from app.kernel.errors import Complaint, Invalid
from app.kernel.writing import is_line, is_prose, tidy
from app.participants.values import Roll

Word = TypeVar("Word")

LONGEST_LINE = 200
FIRST_YEAR, LAST_YEAR = 1900, 2199
HOUR = re.compile(r"[T ]([01]\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)
NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form that is being read; a field that is wrong gives a stand-in and a complaint.

    ``close`` comes last: it refuses, if anything was wrong.
    """

    posted: Mapping[str, str]
    complaints: list[Complaint] = field(default_factory=list)

    def line(self, name: str, *, missing: str = "", most: int = LONGEST_LINE) -> str:
        """Give a text of one line; without one, ``missing`` is what is complained."""
        text = self._text(name, missing=missing, most=most)
        if not is_line(text):
            self._wrong("Write this on one line, without characters that cannot be seen.", name)
        return text

    def prose(self, name: str, *, missing: str = "", most: int) -> str:
        """Give a text of any number of lines."""
        text = self._text(name, missing=missing, most=most)
        if not is_prose(text):
            self._wrong("This holds characters that cannot be seen. Leave them out.", name)
        return text

    def day(self, name: str, *, missing: str) -> date:
        """Give a day that must be there."""
        found = self.day_if_any(name)
        if found is None and not self.posted.get(name, "").strip():
            self._wrong(missing, name)
        return found or date.min

    def day_if_any(self, name: str) -> date | None:
        """Give a day, or None where nothing was typed."""
        text = self.posted.get(name, "").strip()
        found = days.read(text)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            found = None
        if text and found is None:
            self._wrong("Give the day as 2027-03-14.", name)
        return found

    def instant(self, name: str, *, missing: str, seat: ZoneInfo) -> datetime:
        """Give an instant that must be there, in the seat's time: of two, the first."""
        text = self.posted.get(name, "").strip()
        on, hour = days.read(text[:10]), HOUR.fullmatch(text[10:])
        if on is None or hour is None or not FIRST_YEAR <= on.year <= LAST_YEAR:
            self._wrong("Write day and time as 2027-03-14T09:30." if text else missing, name)
            return datetime.min.replace(tzinfo=UTC)
        written = datetime(on.year, on.month, on.day, int(hour[1]), int(hour[2]), tzinfo=seat)
        at = written.astimezone(UTC)
        if at.astimezone(seat).replace(tzinfo=None) != written.replace(tzinfo=None):
            self._wrong("The clocks go forward over this time: it is none. Give another.", name)
        return at

    def number_if_any(self, name: str, *, most: int) -> int | None:
        """Give a whole number from 1 on, or None where nothing was typed."""
        text = self.posted.get(name, "").strip()
        if not text:
            return None
        if not NUMBER.fullmatch(text) or int(text) > most:
            self._wrong("Give a whole number from 1 to %(most)s.", name, most=most)
            return None
        return int(text)

    def word(self, name: str, words: Mapping[str, Word], *, missing: str) -> Word:
        """Give one of the words that may stand here."""
        found = words.get(self.posted.get(name, ""))
        if found is None:
            self._wrong(missing, name)
        return next(iter(words.values())) if found is None else found

    def participant(self, name: str, *, roll: Roll, missing: str = "") -> str | None:
        """Give the code of the participant that is named, or None where nobody is.

        Where somebody must be, ``missing`` is what is complained.
        """
        text = self._text(name, missing=missing, most=LONGEST_LINE)
        found = roll.named(text) if text else None
        if text and found is None:
            self._wrong("There is no participant of this name. Choose one of those offered.", name)
        return found.code if found else None

    def participants(self, name: str, *, roll: Roll) -> tuple[str, ...]:
        """Give the codes of the participants that are named, one a line, each once."""
        found: dict[str, None] = {}
        for text in filter(None, map(tidy, self.posted.get(name, "").splitlines())):
            each = roll.named(text)
            if each is None:
                self._wrong("There is no participant “%(text)s”.", name, text=text[:LONGEST_LINE])
            else:
                found[each.code] = None
        return tuple(found)

    def close(self) -> None:
        """Refuse the form, if anything in it was wrong.

        Raises:
            Invalid: with every complaint.

        """
        Invalid.unless_none(self.complaints)

    def _text(self, name: str, *, missing: str, most: int) -> str:
        text = tidy(self.posted.get(name, ""))
        if not text and missing:
            self._wrong(missing, name)
        if len(text) > most:
            self._wrong("At most %(most)s characters are accepted here.", name, most=most)
        return text

    def _wrong(self, message: str, name: str, **parameters: object) -> None:
        self.complaints.append(Complaint(message, parameters, field=name))
