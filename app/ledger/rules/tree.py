"""The Merkle tree of RFC 6962, section 2.1: hashes, growth, and what a proof is made of.

Subtrees that are complete never change again, so they are stored; every root and every proof is
made of a number of them that grows with the logarithm of the tree's size.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from app.ledger.values import Place

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root over no entries."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above them."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """Give the largest power of two that is smaller than a size of at least two."""
    return 1 << (size - 1).bit_length() - 1


def covering(begin: int, end: int) -> list[Place]:
    """List the complete subtrees, largest first, that cover the leaves from ``begin`` to ``end``.

    The range must begin where a subtree of at least its own length does, as every range of a
    proof, and every whole tree, does.
    """
    places = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        places.append(Place(level, begin >> level))
        begin += 1 << level
    return places


def root(subtrees: Sequence[bytes]) -> bytes:
    """Fold the hashes of covering subtrees, largest first, into the root over them."""
    if not subtrees:
        return EMPTY_ROOT
    return reduce(lambda right, left: node_hash(left, right), reversed(subtrees))


def grown(
    kept: Mapping[Place, bytes], *, size: int, leaf_hashes: Sequence[bytes]
) -> Iterator[tuple[Place, bytes]]:
    """Give each subtree, above the leaves, that new leaves complete, in the order of completion.

    ``kept`` holds the subtrees that cover the tree before it grew, whose size was ``size``.
    """
    edge = [kept[place] for place in covering(0, size)]
    for index, fresh in enumerate(leaf_hashes, start=size):
        level, position = 0, index
        while position % 2:
            fresh = node_hash(edge.pop(), fresh)  # noqa: PLW2901 (it climbs)
            level, position = level + 1, position // 2
            yield Place(level, position), fresh
        edge.append(fresh)


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """List the ranges of leaves whose roots prove that a leaf is in a tree (section 2.1.1).

    They come from the leaf upwards, as a proof does.
    """
    ranges: list[tuple[int, int]] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + split(end - begin)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((begin, middle))
            begin = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """List the ranges of leaves whose roots prove that a tree only grew (section 2.1.2).

    ``old`` is at least 1 and at most ``new``.
    """
    ranges: list[tuple[int, int]] = []
    begin, end = 0, new
    while end != old:
        middle = begin + split(end - begin)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((begin, middle))
            begin = middle
    if begin:
        ranges.append((begin, end))
    return ranges[::-1]
