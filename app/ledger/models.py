"""Tables of the ledger. Triggers refuse every change and removal of entries and nodes."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base
from app.ledger.values import Entry, Kept

SERIES = "ledger"
"""The counter's name: it has counted as many entries as there are."""


class LedgerEntry(Base):
    """One act with legal effect. Rows are added, never changed."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint('"index" >= 0', name="index_not_negative"),
        CheckConstraint("length(commitment) = 64", name="commitment_whole"),
        CheckConstraint("length(leaf_hash) = 32", name="leaf_hash_whole"),
        Index(None, "kind", "index"),
    )

    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    role: Mapped[str] = mapped_column(String(40))
    account: Mapped[int | None]
    on_behalf_of: Mapped[str | None] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(200))
    commitment: Mapped[str] = mapped_column(String(64))
    leaf_hash: Mapped[bytes]

    def as_kept(self) -> Kept:
        """Give the row as rules know it."""
        entry = Entry(
            index=self.index,
            at=self.at,
            role=self.role,
            account=self.account,
            on_behalf_of=self.on_behalf_of,
            kind=self.kind,
            subject=self.subject,
            commitment=self.commitment,
        )
        return Kept(entry, self.leaf_hash)


class LedgerNode(Base):
    """A complete subtree of at least two leaves, which never changes again."""

    __tablename__ = "ledger_node"
    __table_args__ = (
        CheckConstraint("level > 0 AND position >= 0", name="above_the_leaves"),
        CheckConstraint("length(hash) = 32", name="hash_whole"),
    )

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes]


class LedgerCursor(Base):
    """How far a slice above has read the ledger: the index of the last entry that it dealt with."""

    __tablename__ = "ledger_cursor"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    position: Mapped[int]


def row(kept: Kept) -> dict[str, Any]:
    """Give an entry as its row's values."""
    entry = kept.entry
    return {
        "index": entry.index,
        "at": entry.at,
        "role": entry.role,
        "account": entry.account,
        "on_behalf_of": entry.on_behalf_of,
        "kind": entry.kind,
        "subject": entry.subject,
        "commitment": entry.commitment,
        "leaf_hash": kept.leaf_hash,
    }
