"""The desk's tables: what lies there, and every step that was taken with it."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Constraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kernel.database import Base
from app.treaties.values.acts import ActionKind
from app.treaties.values.intake import (
    LONGEST_LINE,
    DeskKind,
    DeskNumber,
    Particulars,
    Powers,
    Proposal,
    State,
    Step,
)


def _on_the_desk(table: str, *more: Constraint | Index) -> tuple[Constraint | Index, ...]:
    """Give what holds for everything on the desk: what is recorded names its act, once."""
    return (
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint(
            "(state = 'recorded') = (action_number IS NOT NULL)", name="recorded_has_action"
        ),
        ForeignKeyConstraint(
            ["treaty_id", "action_number"],
            ["treaty_action.treaty_id", "treaty_action.number"],
            name=f"fk_{table}_action",
        ),
        UniqueConstraint("treaty_id", "action_number"),
        Index(None, "state"),
        *more,
    )


class OnTheDesk:
    """The columns of everything that one officer prepares and another confirms."""

    DESK: ClassVar[DeskKind]

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    treaty_id: Mapped[str] = mapped_column(ForeignKey("treaty.id"))
    participant: Mapped[str] = mapped_column(String(10))
    kind: Mapped[ActionKind]
    effective_on: Mapped[date | None]
    territory: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    concerns: Mapped[int | None]
    """The number of the act that it is about."""
    state: Mapped[State]
    prepared_by: Mapped[int | None]
    """Whose work waits for a second officer, by account number."""
    action_number: Mapped[int | None]
    """The act that was recorded from it."""
    version: Mapped[int] = mapped_column()
    """The number of its last step."""
    changed_at: Mapped[datetime]

    @declared_attr.directive
    def __mapper_args__(self) -> dict[str, Any]:
        """Refuse a write over a later one; each step counts the version on by itself."""
        return {"version_id_col": self.version, "version_id_generator": False}

    @property
    def number(self) -> DeskNumber:
        """Give its number."""
        return DeskNumber(self.DESK, self.year, self.serial)


class Instrument(OnTheDesk, Base):
    """An instrument that was received, from its receipt until it is recorded or returned."""

    __tablename__ = "instrument"
    __table_args__ = _on_the_desk(
        "instrument",
        CheckConstraint("(notification = '') = (notified_on IS NULL)", name="notification_whole"),
        Index("ix_instrument_treaty_id", "treaty_id", "participant"),
    )
    DESK = DeskKind.INSTRUMENT

    dated_on: Mapped[date]
    received_on: Mapped[date]
    wording: Mapped[str] = mapped_column(String(LONGEST_LINE))
    powers: Mapped[Powers]
    signatory: Mapped[str] = mapped_column(String(LONGEST_LINE))
    office: Mapped[str] = mapped_column(String(LONGEST_LINE))
    language: Mapped[str] = mapped_column(String(20))
    notification: Mapped[str] = mapped_column(String(LONGEST_LINE))
    notified_on: Mapped[date | None]

    @property
    def particulars(self) -> Particulars:
        """Give what was read off it."""
        return Particulars(
            treaty=self.treaty_id,
            participant=self.participant,
            kind=self.kind,
            dated_on=self.dated_on,
            received_on=self.received_on,
            wording=self.wording,
            powers=self.powers,
            signatory=self.signatory,
            office=self.office,
            language=self.language,
            effective_on=self.effective_on,
            territory=self.territory,
            text=self.text,
            concerns=self.concerns,
            notification=self.notification,
            notified_on=self.notified_on,
        )


class ProposedCorrection(OnTheDesk, Base):
    """A record as one officer proposes to correct it, until another confirms it or drops it."""

    __tablename__ = "proposed_correction"
    __table_args__ = _on_the_desk(
        "proposed_correction",
        CheckConstraint("authority <> '' AND reason <> ''", name="reasons_given"),
        ForeignKeyConstraint(
            ["treaty_id", "replaces"],
            ["treaty_action.treaty_id", "treaty_action.number"],
            name="fk_proposed_correction_replaces",
        ),
    )
    DESK = DeskKind.CORRECTION

    replaces: Mapped[int]
    deposited_on: Mapped[date]
    reference: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(String(LONGEST_LINE))
    reason: Mapped[str] = mapped_column(Text)

    @property
    def proposal(self) -> Proposal:
        """Give the record as it should read."""
        return Proposal(
            treaty=self.treaty_id,
            replaces=self.replaces,
            participant=self.participant,
            kind=self.kind,
            deposited_on=self.deposited_on,
            authority=self.authority,
            reason=self.reason,
            effective_on=self.effective_on,
            territory=self.territory,
            text=self.text,
            reference=self.reference,
            concerns=self.concerns,
        )


class DeskStep(Base):
    """One step that an officer took with something on the desk. Rows are added, never changed."""

    __tablename__ = "desk_step"
    __table_args__ = (CheckConstraint("version > 0", name="version_positive"),)

    subject: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[Step]
    state: Mapped[State]
    """Where it led."""
    at: Mapped[datetime]
    by: Mapped[int | None]
    """The account's number."""
    note: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]]
    """Everything as it stood after the step; what the ledger commits to."""
    key: Mapped[UUID] = mapped_column(unique=True)
    """Of the form that it was posted with: the same form posted again is not a second step."""
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))
