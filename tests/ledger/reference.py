"""The tree as RFC 6962, section 2.1, defines it: recursively, over the whole list, from nothing."""

from collections.abc import Sequence
from hashlib import sha256


def leaf(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def half(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """MTH(D[n])."""
    match len(leaf_hashes):
        case 0:
            return sha256(b"").digest()
        case 1:
            return leaf_hashes[0]
        case size:
            k = half(size)
            return sha256(b"\x01" + root(leaf_hashes[:k]) + root(leaf_hashes[k:])).digest()


def path(index: int, leaf_hashes: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(leaf_hashes) == 1:
        return []
    k = half(len(leaf_hashes))
    if index < k:
        return [*path(index, leaf_hashes[:k]), root(leaf_hashes[k:])]
    return [*path(index - k, leaf_hashes[k:]), root(leaf_hashes[:k])]


def proof(old: int, leaf_hashes: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    """PROOF(m, D[n]), which is SUBPROOF(m, D[n], true)."""
    if old == len(leaf_hashes):
        return [] if whole else [root(leaf_hashes)]
    k = half(len(leaf_hashes))
    if old <= k:
        return [*proof(old, leaf_hashes[:k], whole=whole), root(leaf_hashes[k:])]
    return [*proof(old - k, leaf_hashes[k:], whole=False), root(leaf_hashes[:k])]
