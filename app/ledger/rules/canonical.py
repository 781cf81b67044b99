"""The one way to write something down as bytes, and the commitment made from it."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from app.ledger.values import Entry, Kept

WIDEST = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly (RFC 7493, section 2.2)."""


def canonical(content: Any) -> bytes:
    """Write content as RFC 8785 does: no spaces, keys in order, UTF-8.

    Decimals are texts without superfluous zeros, dates and instants ISO 8601 texts (instants in
    UTC, to the microsecond), so that two databases give the same bytes.

    Raises:
        TypeError: the content holds a float or anything else that has no single written form.
        ValueError: it holds a naive instant, a number that is none or too wide, or half a
            surrogate pair.

    """
    return json.dumps(
        plain(content), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()


def commitment(salt: str, content: Mapping[str, Any]) -> str:
    """Commit to content: SHA-256 of the salt's bytes and the canonical form, in hexadecimal."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(content)).hexdigest()


def leaf(entry: Entry) -> bytes:
    """Give the bytes that stand in the tree for an entry."""
    return canonical(written(entry))


def written(entry: Entry) -> dict[str, Any]:
    """Give an entry as JSON has it; its canonical form is the leaf."""
    return {
        "index": entry.index,
        "at": instant(entry.at),
        "role": entry.role,
        "account": entry.account,
        "on_behalf_of": entry.on_behalf_of,
        "kind": entry.kind,
        "subject": entry.subject,
        "commitment": entry.commitment,
    }


def recorded(kept: Kept) -> dict[str, Any]:
    """Give an entry with its leaf hash, as the interface and exports have it."""
    return written(kept.entry) | {"leaf_hash": hash_text(kept.leaf_hash)}


def hash_text(hash_: bytes) -> str:
    """Write a hash of the tree in Base64, as checkpoints do."""
    return b64encode(hash_).decode()


def instant(at: datetime) -> str:
    """Write an instant in UTC, always to the microsecond.

    Raises:
        ValueError: it is naive.

    """
    if at.tzinfo is None:
        raise ValueError("naive datetime: give it a timezone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(value: Any) -> Any:
    """Give content as whoever reads its canonical form finds it: texts, numbers, lists, objects.

    Raises:
        TypeError: the content holds a float or anything else that has no single written form.
        ValueError: it holds a naive instant, or a number that is none or too wide.

    """
    match value:
        case str():  # first: most of what there is, and the quickest to tell
            return str(value)
        case Mapping():
            pairs = ((key, value[key]) for key in _in_order(tuple(value)))
            return {key: held if type(held) is str else plain(held) for key, held in pairs}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case None | bool():
            return value
        case int():
            return _whole(value)
        case _:
            return _text(value)


def _text(value: object) -> str:
    match value:
        case Decimal():
            return _decimal(value)
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case _:
            raise TypeError(
                f"a {type(value).__name__} has no canonical form: give a text or a decimal"
            )


@lru_cache
def _in_order(keys: tuple[object, ...]) -> list[object]:
    """Order the keys of an object; records of one kind have the same ones again and again."""
    return sorted(keys, key=_utf16)


def _utf16(key: object) -> bytes:
    """Order keys by UTF-16 code units (RFC 8785, section 3.2.3)."""
    if not isinstance(key, str):
        raise TypeError("a key is a text")
    return key.encode("utf-16-be")


def _whole(value: int) -> int:
    if abs(value) > WIDEST:
        raise ValueError("too wide for JSON: write the number as a text")
    return int(value)


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError("not a number: there is no decimal form")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
