"""Symbols of papers: what may hang on what, and what a text that looks like one stands for."""

import re

from app.bodies.values.papers import LETTERS, PaperKind, PaperSymbol, Suffix, SuffixKind

REV, ADD, CORR = SuffixKind.REVISION, SuffixKind.ADDENDUM, SuffixKind.CORRIGENDUM

ENDINGS = re.compile(r"R?(AR?)?C?", re.ASCII)
"""How the suffixes of a symbol follow one another, by first letters: a paper perhaps revised, an
addendum to it perhaps revised, and a corrigendum to whichever it is, which nothing hangs on."""

WRITTEN = re.compile(
    r"(?P<body>[A-Z][A-Z0-9.]*(?:/[A-Z][A-Z0-9.]*)*)"
    r"/(?P<year>[1-9][0-9]{3})"
    r"/(?:(?P<letters>WP|CRP|INF|L)\.)?(?P<serial>[1-9][0-9]{0,8})"
    r"(?P<suffixes>(?:/(?:Rev|Add|Corr)\.[1-9][0-9]{0,8})*)",
    re.ASCII,
)
BY_LETTERS = {letters: kind for kind, letters in LETTERS.items()}


def hangs_well(suffixes: tuple[SuffixKind, ...]) -> bool:
    """Say whether the suffixes of a symbol may follow one another so."""
    return ENDINGS.fullmatch("".join(each.value[0] for each in suffixes)) is not None


def may_carry(symbol: PaperSymbol, kind: SuffixKind) -> bool:
    """Say whether a paper may have revisions, addenda or corrigenda of its own.

    A revision of a revision hangs on the paper itself: after ``/Rev.1`` comes ``/Rev.2``.
    """
    return hangs_well((*(each.kind for each in symbol.suffixes), kind))


def hung(symbol: PaperSymbol, kind: SuffixKind, number: int) -> PaperSymbol:
    """Give the symbol of what hangs on a paper."""
    suffixes = (*symbol.suffixes, Suffix(kind, number))
    return PaperSymbol(symbol.body, symbol.year, symbol.kind, symbol.serial, suffixes)


def parsed(text: str) -> PaperSymbol | None:
    """Take a symbol apart; None where a text is none."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        return None
    suffixes = tuple(map(_suffix, found["suffixes"].split("/")[1:]))
    if not hangs_well(tuple(each.kind for each in suffixes)):
        return None
    kind = BY_LETTERS[found["letters"] or LETTERS[PaperKind.GENERAL]]
    return PaperSymbol(found["body"], int(found["year"]), kind, int(found["serial"]), suffixes)


def symbol_of(text: str) -> PaperSymbol:
    """Take apart a symbol that the register gave.

    Raises:
        ValueError: it never gave this one.

    """
    found = parsed(text)
    if found is None:
        raise ValueError(f"{text} is no symbol of a paper")
    return found


def _suffix(text: str) -> Suffix:
    kind, _, number = text.partition(".")
    return Suffix(SuffixKind(kind), int(number))
