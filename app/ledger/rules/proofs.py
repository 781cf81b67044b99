"""Whether a proof proves what it is said to: what anyone can check without the database."""

from collections.abc import Sequence

from app.ledger.rules.tree import HASH_BYTES, node_hash, split

LARGEST = 2**63
"""No ledger grows so large: a proof for one is none, however long it is."""


class _Unproved(Exception):
    """The proof has too few hashes, or too many."""


def proves_inclusion(
    proof: Sequence[bytes], *, index: int, size: int, leaf_hash: bytes, root: bytes
) -> bool:
    """Say whether a leaf stands at an index of the tree with this size and root.

    RFC 6962, section 2.1.1, read backwards: the last hash of a proof is the sibling at the top.
    """
    if not (0 <= index < size < LARGEST and _are_hashes(leaf_hash, *proof)):
        return False
    try:
        return _with_leaf(leaf_hash, index=index, size=size, proof=proof) == root
    except _Unproved:
        return False


def proves_consistency(
    proof: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> bool:
    """Say whether the tree with the new size and root only added to the old one.

    RFC 6962, section 2.1.2, read backwards. Every tree adds to the empty one, of which nothing
    can be proved.
    """
    if not (0 < old_size <= new_size < LARGEST and _are_hashes(*proof)):
        return False
    try:
        found = _both(old_root, old_size=old_size, new_size=new_size, proof=proof, whole=True)
    except _Unproved:
        return False
    return found == (old_root, new_root)


def _with_leaf(leaf_hash: bytes, *, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Give the root that a proof leads to.

    Raises:
        _Unproved: the proof is not as long as the path.

    """
    if size == 1:
        return _nothing_left(leaf_hash, proof)
    sibling, rest = _top(proof)
    middle = split(size)
    if index < middle:
        return node_hash(_with_leaf(leaf_hash, index=index, size=middle, proof=rest), sibling)
    right = _with_leaf(leaf_hash, index=index - middle, size=size - middle, proof=rest)
    return node_hash(sibling, right)


def _both(
    old_root: bytes, *, old_size: int, new_size: int, proof: Sequence[bytes], whole: bool
) -> tuple[bytes, bytes]:
    """Give the old and the new root that a proof leads to.

    ``whole`` says that the old tree begins where this range does, so that its root is known.

    Raises:
        _Unproved: the proof is not as long as the path.

    """
    if old_size == new_size:
        same = _nothing_left(old_root, proof) if whole else _only(proof)
        return same, same
    sibling, rest = _top(proof)
    middle = split(new_size)
    if old_size <= middle:
        old, new = _both(old_root, old_size=old_size, new_size=middle, proof=rest, whole=whole)
        return old, node_hash(new, sibling)
    old, new = _both(
        old_root, old_size=old_size - middle, new_size=new_size - middle, proof=rest, whole=False
    )
    return node_hash(sibling, old), node_hash(sibling, new)


def _are_hashes(*hashes: bytes) -> bool:
    return all(len(hash_) == HASH_BYTES for hash_ in hashes)


def _top(proof: Sequence[bytes]) -> tuple[bytes, Sequence[bytes]]:
    if not proof:
        raise _Unproved
    return proof[-1], proof[:-1]


def _only(proof: Sequence[bytes]) -> bytes:
    only, rest = _top(proof)
    return _nothing_left(only, rest)


def _nothing_left(found: bytes, proof: Sequence[bytes]) -> bytes:
    if proof:
        raise _Unproved
    return found
