"""The table of depositary notifications. A wrong one is corrected by another, never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base
from app.treaties.values.notifications import (
    LONGEST_SUBJECT,
    NotificationNumber,
    Occasion,
    OccasionKind,
)


class Notification(Base):
    """One numbered notification of the depositary. Rows are added, never changed."""

    __tablename__ = "notification"
    __table_args__ = (
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint(
            "(corrects_year IS NULL) = (corrects_serial IS NULL)", name="corrects_whole"
        ),
        ForeignKeyConstraint(
            ["corrects_year", "corrects_serial"],
            ["notification.year", "notification.serial"],
            name="fk_notification_corrects",
        ),
        Index(None, "treaty_id", "subject"),
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[OccasionKind]
    treaty_id: Mapped[str] = mapped_column(ForeignKey("treaty.id"))
    participant: Mapped[str | None] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    facts: Mapped[dict[str, Any]]
    """As they were sealed: dates are ISO 8601 texts."""
    corrects_year: Mapped[int | None]
    corrects_serial: Mapped[int | None]
    issued_on: Mapped[date]
    """The date of the notification, at the seat."""
    issued_at: Mapped[datetime]
    addressed_to: Mapped[list[Any]]
    """Everybody who was entitled to it, by code."""
    on_paper: Mapped[list[Any]]
    """Those among them for whom the register had no address."""
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))

    @property
    def number(self) -> NotificationNumber:
        """Give its number."""
        return NotificationNumber(self.year, self.serial)

    @property
    def corrects(self) -> NotificationNumber | None:
        """Give the number of the notification that it corrects, if it corrects one."""
        if self.corrects_year is None or self.corrects_serial is None:
            return None
        return NotificationNumber(self.corrects_year, self.corrects_serial)

    @property
    def occasion(self) -> Occasion:
        """Give what was notified."""
        return Occasion(
            kind=self.kind,
            treaty=self.treaty_id,
            participant=self.participant,
            subject=self.subject,
            facts=self.facts,
            corrects=self.corrects,
        )

    @property
    def told(self) -> tuple[NotificationNumber, Occasion, date]:
        """Give what files and programs are told."""
        return self.number, self.occasion, self.issued_on
