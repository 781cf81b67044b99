"""Words that are looked for in texts, whatever their case and accents, and where they stand."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_WORDS = 8
"""How many words one search looks for."""

AROUND = 120
"""How many characters an excerpt shows on each side of the first word found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt."""

    text: str
    found: bool
    """Whether it is one of the words that were looked for."""


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """Give a letter without case and accents: nothing of an accent, two letters of some."""
    apart = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def folded(text: str) -> str:
    """Give a text as it is searched: without case and accents, composed and apart alike."""
    return "".join(map(_letter, text))


def wanted(text: str) -> tuple[str, ...]:
    """Give the words that somebody looks for, folded, each once; of very many the first."""
    return tuple(dict.fromkeys(filter(None, map(folded, text.split()))))[:MOST_WORDS]


def excerpt(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Give what stands around the first of the words in a text, with every one of them marked.

    The words are folded; a text that holds none of them gives its beginning.
    """
    letters, places = _mapped(text)
    first = min((at for at in (letters.find(word) for word in words) if at >= 0), default=0)
    here = places[first] if places else 0
    start, end = _whole_words(text, here)
    marked = bytearray(len(text))
    for word in words:
        _mark(marked, letters, word, places)
    pieces = _pieces(text[start:end], marked[start:end])
    before = (Piece("… ", found=False),) if start else ()
    after = (Piece(" …", found=False),) if end < len(text) else ()
    return before + pieces + after


def _whole_words(text: str, here: int) -> tuple[int, int]:
    """Give where an excerpt around a place begins and ends: between words, where there are any."""
    start, end = here - AROUND, here + 2 * AROUND
    if start > 0:
        start = text.find(" ", start, here) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", here + AROUND, end), 0) or end
    return max(0, start), min(len(text), end)


def _mapped(text: str) -> tuple[str, list[int]]:
    """Give a text folded, and of each of its letters the place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = _letter(letter)
        letters.append(plain)
        places.extend([place] * len(plain))
    return "".join(letters), places


def _mark(marked: bytearray, letters: str, word: str, places: Sequence[int]) -> None:
    at = letters.find(word)
    while at >= 0:
        first, last = places[at], places[at + len(word) - 1]
        marked[first : last + 1] = b"\x01" * (last + 1 - first)
        at = letters.find(word, at + len(word))


def _pieces(text: str, marked: bytearray) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for letter, found in zip(text, map(bool, marked), strict=True):
        if pieces and pieces[-1].found == found:
            pieces[-1] = Piece(pieces[-1].text + letter, found)
        else:
            pieces.append(Piece(letter, found))
    return tuple(pieces)
