"""The tables of what was printed without being asked for, and of batches of summaries."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base
from app.reports.values.summaries import LONGEST_OCCASION, Copy


class NotificationPrint(Base):
    """The print of one notification, owed in the order of the ledger: none is passed over."""

    __tablename__ = "notification_print"

    ledger_index: Mapped[int] = mapped_column(
        ForeignKey("notification.ledger_index"), primary_key=True, autoincrement=False
    )
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), unique=True)


class ReceiptPrint(Base):
    """The print of one submission's receipt, owed in the order of the ledger, for its state."""

    __tablename__ = "receipt_print"

    ledger_index: Mapped[int] = mapped_column(
        ForeignKey("declaration_version.ledger_index"), primary_key=True, autoincrement=False
    )
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), unique=True)


class DecisionPrint(Base):
    """The print of one edition of a decision, owed in their order: none is passed over."""

    __tablename__ = "decision_print"
    __table_args__ = (Index(None, "document_id"),)

    number: Mapped[int] = mapped_column(
        ForeignKey("decision_edition.number"), primary_key=True, autoincrement=False
    )
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))


class SummaryBatch(Base):
    """The summaries of everybody in one copy, asked for at once or made by themselves."""

    __tablename__ = "summary_batch"
    __table_args__ = (
        CheckConstraint("(gathered_at IS NULL) = (mark IS NULL)", name="gathered_has_mark"),
        CheckConstraint(
            "(packed_at IS NULL) = (sha256 IS NULL) AND (packed_at IS NULL) = (size IS NULL)",
            name="packed_has_content",
        ),
        Index("ix_summary_batch_mark", "mark"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(String(LONGEST_OCCASION), unique=True)
    """For what it was made: once each."""
    year: Mapped[int]
    copy: Mapped[Copy]
    asked_at: Mapped[datetime]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    gathered_at: Mapped[datetime | None]
    """When its facts were gathered and frozen."""
    mark: Mapped[str | None] = mapped_column(String(64))
    """What the register was like then: under the same mark the same facts are gathered."""
    paused_at: Mapped[datetime | None]
    resumed_at: Mapped[datetime | None]
    packed_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the archive that holds every file of it."""
    size: Mapped[int | None]
    """Bytes."""


class SummaryItem(Base):
    """One participant's summary in a batch: its facts until its print is owed, then the print."""

    __tablename__ = "summary_item"
    __table_args__ = (
        CheckConstraint("(facts IS NULL) = (document_id IS NOT NULL)", name="facts_or_print"),
        Index(
            "ix_summary_item_unowed",
            "batch",
            sqlite_where=text("document_id IS NULL"),
            postgresql_where=text("document_id IS NULL"),
        ),
        Index("ix_summary_item_document_id", "document_id"),
    )

    batch: Mapped[int] = mapped_column(ForeignKey("summary_batch.number"), primary_key=True)
    participant: Mapped[str] = mapped_column(String(10), primary_key=True)
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    reused: Mapped[bool]
    """Whether the same facts had been printed before."""
