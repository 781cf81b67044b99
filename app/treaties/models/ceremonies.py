"""The table of signing ceremonies, each from its preparation until it is recorded or dropped."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base
from app.treaties.values.ceremonies import Manner, Signatory, SigningList
from app.treaties.values.intake import LONGEST_LINE, DeskKind, DeskNumber, Powers, State


class Ceremony(Base):
    """A list of who signs a treaty on one day; recorded, each line is an act of its own."""

    __tablename__ = "ceremony"
    __table_args__ = (
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint(
            "(state = 'recorded') = (action_number IS NOT NULL)", name="recorded_has_action"
        ),
        ForeignKeyConstraint(
            ["treaty_id", "action_number"],
            ["treaty_action.treaty_id", "treaty_action.number"],
            name="fk_ceremony_action",
        ),
        UniqueConstraint("treaty_id", "action_number"),
        Index(None, "state"),
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    treaty_id: Mapped[str] = mapped_column(ForeignKey("treaty.id"))
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(LONGEST_LINE))
    signatories: Mapped[list[Any]]
    """In the order in which they sign."""
    state: Mapped[State]
    prepared_by: Mapped[int | None]
    """Whose work waits for a second officer, by account number."""
    action_number: Mapped[int | None]
    """The act of its first line; those of the others follow without a gap."""
    version: Mapped[int] = mapped_column()
    """The number of its last step."""
    changed_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 (SQLAlchemy's own attribute)

    participant = None
    """Nobody's alone: the ledger's entry about a list is on behalf of nobody."""

    @property
    def number(self) -> DeskNumber:
        """Give its number."""
        return DeskNumber(DeskKind.CEREMONY, self.year, self.serial)

    @property
    def list(self) -> SigningList:
        """Give what was prepared."""
        return SigningList(
            treaty=self.treaty_id,
            held_on=self.held_on,
            place=self.place,
            signatories=tuple(
                Signatory(
                    participant=each["participant"],
                    name=each["name"],
                    office=each["office"],
                    powers=Powers(each["powers"]),
                    manner=Manner(each["manner"]),
                    text=each["text"],
                )
                for each in self.signatories
            ),
        )
