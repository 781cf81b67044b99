"""What a state declares, and its open draft, which is the state's alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.declarations.values.context import Outcome
from app.declarations.values.filing import Duty, Reference
from app.kernel.database import Base, Key
from app.obligations.values import (
    DEADLINE,
    LONGEST_CODE,
    LONGEST_PERIOD,
    Basis,
    Publication,
    subject_of,
)


class Declaration(Base):
    """What one participant declares under one obligation for one period: a chain of versions."""

    __tablename__ = "declaration"
    __table_args__ = (
        UniqueConstraint("participant", "year", "serial"),
        UniqueConstraint("participant", "obligation", "period"),
        CheckConstraint("serial > 0", name="serial_positive"),
    )

    id: Mapped[Key]
    participant: Mapped[str] = mapped_column(String(10))
    year: Mapped[int]
    """In which it was begun; part of its reference."""
    serial: Mapped[int]
    obligation: Mapped[str] = mapped_column(String(LONGEST_CODE))
    period: Mapped[str] = mapped_column(String(LONGEST_PERIOD))
    form: Mapped[str] = mapped_column(String(10))
    publication: Mapped[Publication]
    opened_at: Mapped[datetime]
    record: Mapped[int | None]
    """The number of the version of record, if one stands."""

    @property
    def reference(self) -> Reference:
        """Give its reference."""
        return Reference(self.participant, self.year, self.serial)

    @property
    def duty(self) -> Duty:
        """Give what it is about."""
        return Duty(self.obligation, self.participant, self.period)

    @property
    def deadline(self) -> tuple[str, str]:
        """Give the kind and id of the deadline that it meets."""
        return DEADLINE, subject_of(self.obligation, self.participant, self.period)


class DeclarationDraft(Base):
    """The version that is being drafted; it goes when it is submitted, and then stands frozen."""

    __tablename__ = "declaration_draft"
    __table_args__ = (
        CheckConstraint("(asked_by IS NULL) = (asked_at IS NULL)", name="asked_by_somebody"),
    )

    declaration_id: Mapped[UUID] = mapped_column(ForeignKey("declaration.id"), primary_key=True)
    form_version: Mapped[int]
    basis: Mapped[Basis]
    outcome: Mapped[Outcome]
    amends: Mapped[int | None]
    """The number of the version whose content it carried over, if it amends one."""
    reason: Mapped[str] = mapped_column(Text)
    begun_by: Mapped[int | None]
    begun_at: Mapped[datetime]
    asked_by: Mapped[int | None]
    """The account that asked for submission, with nothing changed since."""
    asked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)


class DeclarationSection(Base):
    """One section of an open draft."""

    __tablename__ = "declaration_section"

    declaration_id: Mapped[UUID] = mapped_column(
        ForeignKey("declaration_draft.declaration_id"), primary_key=True
    )
    section: Mapped[str] = mapped_column(String(60), primary_key=True)
    content: Mapped[dict[str, Any]]
    classes: Mapped[dict[str, Any]]
    """What the state has set here: by section, or by section and question."""
    carried: Mapped[bool]
    """Whether it is as an earlier version had it, and nobody has looked at it since."""
    edited_by: Mapped[int | None]
    edited_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)
