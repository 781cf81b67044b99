"""Reading the ledger: its entries, its tree and its proofs."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app.ledger.models import LedgerEntry, LedgerNode
from app.ledger.rules import tree
from app.ledger.values import Place


def hashes(session: Session, places: Iterable[Place]) -> dict[Place, bytes]:
    """Give the stored hashes of leaves and complete subtrees, by place."""
    wanted = set(places)
    leaves = [place.position for place in wanted if place.level == 0]
    nodes = [(place.level, place.position) for place in wanted if place.level]
    found: dict[Place, bytes] = {}
    if leaves:
        entries = select(LedgerEntry.index, LedgerEntry.leaf_hash)
        for index, leaf_hash in session.execute(entries.where(LedgerEntry.index.in_(leaves))):
            found[Place(0, index)] = leaf_hash
    if nodes:
        within = tuple_(LedgerNode.level, LedgerNode.position).in_(nodes)
        for node in session.scalars(select(LedgerNode).where(within)):
            found[Place(node.level, node.position)] = node.hash
    return found


def size(session: Session) -> int:
    """Give the number of entries."""
    last = session.scalar(select(func.max(LedgerEntry.index)))
    return 0 if last is None else last + 1


def root(session: Session, at_size: int) -> bytes:
    """Give the root over the first entries."""
    return _roots(session, [(0, at_size)])[0]


def _roots(session: Session, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
    """Give the root over each range of entries, with one look at the database."""
    covers = [tree.covering(*each) for each in ranges]
    kept = hashes(session, (place for cover in covers for place in cover))
    return [tree.root([kept[place] for place in cover]) for cover in covers]
