"""The table of what the ledger says about bodies."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.values import DeedKind
from app.kernel.database import Base

LONGEST_SUBJECT = 120


class BodyRecord(Base):
    """What one entry of the ledger says about a body. Rows are added, never changed."""

    __tablename__ = "body_record"
    __table_args__ = (Index(None, "body_id", "subject"), Index(None, "key", unique=True))

    ledger_index: Mapped[int] = mapped_column(
        ForeignKey("ledger_entry.index"), primary_key=True, autoincrement=False
    )
    salt: Mapped[str] = mapped_column(String(64))
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    kind: Mapped[DeedKind]
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    """What it was done to, such as ``body/wg-1`` or ``decision/`` and an id that says nothing."""
    key: Mapped[UUID | None]
    """Of the form it was posted with: posted twice, it is done once."""
    by: Mapped[int | None]
    at: Mapped[datetime]
    content: Mapped[dict[str, Any]]
