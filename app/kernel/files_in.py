"""Files that people hand in: their size is looked at before their content, their encoding named."""

import re
from pathlib import Path

from app.kernel.errors import Invalid

MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
"""Byte order marks of encodings other than UTF-8, the longer ones first."""

KINDS = (
    (b"PK\x03\x04", "an Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"%PDF-", "a PDF file"),
    (b"\x1f\x8b", "a compressed file"),
)
"""First bytes of files that are no text at all."""

UTF8_MARK = b"\xef\xbb\xbf"
SAMPLE = 4096
"""How many bytes around the first foreign one are looked at."""


def contents(path: Path, *, most: int) -> bytes:
    """Give a file's bytes, unless it holds more than ``most`` of them.

    Raises:
        Invalid: there is no such file, it cannot be read, or it is too large.

    """
    try:
        size = path.stat().st_size
        if path.is_file() and size <= most:
            return path.read_bytes()
    except OSError as error:
        raise Invalid.because(
            "The file %(file)s cannot be read: %(reason)s.",
            file=str(path),
            reason=(error.strerror or "unknown reason").lower(),
        ) from error
    if not path.is_file():
        raise Invalid.because("%(file)s is not a file. Name a file.", file=str(path))
    raise too_large(size, most=most)


def too_large(size: int, *, most: int) -> Invalid:
    """Give the refusal of something with too many bytes."""
    return Invalid.because(
        "The file has %(size)s; at most %(most)s are accepted. Split it.",
        size=_bytes(size),
        most=_bytes(most),
    )


def text(content: bytes, *, most: int) -> str:
    """Give the text of a file in UTF-8, with or without its byte order mark.

    Raises:
        Invalid: it is too large, empty, or not UTF-8; the sentence names the encoding it seems
            to have.

    """
    if len(content) > most:
        raise too_large(len(content), most=most)
    if not content.strip():
        raise Invalid.because("The file is empty.")
    for start, kind in KINDS:
        if content.startswith(start):
            raise Invalid.because(
                "This is %(kind)s, not a text. Save it as text in UTF-8 and hand that in.",
                kind=kind,
            )
    try:
        decoded = content.removeprefix(UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _foreign(
            content, seeming_encoding(content, first=error.start), error.start
        ) from error
    if "\x00" in decoded:
        raise _null(content)
    return decoded


def _foreign(content: bytes, encoding: str, first: int) -> Invalid:
    return Invalid.because(
        "The file is not in UTF-8; it seems to be in %(encoding)s (line %(at_line)s is the "
        "first that cannot be read). Save it in UTF-8 and hand it in again.",
        encoding=encoding,
        at_line=_line(content, first),
    )


def _null(content: bytes) -> Invalid:
    """Give the refusal of null bytes: ASCII in UTF-16 is full of them, a text has none."""
    first = content.index(b"\x00")
    if _is_wide(content[:SAMPLE]):
        return _foreign(content, "UTF-16", first)
    return Invalid.because(
        "Line %(at_line)s holds a null character, which no text has. Take it out.",
        at_line=_line(content, first),
    )


def _line(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1


def _is_wide(sample: bytes) -> bool:
    return sample.count(0) > len(sample) // 4


def seeming_encoding(content: bytes, *, first: int = 0) -> str:
    """Name the encoding that bytes which are not UTF-8 seem to have; a guess, for a sentence.

    ``first`` is the place of the first byte that is not UTF-8.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    sample = content[max(0, first - SAMPLE) : first + SAMPLE]
    if _is_wide(sample):
        return "UTF-16"
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    if runs and sum(runs) / len(runs) < 3:  # noqa: PLR2004 (accents stand alone or in pairs)
        return "Windows-1252" if re.search(rb"[\x80-\x9f]", sample) else "ISO 8859-1 (Latin-1)"
    letters = len(re.findall(rb"[\xc0-\xff]", sample))
    if letters >= 0.9 * sum(runs):
        return "Windows-1251 (Cyrillic)"
    return "an Asian or another national encoding"


def _bytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count:,} bytes"  # noqa: PLR2004
