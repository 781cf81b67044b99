"""Reading the ledger: its entries, its tree and its proofs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.kernel import numbering
from app.kernel.errors import Invalid, NotFound
from app.ledger.models import SERIES, LedgerCursor, LedgerEntry, LedgerNode
from app.ledger.rules import audit, tree
from app.ledger.values import Audited, Checkpoint, Kept, Opening, Place

BATCH = 1_000
"""How many entries an audit and an export hold at a time."""


def entry(session: Session, index: int) -> Kept:
    """Give one entry.

    Raises:
        NotFound: there is none with this index.

    """
    if not 0 <= index < size(session):
        raise NotFound.because("The ledger has no entry %(index)s.", index=index)
    return session.get_one(LedgerEntry, index).as_kept()


def page(session: Session, *, start: int, limit: int) -> list[Kept]:
    """List entries in their order from an index on."""
    rows = session.scalars(
        select(LedgerEntry)
        .where(LedgerEntry.index >= start)
        .order_by(LedgerEntry.index)
        .limit(limit)
    )
    return [row.as_kept() for row in rows]


def newest(session: Session, limit: int) -> list[Kept]:
    """List the last entries, the newest first."""
    rows = session.scalars(select(LedgerEntry).order_by(LedgerEntry.index.desc()).limit(limit))
    return [row.as_kept() for row in rows]


def batches(session: Session) -> Iterator[list[Kept]]:
    """Give every entry in order, some at a time."""
    start = 0
    while batch := page(session, start=start, limit=BATCH):
        yield batch
        start = batch[-1].entry.index + 1


def size(session: Session) -> int:
    """Give the number of entries."""
    last = session.scalar(select(func.max(LedgerEntry.index)))
    return 0 if last is None else last + 1


def lags(session: Session, name: str, kinds: Collection[str]) -> bool:
    """Say whether there are entries of these kinds that a named cursor has not dealt with."""
    dealt_with = select(LedgerCursor.position).where(LedgerCursor.name == name).scalar_subquery()
    waiting = select(LedgerEntry.index).where(
        LedgerEntry.kind.in_(kinds), LedgerEntry.index > func.coalesce(dealt_with, -1)
    )
    return session.scalar(waiting.limit(1)) is not None


def root(session: Session, at_size: int) -> bytes:
    """Give the root over the first entries."""
    return _roots(session, [(0, at_size)])[0]


def checkpoint(session: Session, *, origin: str) -> Checkpoint:
    """Give the ledger's state, to be signed under its name."""
    now = size(session)
    return Checkpoint(origin, now, root(session, now))


def checkpoint_at(session: Session, at_size: int, *, origin: str) -> Checkpoint:
    """Give the state that the ledger had at a size, or if it never had it, the state of now."""
    then = min(at_size, size(session))
    return Checkpoint(origin, then, root(session, then))


def inclusion(session: Session, *, index: int, at_size: int) -> list[bytes]:
    """Prove that an entry is among the first ``at_size`` (RFC 6962, section 2.1.1).

    Raises:
        Invalid: the ledger never had that size, or the entry is not among these.

    """
    _check_reached(session, at_size, field="size")
    if not 0 <= index < at_size:
        raise Invalid.because(
            "Write an index from 0 up to, but not including, the size.", field="index"
        )
    return _roots(session, tree.inclusion_ranges(index, at_size))


def consistency(session: Session, *, old: int, new: int) -> list[bytes]:
    """Prove that the ledger only grew between two sizes (RFC 6962, section 2.1.2).

    Raises:
        Invalid: the ledger never had one of the sizes, or the old one is 0 or the larger one.

    """
    _check_reached(session, new, field="to")
    if not 0 < old <= new:
        raise Invalid.because(
            "Write a size of at least 1 and at most the later one: of an empty ledger there is "
            "nothing to prove.",
            field="from",
        )
    return _roots(session, tree.consistency_ranges(old, new))


def audited(session: Session, openings: Iterable[Opening]) -> Audited:
    """Reckon every leaf hash, subtree and commitment anew, and give what was found.

    Each entry must be opened: ``openings`` come from every slice that appends.

    Raises:
        Invalid: an entry does not fit; the first such is named, and why.

    """
    commitments = audit.recomputed(openings)
    found = Audited()
    for batch in batches(session):
        nodes = _completed(session, found.size, found.size + len(batch))
        found = audit.audited(found, batch, nodes=nodes, commitments=commitments)
    audit.check_end(found, taken=numbering.taken(session, SERIES))
    stored = session.scalars(select(func.count()).select_from(LedgerNode)).one()
    audit.check_rest(found, nodes=stored, commitments=commitments)
    return found


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


def _roots(session: Session, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
    """Give the root over each range of entries, with one look at each table."""
    covers = [tree.covering(*each) for each in ranges]
    kept = hashes(session, (place for cover in covers for place in cover))
    return [tree.root([kept[place] for place in cover]) for cover in covers]


def _completed(session: Session, begin: int, end: int) -> Mapping[Place, bytes]:
    """Give the stored subtrees that the entries from ``begin`` up to ``end`` complete."""
    within = [
        and_(
            LedgerNode.level == level,
            LedgerNode.position >= begin >> level,
            LedgerNode.position < end >> level,
        )
        for level in range(1, end.bit_length())
    ]
    rows = session.scalars(select(LedgerNode).where(or_(*within))) if within else ()
    return {Place(row.level, row.position): row.hash for row in rows}


def _check_reached(session: Session, asked: int, *, field: str) -> None:
    now = size(session)
    if asked > now:
        raise Invalid.because(
            "The ledger has %(size)s entries. Ask for a size that it has had.",
            field=field,
            size=now,
        )
