"""The tables of bodies: what each is, every step with it, its mandates and its terms."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.values import BodyKind, BodyState
from app.bodies.values.bodies import (
    LONGEST_AUTHORITY,
    LONGEST_NAME,
    LONGEST_SLUG,
    LONGEST_SYMBOL,
)
from app.kernel.database import Base, Key


class Body(Base):
    """One body. Where it stands follows from its steps and is never stored."""

    __tablename__ = "body"

    id: Mapped[Key]
    symbol: Mapped[str] = mapped_column(String(LONGEST_SYMBOL), unique=True)
    """Such as ``GAIMA/WG.1``: what the symbols of its papers begin with."""
    slug: Mapped[str] = mapped_column(String(LONGEST_SLUG), unique=True)
    """What stands for it in addresses, such as ``wg-1``."""
    kind: Mapped[BodyKind]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("body.id"), index=True)
    public: Mapped[bool]
    """Whether everybody may look at it; what it has before it has classes of its own."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def address(self) -> str:
        """Give the address of its page."""
        return f"/bodies/{self.slug}"

    @property
    def subject(self) -> str:
        """Give what the ledger calls it; where it is not public, a number that says nothing."""
        return f"body/{self.slug if self.public else self.id}"


class BodyStep(Base):
    """One step in the life of a body. Rows are added, never changed."""

    __tablename__ = "body_step"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)

    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 1 for each body."""
    state: Mapped[BodyState]
    """Where it stands from then on."""
    on: Mapped[date]
    authority: Mapped[str] = mapped_column(String(LONGEST_AUTHORITY))
    """The symbol of the decision, or an article of a treaty; empty where it is only proposed."""
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class BodyMandate(Base):
    """One version of what a body is to do. Rows are added, never changed."""

    __tablename__ = "body_mandate"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)

    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(String(LONGEST_AUTHORITY))
    adopted_on: Mapped[date]
    recorded_at: Mapped[datetime]


class BodyTerm(Base):
    """For how long a body was set up, or prolonged. Rows are added, never changed."""

    __tablename__ = "body_term"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("until IS NULL OR until >= since", name="days_in_order"),
    )

    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[date]
    until: Mapped[date | None]
    """The last day; none of a body that stands for good."""
    authority: Mapped[str] = mapped_column(String(LONGEST_AUTHORITY))
    recorded_at: Mapped[datetime]
