"""What a reader asks of the list of things, by the words of the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from app.kernel.writing import tidy
from app.registry.values import Kind, Order, Selection

LONGEST = 100
"""How many characters are looked for."""

HIGHEST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as far as it could be read; what could not be counts as not asked."""

    selection: Selection
    given: Mapping[str, str]
    """The words of the address that could be read, for the form and for links."""

    def query(self, **changed: str | int | None) -> str:
        """Write the query string that asks the same with other words changed or left out."""
        words = {name: word for name, word in ({**self.given, **changed}).items() if word}
        return f"?{urlencode(words)}" if words else ""


def question(asked: Mapping[str, str]) -> Question:
    """Read ``q``, ``kind``, ``state``, ``struck``, ``sort`` and ``page``."""
    read: dict[str, Any] = {}
    given = {}
    for name, (called, reader) in READERS.items():
        text = tidy(asked.get(name, ""))[:LONGEST]
        if not text:
            continue
        try:
            read[called] = reader(text)
        except ValueError:
            continue
        given[name] = text
    order, descending = read.pop("sort", (Order.ID, False))
    return Question(Selection(**read, order=order, descending=descending), given)


def _sort(text: str) -> tuple[Order, bool]:
    return Order(text.removeprefix("-")), text.startswith("-")


def _yes(text: str) -> bool:
    if text != "yes":
        raise ValueError("only yes is asked")
    return True


def _page(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= HIGHEST_PAGE:
        raise ValueError("no such page")
    return int(text)


def _seen(text: str) -> str:
    """Give a text that the database takes."""
    if "\0" in text:
        raise ValueError("no such text")
    return text


READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "q": ("text", _seen),
    "kind": ("kind", Kind),
    "state": ("participant", _seen),
    "struck": ("struck", _yes),
    "sort": ("sort", _sort),
    "page": ("page", _page),
}
"""What each word of an address is called in the selection, and what reads it."""
