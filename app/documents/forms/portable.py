"""Scans as PDF: whole from its first byte to its last, readable by all, and doing nothing.

What a reader could be led past is looked for in every byte of the file and in every object stream,
so that no comment or string, fitted to look like something else, hides it. The names looked for
are long: chance does not spell them in twenty megabytes of picture.
"""

import re
import zlib

from app.kernel.child import Refused

MOST_UNPACKED = 100_000_000
BEFORE = 4_096
"""How far before its stream an object's dictionary may begin."""

START = re.compile(rb"%PDF-[12]\.\d[\r\n \t]")
END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PLAIN_FILTER = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
ANY_FILTER = b"/Filter"
OBJECT_STREAM = b"/ObjStm"

LOCKED = b"/Encrypt"
ACTIVE = (
    b"/JavaScript",
    b"/Launch",
    b"/EmbeddedFile",
    b"/RichMedia",
    b"/Rendition",
    b"/SubmitForm",
    b"/ImportData",
    b"/GoToR",
    b"/GoToE",
)
"""Names by which a PDF acts by itself, or carries another file (ISO 32000-2, 12.6.4 and 7.11.4)."""


def look_at_pdf(content: bytes) -> None:
    """Look at every part of a PDF in which something could stand.

    Raises:
        Refused: it is damaged, locked, active, or something follows it.

    """
    _whole(content)
    readable = [content, *_object_streams(content)]
    for part in readable:
        plain = _unescaped(part)
        if LOCKED in plain:
            raise Refused("The PDF is locked with a password. Save it without one.")
        if any(name in plain for name in ACTIVE):
            raise Refused(
                "The PDF holds a program, an action or another file. Print it to a new PDF, and "
                "hand that in."
            )
    if not any(b"/Root" in part for part in readable) or not any(b"/Page" in p for p in readable):
        raise _damaged()


def _whole(content: bytes) -> None:
    """Refuse what does not begin and end as a PDF does, with its table where it says."""
    ended = END.search(content[-1_100:])
    if not START.match(content) or ended is None:
        raise _damaged()
    if not TABLE.match(content, int(ended.group(1))):
        raise _damaged()


def _object_streams(content: bytes) -> list[bytes]:
    """Unpack every stream that holds objects; one that cannot be read is refused."""
    unpacked, left = [], MOST_UNPACKED
    for found in STREAM.finditer(content):
        before = content[max(0, found.start() - BEFORE) : found.start()]
        dictionary = _unescaped(before[max(0, before.rfind(b" obj")) :])
        if OBJECT_STREAM not in dictionary or ANY_FILTER not in dictionary:
            continue
        if not PLAIN_FILTER.search(dictionary) or b"/DecodeParms" in dictionary:
            raise _damaged()
        ends = content.find(b"endstream", found.end())
        unpacked.append(_inflated(content[found.end() : ends], most=max(left, 1)))
        left -= len(unpacked[-1])
    return unpacked


def _inflated(content: bytes, *, most: int) -> bytes:
    stream = zlib.decompressobj()
    try:
        out = stream.decompress(content, most)
    except zlib.error as error:
        raise _damaged() from error
    if not stream.eof:
        raise Refused("The PDF unpacks to more than may be looked at. Scan it anew.")
    return out


def _unescaped(content: bytes) -> bytes:
    """Give names as they are meant: ``/Java#53cript`` is ``/JavaScript``."""
    return ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), content)


def _damaged() -> Refused:
    return Refused("The PDF is damaged, or is not one. Scan the paper anew.")
