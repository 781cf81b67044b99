"""A receipt's file, read strictly: what is not in its form is no receipt."""

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.declarations.values.receipts import FORMAT, Receipt, Told
from app.kernel import json_in
from app.kernel.errors import Invalid
from app.ledger.rules.canonical import WIDEST
from app.ledger.values import Entry

MOST_BYTES = 100_000
MOST_CONTENT = 20_000_000
ENTRY = TypeAdapter(Entry)
ENTRY_KEYS = {field.name for field in fields(Entry)}
HASH = re.compile(r"[A-Za-z0-9+/]{43}=", re.ASCII)
SALT = re.compile(r"[0-9a-f]{64}", re.ASCII)
TEXTS = ("format", "salt", "submitted_by", "drafted_by", "root")
KEYS = {*TEXTS, "filed", "entry", "size", "proof", "checkpoint"}


def receipt(content: bytes) -> Receipt:
    """Read a receipt's file.

    Raises:
        Invalid: it is no receipt.

    """
    document = json_in.parsed(content, most=MOST_BYTES)
    match document:
        case {
            "filed": dict(filed),
            "entry": dict(entry),
            "size": int(size),
            "proof": list(proof),
            "checkpoint": str() | None as note,
        } if _is_headed(document) and _is_plain(filed) and size <= WIDEST:
            return Receipt(
                filed=filed,
                salt=document["salt"],
                submitted_by=document["submitted_by"],
                drafted_by=document["drafted_by"],
                entry=_entry(entry),
                size=size,
                root=_hash(document["root"]),
                proof=tuple(map(_hash, proof)),
                note=note,
            )
    raise _refused()


def told(content: bytes) -> Told:
    """Read the content that was filed, as its page hands it out beside the receipt.

    Raises:
        Invalid: it is no such file.

    """
    match json_in.parsed(content, most=MOST_CONTENT):
        case {"salt": str(salt), "content": dict(held), **rest} if (
            not rest and SALT.fullmatch(salt) and _is_plain(held)
        ):
            return Told(salt, held)
    raise Invalid.because("This is not the content of a declaration, as its page hands it out.")


def _is_headed(document: Mapping[str, Any]) -> bool:
    """Say whether a document has a receipt's keys, and a text under each that has one."""
    return (
        document.keys() == KEYS
        and all(isinstance(document[name], str) for name in TEXTS)
        and document["format"] == FORMAT
        and SALT.fullmatch(document["salt"]) is not None
    )


def _is_plain(held: Any) -> bool:
    """Say whether everything in a document has one written form, as it must to be committed to."""
    match held:
        case dict():
            return all(map(_is_plain, held.values()))
        case list():
            return all(map(_is_plain, held))
        case bool() | str() | None:
            return True
        case int():
            return abs(held) <= WIDEST
        case _:
            return False


def _entry(given: Mapping[str, Any]) -> Entry:
    if given.keys() != ENTRY_KEYS:
        raise _refused()
    try:
        at = datetime.fromisoformat(given.get("at", ""))
        entry = ENTRY.validate_python({**given, "at": at})
    except (ValidationError, TypeError, ValueError) as wrong:
        raise _refused() from wrong
    if entry.at.tzinfo is None or max(entry.index, entry.account or 0) > WIDEST:
        raise _refused()
    return entry


def _hash(text: object) -> bytes:
    if not isinstance(text, str) or not HASH.fullmatch(text):
        raise _refused()
    return b64decode(text)


def _refused() -> Invalid:
    return Invalid.because(
        "This is not a receipt. Take the whole file, as the declaration's page hands it out."
    )
