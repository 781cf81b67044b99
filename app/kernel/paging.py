"""Long lists, given a page at a time: each page names the cursor of the one that follows it."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import BeforeValidator, Field

from app.kernel.api import Asked
from app.kernel.errors import Invalid

MOST_ITEMS = 1_000
USUAL_ITEMS = 100
WHOLE = re.compile(r"[1-9]\d{0,5}", re.ASCII)

Item = TypeVar("Item")


def whole_number(value: object) -> object:
    """Give the number that a parameter, which is always a text, writes out."""
    return int(value) if isinstance(value, str) and WHOLE.fullmatch(value) else value


class Paged(Asked):
    """Which part of a list is wanted."""

    limit: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=MOST_ITEMS)] = Field(
        default=USUAL_ITEMS, description="How many items a page has at most."
    )
    cursor: str | None = Field(
        default=None, description="The `next` of the page before; without it, the first page."
    )


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a list, and the cursor of the part that follows it."""

    items: Sequence[Item]
    next: str | None


def page(items: Sequence[Item], *, key: Callable[[Item], str], asked: Paged) -> Page[Item]:
    """Give the wanted page of a list in its order; keys are unique, a cursor is the last one's.

    Raises:
        Invalid: the cursor is none that this list gave.

    """
    start = 0
    if asked.cursor is not None:
        after = _opened(asked.cursor)
        places = [place for place, item in enumerate(items) if key(item) == after]
        if not places:
            raise no_cursor()
        start = places[0] + 1
    part = items[start : start + asked.limit]
    more = start + len(part) < len(items)
    return Page(part, _closed(key(part[-1])) if more else None)


def _closed(key: str) -> str:
    return urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _opened(cursor: str) -> str:
    try:
        return urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode()
    except (NotBase64, UnicodeError) as error:
        raise no_cursor() from error


def no_cursor() -> Invalid:
    """Give the refusal of a cursor that a list never gave."""
    return Invalid.because(
        "This cursor belongs to no page of this list. Take the “next” of an answer unchanged, "
        "or leave it out for the first page.",
        field="cursor",
    )
