"""The tables of circulars: what each says, and to whom it went."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.values import Class, Standing
from app.bodies.values.bodies import LONGEST_NAME, LONGEST_SYMBOL
from app.bodies.values.circulars import LONGEST_SUBJECT_LINE
from app.kernel.database import Base, Key


class Circular(Base):
    """A numbered letter of the secretary to a body. Rows are added, never changed."""

    __tablename__ = "body_circular"
    __table_args__ = (
        UniqueConstraint("body_id", "serial"),
        CheckConstraint("serial > 0", name="serial_positive"),
    )

    id: Mapped[Key]
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    serial: Mapped[int]
    """Without gap in each body."""
    symbol: Mapped[str] = mapped_column(String(LONGEST_SYMBOL + 20), unique=True)
    """Such as ``GAIMA/WG.1/CIRC.3``."""
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT_LINE))
    text: Mapped[str] = mapped_column(Text)
    sort: Mapped[Class]
    standings: Mapped[list[Any]]
    """To whom of the body it went: members, experts, observers."""
    to_some: Mapped[bool]
    """Whether it went to chosen seats alone."""
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))

    @property
    def sealed_as(self) -> str:
        """Give what the ledger calls it, which says nothing of it."""
        return f"circular/{self.id}"


class CircularAddressee(Base):
    """A seat to which a circular went, as it was on that day. Rows are added, never changed."""

    __tablename__ = "body_circular_addressee"
    __table_args__ = (CheckConstraint("letters >= 0", name="letters_counted"),)

    circular_id: Mapped[UUID] = mapped_column(ForeignKey("body_circular.id"), primary_key=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("body_seat.id"), primary_key=True)
    standing: Mapped[Standing]
    participant: Mapped[str | None] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    letters: Mapped[int]
    """To how many people the product owed a letter; with none, it is told by other means."""
