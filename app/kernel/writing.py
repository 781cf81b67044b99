"""Texts that people type, as they are kept: composed, with nothing in them but what is seen."""

import unicodedata

UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of what cannot be seen and could end a line or be something else there."""

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls of direction, which make a text read otherwise than it is written."""

ENDS_OF_LINES = frozenset("\n\t")
"""What a text of several lines may hold beside what is seen."""


def tidy(text: str) -> str:
    """Give a text composed, without the space around it, and with one kind of line ending."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def is_line(text: str) -> bool:
    """Say whether every character of a text is seen, and none ends its line."""
    return text.isprintable() or not any(map(_is_unseen, text))


def is_prose(text: str) -> bool:
    """Say whether every character of a text is seen, but for its line ends and tabs."""
    return not any(letter not in ENDS_OF_LINES and _is_unseen(letter) for letter in text)


def _is_unseen(letter: str) -> bool:
    return letter in TURNING or unicodedata.category(letter) in UNSEEN
