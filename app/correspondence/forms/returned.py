"""Reading what a mail server reports of a letter that it could not deliver.

Such a report may come from anybody and hold anything. Only its own words are read: those of RFC
3464, or in a mail server's plain letter the Message-ID of what it sends back.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from uuid import UUID

import structlog

from app.correspondence.rules import is_address
from app.correspondence.values import LONGEST_WORDS, Returned
from app.kernel.writing import tidy

log = structlog.get_logger(__name__)

MOST_BYTES = 256 * 1024
"""How much of a report is read: what it says comes before what it sends back."""

MOST_PARTS = 30
"""A report with more is none: it would only nest."""

MOST_NAMED = 5
"""How many letters a report may name before the rest are passed over."""

FIRST_WORDS = 2000
"""Within how many bytes a plain report says what was wrong."""

SERVERS = frozenset({"mailer-daemon", "postmaster"})
"""Whose plain letters count."""

OURS = re.compile(rb"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
"""How the Message-ID of every letter of ours begins."""

STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])", re.ASCII)
REPLY = re.compile(r"(?<![\d.-])([45])\d\d(?![\d.])", re.ASCII)
"""An enhanced status code (RFC 3463), and the older reply code (RFC 5321, 4.2)."""

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
"""What the standard library's parser raises on headers that nobody would write in good faith."""


def returned(content: bytes) -> Returned | None:
    """Give what a message reports of a letter of ours, or None where it reports no such failure.

    A report of a delay, or of a delivery, is none.
    """
    if content.lower().count(b"content-type") > MOST_PARTS:
        return None
    try:
        message = message_from_bytes(content)
        found = next(_failures(message, _body(content)), None)
    except UNREADABLE:
        log.warning("mail unreadable", exc_info=True)
        return None
    if found is None:
        return None
    address, status, words = found
    named = dict.fromkeys(OURS.findall(_body(content)))
    letters = tuple(UUID(key.decode()) for key in list(named)[:MOST_NAMED])
    return Returned(letters, address, status, words) if letters or address else None


def _failures(message: Message, body: bytes) -> Iterator[tuple[str, str, str]]:
    """Give each failure that a message reports: the address, the status, the server's words."""
    if message.get_content_type() == "multipart/report":
        for part in message.walk():
            if part.get_content_type() == "message/delivery-status" and part.is_multipart():
                for block in part.get_payload():
                    if isinstance(block, Message) and _word(block, "Action").lower() == "failed":
                        yield _recipient(block), *_said(block)
    elif _from_a_server(message):
        words = body[:FIRST_WORDS].decode(errors="replace")
        if _status(words).startswith("5"):  # else it may only warn that a letter is late
            yield "", _status(words), _words(words)


def _from_a_server(message: Message) -> bool:
    local = parseaddr(_word(message, "From"))[1].partition("@")[0]
    return local.lower() in SERVERS


def _recipient(block: Message) -> str:
    """Give the address that we wrote to; the final one is another where mail is forwarded."""
    for name in ("Original-Recipient", "Final-Recipient"):
        kind, _, address = _word(block, name).partition(";")
        if kind.strip().lower() == "rfc822" and is_address(address.strip()):
            return address.strip()
    return ""


def _said(block: Message) -> tuple[str, str]:
    kind, _, said = _word(block, "Diagnostic-Code").partition(";")
    diagnosis = said or kind
    return _status(_word(block, "Status")) or _status(diagnosis), _words(diagnosis)


def _status(text: str) -> str:
    """Give the status that a text names; of the older codes their first digit tells as much."""
    if found := STATUS.search(text):
        return found[1]
    older = REPLY.search(text)
    return f"{older[1]}.0.0" if older else ""


def _words(text: str) -> str:
    """Give a server's words as one line of characters that can be seen."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text[:FIRST_WORDS])
    return tidy(" ".join(seen.split()))[:LONGEST_WORDS]


def _word(message: Message, name: str) -> str:
    return str(message.get(name, "")).strip()


def _body(content: bytes) -> bytes:
    """Give what follows the headers: a person's answer names our letter in its own headers."""
    return content.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
