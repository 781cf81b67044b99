"""Two versions of a text side by side: by paragraph, and within a paragraph by word.

What is compared was written by others, and may be made to keep a comparison busy for hours. So an
effort is measured before it is made, and all of a page's together stay within ``MOST_EFFORT``: what
would go beyond it is shown as replaced as a whole, which is true, if less helpful.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

from app.bodies.rules.papers import paragraphs

MOST_EFFORT = 20_000_000
"""Steps of ``difflib`` at worst: a second or two. Three hundred ordinary paragraphs, each changed,
take as much."""

ALIKE = 0.5
"""From which share of common words on two paragraphs count as one that was changed."""

A_PAIR = 40
"""What it costs to look at two paragraphs at all, beside each of their words."""

IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""What stands for a word by itself, because its script has no spaces."""

WORDS = re.compile(rf"[{IDEOGRAPH}]\s*|[^\W{IDEOGRAPH}]+\s*|[^\w\s]\s*")


class Mark(StrEnum):
    """What became of a piece of a text."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph, and what became of it."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as it was beside what it is now, each with its number from 1, if it is there."""

    old: int | None
    new: int | None
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is another than it was."""
        return any(each.mark is not Mark.KEPT for each in (*self.before, *self.after))


def compared(old: str, new: str, *, effort: int = MOST_EFFORT) -> list[Row]:
    """Give two texts side by side, in the order of the later one."""
    return _Comparison(paragraphs(old), paragraphs(new), effort).rows()


class _Comparison:
    """Two texts that are being compared, and what effort is left for it."""

    def __init__(self, old: Sequence[str], new: Sequence[str], effort: int) -> None:
        self.old, self.new, self.effort = old, new, effort

    def rows(self) -> list[Row]:
        """Give the paragraphs side by side."""
        found: list[Row] = []
        for tag, a, b, c, d in self._steps(self.old, self.new):
            if tag == "equal":
                found += (self._kept(one, other) for one, other in zip(range(a, b), range(c, d)))  # noqa: B905 (both are as long)
            else:
                found += self._replaced(range(a, b), range(c, d))
        return found

    def _replaced(self, old: range, new: range) -> Iterator[Row]:
        """Give paragraphs in whose place others stand: each beside the one it resembles."""
        a, b = old.start, new.start
        for one, other in (*self._alike(old, new), (old.stop, new.stop)):
            yield from (self._gone(each) for each in range(a, one))
            yield from (self._come(each) for each in range(b, other))
            if one < old.stop:
                yield self._changed(one, other)
            a, b = one + 1, other + 1

    def _alike(self, old: range, new: range) -> list[tuple[int, int]]:
        """Give the paragraphs that were changed, beside what they became, in their order."""
        before = [frozenset(_bare(WORDS.findall(self.old[each]))) for each in old]
        after = [frozenset(_bare(WORDS.findall(self.new[each]))) for each in new]
        if self._spend(len(after) * sum(len(each) + A_PAIR for each in before)):
            found = _aligned([[_share(one, other) for other in after] for one in before])
        else:
            found = [
                (place, place)
                for place, (one, other) in enumerate(zip(before, after, strict=False))
                if _share(one, other) >= ALIKE
            ]
        return [(old[one], new[other]) for one, other in found]

    def _changed(self, one: int, other: int) -> Row:
        """Give a paragraph beside what became of it, word by word."""
        old, new = WORDS.findall(self.old[one]), WORDS.findall(self.new[other])
        before: list[Piece] = []
        after: list[Piece] = []
        for tag, a, b, c, d in self._steps(_bare(old), _bare(new)):
            kept = tag == "equal"
            _add(before, Mark.KEPT if kept else Mark.DELETED, "".join(old[a:b]))
            _add(after, Mark.KEPT if kept else Mark.INSERTED, "".join(new[c:d]))
        return Row(one + 1, other + 1, tuple(before), tuple(after))

    def _kept(self, one: int, other: int) -> Row:
        same = (Piece(Mark.KEPT, self.new[other]),)
        return Row(one + 1, other + 1, same, same)

    def _gone(self, one: int) -> Row:
        return Row(one + 1, None, before=(Piece(Mark.DELETED, self.old[one]),))

    def _come(self, other: int) -> Row:
        return Row(None, other + 1, after=(Piece(Mark.INSERTED, self.new[other]),))

    def _steps(
        self, old: Sequence[str], new: Sequence[str]
    ) -> Iterator[tuple[str, int, int, int, int]]:
        """Give what turns one sequence into the other, as ``difflib`` does, within the effort."""
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        a, b = old[head : len(old) - tail], new[head : len(new) - tail]
        if head:
            yield "equal", 0, head, 0, head
        if self._spend(_steps_at_worst(a, b)):
            for tag, *places in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
                w, x, y, z = (head + place for place in places)
                yield tag, w, x, y, z
        else:
            yield "replace", head, head + len(a), head, head + len(b)
        if tail:
            yield "equal", head + len(a), len(old), head + len(b), len(new)

    def _spend(self, steps: int) -> bool:
        """Take an effort out of what is left; say whether there was enough."""
        if steps > self.effort:
            return False
        self.effort -= steps
        return True


def _steps_at_worst(old: Sequence[str], new: Sequence[str]) -> int:
    """Say how many steps a comparison takes at worst.

    ``SequenceMatcher`` looks for the longest common run, then on both sides of it: so at most as
    often as there are things, and each time at every pair of the same.
    """
    there = Counter(new)
    pairs = sum(count * there[each] for each, count in Counter(old).items())
    return (min(len(old), len(new)) + 1) * pairs + len(old) + len(new)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Say how many things two sequences have in common at their beginning."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(old, new)))  # noqa: B905 (as far as the shorter goes)


def _bare(words: Sequence[str]) -> list[str]:
    return [each.rstrip() for each in words]


def _aligned(shares: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Give the pairs, in order, that have most in common together; none that has too little."""
    width = len(shares[0]) if shares else 0
    best = [[0.0] * (width + 1)]
    for row in shares:
        line, above = [0.0], best[-1]
        for place, share in enumerate(row):
            paired = above[place] + share if share >= ALIKE else 0.0
            line.append(max(line[-1], above[place + 1], paired))
        best.append(line)
    found: list[tuple[int, int]] = []
    one, other = len(shares), width
    while one and other:
        if best[one][other] == best[one - 1][other]:
            one -= 1
        elif best[one][other] == best[one][other - 1]:
            other -= 1
        else:
            one, other = one - 1, other - 1
            found.append((one, other))
    return found[::-1]


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Say which share of their words two texts have in common, from 0 to 1."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def _add(pieces: list[Piece], mark: Mark, text: str) -> None:
    """Add to a paragraph, to the piece before where the same became of that."""
    if pieces and pieces[-1].mark is mark:
        pieces[-1] = Piece(mark, pieces[-1].text + text)
    elif text:
        pieces.append(Piece(mark, text))
