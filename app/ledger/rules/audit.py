"""Whether what is stored is what was written: everything is reckoned anew and compared."""

from collections.abc import Iterable, Mapping

from app.kernel.errors import Invalid
from app.ledger.rules import tree
from app.ledger.rules.canonical import commitment, leaf
from app.ledger.values import Audited, Entry, Kept, Opening, Place

Commitments = Mapping[int, frozenset[str | None]]


def recomputed(openings: Iterable[Opening]) -> Commitments:
    """Give the commitments that the records' contents make today, by entry."""
    found: dict[int, frozenset[str | None]] = {}
    for opening in openings:
        found[opening.index] = found.get(opening.index, frozenset()) | {_commitment(opening)}
    return found


def audited(
    before: Audited,
    entries: Iterable[Kept],
    *,
    nodes: Mapping[Place, bytes] | None,
    commitments: Commitments | None,
) -> Audited:
    """Go over the entries that follow on those audited before, and give what is audited now.

    ``nodes`` are the stored subtrees that these entries complete, ``commitments`` what the records
    make today; None where only the entries are at hand, as in an export.

    Raises:
        Invalid: an entry does not fit; the first such is named, and why.

    """
    now = before
    for kept in entries:
        _check_entry(kept, expected=now.size)
        fresh = dict(tree.grown(now.edge, size=now.size, leaf_hashes=[kept.leaf_hash]))
        if nodes is not None:
            _check_nodes(now.size, fresh, nodes)
        if commitments is not None:
            _check_commitment(kept, commitments)
        known = {**now.edge, **fresh, Place(0, now.size): kept.leaf_hash}
        edge = {place: known[place] for place in tree.covering(0, now.size + 1)}
        now = Audited(now.size + 1, edge)
    return now


def check_end(found: Audited, *, taken: int) -> None:
    """Check that as many entries are here as were ever written.

    Raises:
        Invalid: some are missing at the end.

    """
    if taken != found.size:
        raise Invalid.because(
            "Entry %(index)s does not fit: %(taken)s entries were written, and %(found)s are here.",
            index=found.size,
            taken=taken,
            found=found.size,
        )


def check_rest(found: Audited, *, nodes: int, commitments: Commitments) -> None:
    """Check that nothing is stored that belongs to none of the entries.

    ``nodes`` is how many subtrees are stored.

    Raises:
        Invalid: a record refers to an entry that is not there, or there are too many subtrees.

    """
    if beyond := [index for index in commitments if not 0 <= index < found.size]:
        raise Invalid.because(
            "Entry %(index)s does not fit: a record refers to it, and it is not here.",
            index=min(beyond),
        )
    if nodes != found.size - found.size.bit_count():
        raise Invalid.because("The stored tree has subtrees that no entries make.")


def check_root(found: Audited, written: bytes) -> None:
    """Check the root over the entries against one written elsewhere.

    Raises:
        Invalid: they differ.

    """
    if root(found) != written:
        raise Invalid.because("The root that is written over the entries is not theirs.")


def root(found: Audited) -> bytes:
    """Give the root over the entries audited."""
    return tree.root(list(found.edge.values()))


def _check_entry(kept: Kept, *, expected: int) -> None:
    if kept.entry.index != expected:
        raise Invalid.because(
            "Entry %(index)s does not fit: entry %(found)s stands in its place.",
            index=expected,
            found=kept.entry.index,
        )
    if _leaf_hash(kept.entry) != kept.leaf_hash:
        raise Invalid.because(
            "Entry %(index)s does not fit: its leaf hash is not that of what it says.",
            index=expected,
        )


def _check_nodes(index: int, fresh: Mapping[Place, bytes], nodes: Mapping[Place, bytes]) -> None:
    for place, hash_ in fresh.items():
        if nodes.get(place) != hash_:
            raise Invalid.because(
                "Entry %(index)s does not fit: the stored subtree of level %(level)s that ends "
                "with it is not the one that the entries make.",
                index=index,
                level=place.level,
            )


def _check_commitment(kept: Kept, commitments: Commitments) -> None:
    made = commitments.get(kept.entry.index)
    if made is None:
        raise Invalid.because(
            "Entry %(index)s does not fit: there is no record of what it commits to.",
            index=kept.entry.index,
        )
    if made != {kept.entry.commitment}:
        raise Invalid.because(
            "Entry %(index)s does not fit: its record no longer holds what it commits to.",
            index=kept.entry.index,
        )


def _leaf_hash(entry: Entry) -> bytes | None:
    """Give the leaf hash, or None for an entry that can have been none."""
    try:
        return tree.leaf_hash(leaf(entry))
    except (TypeError, ValueError):
        return None


def _commitment(opening: Opening) -> str | None:
    """Give the commitment, or None for a record that can have made none."""
    try:
        return commitment(opening.salt, opening.content)
    except (TypeError, ValueError):
        return None
