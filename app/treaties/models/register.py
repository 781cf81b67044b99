"""The register's tables. Triggers refuse changes of what was recorded."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base
from app.treaties.values.acts import ActionKind

KINDS = ", ".join(f"'{kind.value}'" for kind in ActionKind)


class TreatyRevision(Base):
    """How often a treaty, or one it refers to, has changed.

    The row is written before its treaty's, so that two loads of one treaty meet here, and whoever
    changes a treaty locks it.
    """

    __tablename__ = "treaty_revision"
    __table_args__ = (CheckConstraint("revision > 0", name="revision_positive"),)

    treaty_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    revision: Mapped[int]
    mark: Mapped[UUID]
    """Another one with every change, and the same in no two databases: what is kept in memory is
    kept under it."""


class Treaty(Base):
    """A treaty's definition, as it was loaded. Rows are added, never changed."""

    __tablename__ = "treaty"

    id: Mapped[str] = mapped_column(ForeignKey("treaty_revision.treaty_id"), primary_key=True)
    title: Mapped[str] = mapped_column(String(500))
    short_title: Mapped[str] = mapped_column(String(500))
    precedent: Mapped[bool]
    definition: Mapped[dict[str, Any]]
    """The whole, in the file's format with every key written."""
    loaded_at: Mapped[datetime]
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))


class TreatyIndicator(Base):
    """The figures that a share in a treaty's clauses is counted in. Never changed."""

    __tablename__ = "treaty_indicator"

    treaty_id: Mapped[str] = mapped_column(ForeignKey("treaty.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict[str, Any]]
    """By participant's code; decimals as texts."""


class TreatyAction(Base):
    """One act as it was recorded. Rows are added, never changed; an error is corrected by a row."""

    __tablename__ = "treaty_action"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("recorded_on >= deposited_on", name="recorded_after_deposit"),
        CheckConstraint("replaces < number", name="replaces_an_earlier_one"),
        CheckConstraint("(replaces IS NULL) = (reason = '')", name="reason_for_each_correction"),
        CheckConstraint(f"kind IN ({KINDS})", name="kind_known"),
        CheckConstraint("participant <> ''", name="participant_given"),
        UniqueConstraint("treaty_id", "replaces"),
        ForeignKeyConstraint(
            ["treaty_id", "replaces"],
            ["treaty_action.treaty_id", "treaty_action.number"],
            name="fk_treaty_action_replaces",
        ),
        ForeignKeyConstraint(
            ["treaty_id", "concerns"],
            ["treaty_action.treaty_id", "treaty_action.number"],
            name="fk_treaty_action_concerns",
        ),
        Index(None, "participant"),
    )

    treaty_id: Mapped[str] = mapped_column(ForeignKey("treaty.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    participant: Mapped[str] = mapped_column(String(10))
    kind: Mapped[ActionKind]
    deposited_on: Mapped[date]
    effective_on: Mapped[date | None]
    territory: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    recorded_on: Mapped[date]
    recorded_at: Mapped[datetime]
    replaces: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    concerns: Mapped[int | None]
    """The act that it is about."""
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))
