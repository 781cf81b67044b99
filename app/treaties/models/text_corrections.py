"""The tables for corrections of a treaty's text: how each stands, and every step with it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base
from app.treaties.values.text_corrections import TextCorrectionNumber, TextState, TextStep


class TextCorrectionRow(Base):
    """One correction of a treaty's text, from its proposal to its procès-verbal or rejection."""

    __tablename__ = "text_correction"
    __table_args__ = (
        CheckConstraint("serial > 0", name="serial_positive"),
        Index(None, "treaty_id"),
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    treaty_id: Mapped[str] = mapped_column(ForeignKey("treaty.id"))
    state: Mapped[TextState]
    prepared: Mapped[TextStep | None]
    """The step that waits for a second officer."""
    prepared_by: Mapped[int | None]
    """Whose work it is, by account number."""
    content: Mapped[dict[str, Any]]
    """Everything as it stands; dates are ISO 8601 texts."""
    version: Mapped[int] = mapped_column()
    """The number of its last step."""
    changed_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 (SQLAlchemy reads it from the class)

    @property
    def number(self) -> TextCorrectionNumber:
        """Give its number."""
        return TextCorrectionNumber(self.year, self.serial)

    @property
    def until(self) -> date:
        """Give the last day for objections."""
        return date.fromisoformat(self.content["proposal"]["until"])


class TextCorrectionStep(Base):
    """One step that was taken with a correction of a text. Rows are added, never changed."""

    __tablename__ = "text_correction_step"
    __table_args__ = (
        CheckConstraint("version > 0", name="version_positive"),
        ForeignKeyConstraint(
            ["year", "serial"],
            ["text_correction.year", "text_correction.serial"],
            name="fk_text_correction_step_matter",
        ),
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[TextStep]
    state: Mapped[TextState]
    """Where it led."""
    taken_on: Mapped[date]
    """The day of it, at the seat."""
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

    @property
    def number(self) -> TextCorrectionNumber:
        """Give the number of what it was taken with."""
        return TextCorrectionNumber(self.year, self.serial)
