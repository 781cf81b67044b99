"""The tables of seats in bodies, and of the offices of their bureaus."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.values import Office, Span, Standing
from app.bodies.values.bodies import LONGEST_AUTHORITY, LONGEST_NAME
from app.bodies.values.people import Charge, Place
from app.kernel.database import Base, Key


class Seat(Base):
    """A participant or a person in a body, from a day to a day."""

    __tablename__ = "body_seat"
    __table_args__ = (
        CheckConstraint("participant IS NOT NULL OR name <> ''", name="somebody_sits"),
        CheckConstraint("standing <> 'member' OR participant IS NOT NULL", name="members_are_such"),
        CheckConstraint("standing <> 'expert' OR name <> ''", name="experts_are_people"),
        CheckConstraint("until IS NULL OR until >= since", name="days_in_order"),
        Index(None, "body_id"),
        Index(None, "participant"),
        Index(None, "account"),
    )

    id: Mapped[Key]
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    standing: Mapped[Standing]
    participant: Mapped[str | None] = mapped_column(String(10))
    """Whose seat it is; none of an expert, who speaks for nobody."""
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    """Who sits on it, where that is known."""
    account: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    """The account of whoever sits on it; without one, they take part through the secretary."""
    alternate_to: Mapped[UUID | None] = mapped_column(ForeignKey("body_seat.id"))
    """The seat for which this one stands in; it neither counts for a quorum nor votes twice."""
    since: Mapped[date]
    until: Mapped[date | None]
    """The last day of it."""
    ended_on: Mapped[date | None]
    """From which day on it holds no more, because it was given up."""
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def span(self) -> Span:
        """Give when it holds."""
        return Span(self.since, self.until, self.ended_on)

    @property
    def subject(self) -> str:
        """Give what the ledger calls it."""
        return f"seat/{self.id}"

    @property
    def place(self) -> Place:
        """Give it as rules see it."""
        return Place(
            standing=self.standing,
            span=self.span,
            participant=self.participant,
            name=self.name,
            account=self.account,
            alternate_to=self.alternate_to,
            id=self.id,
        )


class Bureau(Base):
    """Somebody in an office of a body, from a day to a day."""

    __tablename__ = "body_office"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="days_in_order"),
        Index(None, "body_id"),
    )

    id: Mapped[Key]
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    office: Mapped[Office]
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("body_seat.id"))
    """The seat that whoever holds it has in the body."""
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    account: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    since: Mapped[date]
    until: Mapped[date | None]
    """The last day of it."""
    ended_on: Mapped[date | None]
    """From which day on it holds no more, because whoever held it stepped down."""
    authority: Mapped[str] = mapped_column(String(LONGEST_AUTHORITY))
    """The symbol of the decision by which they were elected."""
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def span(self) -> Span:
        """Give when it holds."""
        return Span(self.since, self.until, self.ended_on)

    @property
    def subject(self) -> str:
        """Give what the ledger calls it."""
        return f"office/{self.id}"

    @property
    def charge(self) -> Charge:
        """Give it as rules see it."""
        return Charge(
            office=self.office,
            seat=self.seat_id,
            span=self.span,
            name=self.name,
            account=self.account,
            id=self.id,
        )
