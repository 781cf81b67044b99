"""What was submitted, frozen, by class; every step with it; and who read it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.correspondence.values import LONGEST_LINE, Channel
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Hands, Portion, Status, Step, VersionNumber
from app.kernel.actor import Role
from app.kernel.database import Base, Key
from app.obligations.values import Basis

VERSION = ["declaration_version.declaration_id", "declaration_version.number"]


class DeclarationVersion(Base):
    """A version as it was submitted. Only where it stands ever changes; the database sees to it."""

    __tablename__ = "declaration_version"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("status <> 'draft'", name="no_draft"),
        CheckConstraint(
            "(status = 'superseded') = (superseded_from IS NOT NULL)", name="superseded_from"
        ),
        CheckConstraint("(channel IS NULL) = (received_on IS NULL)", name="channel_with_receipt"),
        Index("ix_declaration_version_status", "status"),
    )

    declaration_id: Mapped[UUID] = mapped_column(ForeignKey("declaration.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its place in the chain, from 1."""
    major: Mapped[int]
    minor: Mapped[int]
    status: Mapped[Status]
    superseded_from: Mapped[Status | None]
    """Where it stood before a later version superseded it, and stands again if that one goes."""
    form_version: Mapped[int]
    basis: Mapped[Basis]
    outcome: Mapped[Outcome]
    classes: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text)
    hands: Mapped[Hands]
    channel: Mapped[Channel | None]
    """By which way it came, if an officer entered it."""
    received_on: Mapped[date | None]
    their_reference: Mapped[str] = mapped_column(String(LONGEST_LINE))
    asked_by: Mapped[int | None]
    submitted_by: Mapped[int | None]
    submitted_at: Mapped[datetime]
    received_at: Mapped[datetime]
    """What timeliness is counted from: the submission, or the receipt of what came on paper."""
    key: Mapped[UUID] = mapped_column(unique=True)
    """Of the form that it was posted with: the same form posted again is not a second version."""
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))
    content_salt: Mapped[str] = mapped_column(String(64))
    """What opens the commitment to the content, which the entry's own commitment covers."""
    lock: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": lock}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def named(self) -> VersionNumber:
        """Give its number as people write it."""
        return VersionNumber(self.major, self.minor)

    @property
    def standing(self) -> Status:
        """Give where it stands, or would if no later version did."""
        return self.superseded_from or self.status


class DeclarationPortion(Base):
    """The answers of one section and one class of a version. Rows are added, never changed."""

    __tablename__ = "declaration_portion"
    __table_args__ = (
        ForeignKeyConstraint(
            ["declaration_id", "number"], VERSION, name="fk_declaration_portion_version"
        ),
    )

    declaration_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    section: Mapped[str] = mapped_column(String(60), primary_key=True)
    grade: Mapped[Class] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]

    @property
    def portion(self) -> Portion:
        """Give it as rules know it."""
        return Portion(self.section, self.grade, self.content)


class DeclarationStep(Base):
    """One step taken with a version after its submission. Rows are added, never changed."""

    __tablename__ = "declaration_step"
    __table_args__ = (
        ForeignKeyConstraint(
            ["declaration_id", "number"], VERSION, name="fk_declaration_step_version"
        ),
    )

    declaration_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The first step is 1."""
    step: Mapped[Step]
    status: Mapped[Status]
    """Where it led."""
    at: Mapped[datetime]
    by: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text)
    key: Mapped[UUID] = mapped_column(unique=True)
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))


class DeclarationReading(Base):
    """That somebody read classified sections of a version. Rows are added, never changed."""

    __tablename__ = "declaration_reading"
    __table_args__ = (
        ForeignKeyConstraint(
            ["declaration_id", "number"], VERSION, name="fk_declaration_reading_version"
        ),
        Index("ix_declaration_reading_declaration_id", "declaration_id"),
    )

    id: Mapped[Key]
    declaration_id: Mapped[UUID]
    number: Mapped[int]
    account: Mapped[int | None]
    role: Mapped[Role]
    at: Mapped[datetime]
    sections: Mapped[list[Any]]
    """The names of the sections, with the highest class that was read in each."""
