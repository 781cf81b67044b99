"""What is asked of a list by the words of its address; what cannot be read counts as not asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from app.kernel.writing import tidy

Wanted = TypeVar("Wanted")
Readers = Mapping[str, tuple[str, Callable[[str], Any]]]
"""What each word of an address is called in the selection, and what reads it or raises
ValueError."""

LONGEST = 100
"""How many characters are looked for."""

HIGHEST = 1_000_000
"""The highest page, or year, that is looked for."""


@dataclass(frozen=True, slots=True)
class Question(Generic[Wanted]):
    """What is asked, as far as it could be read."""

    selection: Wanted
    given: Mapping[str, str]
    """The words of the address that could be read, for the form and for links."""

    def query(self, **changed: str | int | None) -> str:
        """Write the query string that asks the same with other words changed or left out."""
        words = {name: word for name, word in ({**self.given, **changed}).items() if word}
        return f"?{urlencode(words)}" if words else ""


def asked_for(asked: Mapping[str, str], readers: Readers) -> tuple[dict[str, Any], dict[str, str]]:
    """Give what the words of an address say, by its name in the selection, and the words read."""
    read, given = {}, {}
    for name, (called, reader) in readers.items():
        text = tidy(asked.get(name, ""))[:LONGEST]
        if not text:
            continue
        try:
            read[called] = reader(text)
        except ValueError:
            continue
        given[name] = text
    return read, given


def whole(text: str) -> int:
    """Read the number of a page or a year.

    Raises:
        ValueError: it is none.

    """
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= HIGHEST:
        raise ValueError("no such page or year")
    return int(text)


def seen(text: str) -> str:
    """Read a text that a database takes.

    Raises:
        ValueError: it holds a null character, which PostgreSQL refuses.

    """
    if "\0" in text:
        raise ValueError("no such text")
    return text
