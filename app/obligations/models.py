"""Tables of duties, of what was asked and decided about them, and of outages."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Key
from app.obligations.values import (
    LONGEST_CODE,
    LONGEST_PERIOD,
    LONGEST_SYMBOL,
    Basis,
    RecordKind,
)


class Duty(Base):
    """One obligation, applied to one participant and one period; its deadline says by when."""

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("obligation", "period", "participant"),
        Index(None, "participant"),
    )

    id: Mapped[Key]
    obligation: Mapped[str] = mapped_column(String(LONGEST_CODE))
    participant: Mapped[str] = mapped_column(String(10))
    period: Mapped[str] = mapped_column(String(LONGEST_PERIOD))
    deadline_id: Mapped[UUID] = mapped_column(ForeignKey("deadline.id"), unique=True)
    basis: Mapped[Basis]
    opens_on: Mapped[date]
    recorded_on: Mapped[date]
    """The day on which the register learned that it is owed."""
    event_at: Mapped[datetime | None]
    """What it arose from happened, or became known, then."""
    extended_by: Mapped[str | None] = mapped_column(String(LONGEST_SYMBOL))
    """The symbol of the decision that extended it."""
    waived_by: Mapped[str | None] = mapped_column(String(LONGEST_SYMBOL))
    outage: Mapped[int | None] = mapped_column(ForeignKey("outage.number"))
    """Which outage moved it."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)


class DutyRecord(Base):
    """What one entry of the ledger says about a duty. Rows are added, never changed."""

    __tablename__ = "duty_record"
    __table_args__ = (Index(None, "duty_id"),)

    ledger_index: Mapped[int] = mapped_column(
        ForeignKey("ledger_entry.index"), primary_key=True, autoincrement=False
    )
    salt: Mapped[str] = mapped_column(String(64))
    duty_id: Mapped[UUID] = mapped_column(ForeignKey("duty.id"))
    kind: Mapped[RecordKind]
    by: Mapped[int | None]
    at: Mapped[datetime]
    content: Mapped[dict[str, Any]]


class Outage(Base):
    """A time during which nobody could file. Rows are added, never changed."""

    __tablename__ = "outage"
    __table_args__ = (CheckConstraint("until > since", name="ends_after_it_begins"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(2_000))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None]
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))


class Reckoning(Base):
    """Up to which day, and by which catalogue, the duties under a treaty were reckoned."""

    __tablename__ = "reckoning"

    treaty: Mapped[str] = mapped_column(String(60), primary_key=True)
    reckoned_on: Mapped[date]
    digest: Mapped[str] = mapped_column(String(64))
