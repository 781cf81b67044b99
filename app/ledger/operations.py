"""Writing the ledger, always in the transaction of the act itself."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.database import insert_once
from app.ledger import queries
from app.ledger.models import SERIES, LedgerCursor, LedgerEntry, LedgerNode, row
from app.ledger.rules import tree
from app.ledger.rules.canonical import commitment, leaf
from app.ledger.values import Deed, Entry, Kept, Sealed

SALT_BYTES = 32


def append(session: Session, deeds: Sequence[Deed], *, by: Actor, at: datetime) -> list[Sealed]:
    """Add an entry for each deed, in order, and give what their records must keep.

    Call it once a transaction, with all deeds, after every other number has been taken: from then
    on whoever else appends waits until the transaction ends.

    Raises:
        TypeError: a deed's content holds a float or another thing without a canonical form.
        ValueError: it holds a naive instant or a number that JSON cannot carry.

    """
    if not deeds:
        return []
    salts = [secrets.token_hex(SALT_BYTES) for _ in deeds]
    commitments = [commitment(salt, deed.content) for salt, deed in zip(salts, deeds, strict=True)]
    first = numbering.take(session, SERIES, count=len(deeds)) - 1
    entries = [
        _entry(first + place, deed, sealed, by=by, at=at)
        for place, (deed, sealed) in enumerate(zip(deeds, commitments, strict=True))
    ]
    _grow(session, [Kept(entry, tree.leaf_hash(leaf(entry))) for entry in entries])
    return [
        Sealed(entry.index, salt, entry.commitment)
        for entry, salt in zip(entries, salts, strict=True)
    ]


def lock(session: Session) -> None:
    """Keep whoever else appends waiting until the transaction ends, before anything is appended.

    What else is numbered in the ledger's order takes its numbers after this.
    """
    numbering.hold(session, SERIES)


def read_from(
    session: Session, name: str, kinds: Collection[str], *, limit: int
) -> Sequence[Entry]:
    """Give the entries of these kinds that a named cursor has not dealt with, the oldest first.

    The cursor is locked until the transaction ends, so whoever reads under the same name waits.
    Entries become visible in their order: none is ever passed over.
    """
    cursor = _cursor(session, name)
    rows = session.scalars(
        select(LedgerEntry)
        .where(LedgerEntry.kind.in_(kinds), LedgerEntry.index > cursor.position)
        .order_by(LedgerEntry.index)
        .limit(limit)
    )
    return [row.as_kept().entry for row in rows]


def advance(session: Session, name: str, to: int) -> None:
    """Note that a cursor has dealt with every entry up to this index, in the same transaction.

    Raises:
        ValueError: that would take the cursor back.

    """
    cursor = _cursor(session, name)
    if to < cursor.position:
        raise ValueError("a cursor never goes back")
    cursor.position = to


def _cursor(session: Session, name: str) -> LedgerCursor:
    insert_once(session, LedgerCursor, {"name": name, "position": -1})
    return session.scalars(
        select(LedgerCursor).where(LedgerCursor.name == name).with_for_update()
    ).one()


def _entry(index: int, deed: Deed, sealed: str, *, by: Actor, at: datetime) -> Entry:
    return Entry(
        index=index,
        at=at,
        role=by.role.value,
        account=by.account,
        on_behalf_of=deed.on_behalf_of or by.participant,
        kind=deed.kind,
        subject=deed.subject,
        commitment=sealed,
    )


def _grow(session: Session, fresh: Sequence[Kept]) -> None:
    """Store entries that follow on the last one, and the subtrees that they complete."""
    size = fresh[0].entry.index
    edge = queries.hashes(session, tree.covering(0, size))
    nodes = tree.grown(edge, size=size, leaf_hashes=[kept.leaf_hash for kept in fresh])
    session.execute(insert(LedgerEntry), [row(kept) for kept in fresh])
    rows = [
        {"level": place.level, "position": place.position, "hash": hash_} for place, hash_ in nodes
    ]
    if rows:
        session.execute(insert(LedgerNode), rows)
