"""A ledger's export as a file: one line an entry, and a last line with the checkpoint over them."""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.kernel import json_in
from app.kernel.errors import Complaint, Invalid
from app.ledger.values import Entry, Kept

LONGEST_LINE = 10_000
HASH = re.compile(r"[A-Za-z0-9+/]{43}=")
KEYS = frozenset(
    {
        "index", "at", "role", "account", "on_behalf_of", "kind", "subject", "commitment",
        "leaf_hash",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """What an export says at its end of everything before."""

    size: int
    root: bytes
    note: str | None
    """The signed checkpoint, where the installation has a key."""


def exported(lines: Iterable[bytes]) -> Iterator[Kept | Ending]:
    """Read an export line by line.

    Raises:
        Invalid: a line is not in its form, the last line is missing, or one follows on it.

    """
    read: Kept | Ending | None = None
    number = 0
    for number, line in enumerate(lines, start=1):
        if isinstance(read, Ending):
            raise _refused("A line follows on the one that ends the export.", number)
        read = _line(line, number)
        yield read
    if not isinstance(read, Ending):
        raise _refused("The export is cut off: its last line is missing.", number + 1)


def _line(line: bytes, number: int) -> Kept | Ending:
    try:
        document = json_in.parsed(line, most=LONGEST_LINE)
    except Invalid as wrong:
        raise Invalid(
            *(Complaint(each.message, each.parameters, line=number) for each in wrong.complaints)
        ) from wrong
    match document:
        case {"size": int(size), "root": str(root), "checkpoint": str() | None as note}:
            return Ending(size, _hash(root, number), note)
        case dict() if document.keys() == KEYS:
            return Kept(_entry(document, number), _hash(document["leaf_hash"], number))
        case _:
            raise _refused("This line is neither an entry nor the end of an export.", number)


def _entry(document: Mapping[str, Any], number: int) -> Entry:
    """Give an entry; whatever is amiss in its values, its leaf hash will not fit."""
    try:
        at = datetime.fromisoformat(document["at"])
    except (TypeError, ValueError) as error:
        raise _refused("This entry's instant is not in its form.", number) from error
    if at.tzinfo is None:
        raise _refused("This entry's instant is not in its form.", number)
    rest = {key: value for key, value in document.items() if key not in {"at", "leaf_hash"}}
    return Entry(at=at, **rest)


def _hash(text: object, number: int) -> bytes:
    if not isinstance(text, str) or not HASH.fullmatch(text):
        raise _refused("A hash is not 32 bytes in Base64.", number)
    return b64decode(text)


def _refused(sentence: str, number: int) -> Invalid:
    return Invalid(Complaint(sentence, line=number))
