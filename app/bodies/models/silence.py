"""The tables of silence procedures: what ran, who broke it, and why it ran longer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.values.bodies import LONGEST_REASON
from app.bodies.values.silence import LONGEST_PROOF, BreakChannel, Silence, SilenceState
from app.kernel.database import Base, Key

LONGEST_CODE = 10

ONLY = 1
"""The key of the one row that says when somebody last looked."""

RUNS = "adopted_at IS NULL AND broken_at IS NULL AND withdrawn_at IS NULL"
UNTOLD = "letters_at IS NOT NULL AND told_at IS NULL"
ENDS_ONCE = (
    "CASE WHEN adopted_at IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN broken_at IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END <= 1"
)


class SilenceProcedure(Base):
    """A text that is adopted at an instant unless a member speaks against it before.

    It is about one proposal, and a proposal has one in all: it is put again only as another
    proposal. Where it stands follows from its instants.
    """

    __tablename__ = "silence_procedure"
    __table_args__ = (
        CheckConstraint("expires_at > opened_at", name="runs_for_a_time"),
        CheckConstraint("expires_at >= original_expires_at", name="never_shorter"),
        CheckConstraint(ENDS_ONCE, name="ends_once"),
        CheckConstraint("annulled_at IS NULL OR adopted_at IS NOT NULL", name="annuls_adoptions"),
        CheckConstraint("letters_at IS NULL OR adopted_at IS NOT NULL", name="tells_of_adoptions"),
        Index(None, "body_id", "opened_at"),
        Index(
            None, "expires_at", postgresql_where=text(RUNS), sqlite_where=text(RUNS)
        ),
        Index(
            None, "letters_at", postgresql_where=text(UNTOLD), sqlite_where=text(UNTOLD)
        ),
    )  # fmt: skip

    id: Mapped[Key]
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("body_decision.id"), unique=True)
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the proposal's title and text: what lay under silence, to the letter."""
    entitled: Mapped[list[Any]]
    """The codes of the members at the opening: whoever of them is one still may break it."""
    opened_on: Mapped[date]
    """The day at the seat."""
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None]
    expires_at: Mapped[datetime]
    """The first instant at which it can be broken no more: then it is adopted."""
    original_expires_at: Mapped[datetime]
    """As it was opened, whatever outages have made of it."""
    adopted_at: Mapped[datetime | None]
    """The instant at which it had run out, whenever the product came to record it."""
    broken_at: Mapped[datetime | None]
    """When the break reached the chair, or the product."""
    withdrawn_at: Mapped[datetime | None]
    annulled_at: Mapped[datetime | None]
    """When it was recorded that a break had come in time, and the adoption fell."""
    letters_at: Mapped[datetime | None]
    """Until when the letters about an adoption are held back."""
    told_at: Mapped[datetime | None]
    """When those letters were owed."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def course(self) -> Silence:
        """Give it as the rules see it."""
        return Silence(
            opened_at=self.opened_at, expires_at=self.expires_at, adopted_at=self.adopted_at,
            broken_at=self.broken_at, withdrawn_at=self.withdrawn_at, annulled_at=self.annulled_at,
        )  # fmt: skip

    @property
    def state(self) -> SilenceState:
        """Give where it stands."""
        return self.course.state

    @property
    def subject(self) -> str:
        """Give what the ledger calls it."""
        return f"silence/{self.id}"


class SilenceBreak(Base):
    """The one break that ended a procedure, or annulled its adoption. Rows are never changed."""

    __tablename__ = "silence_break"
    __table_args__ = (
        CheckConstraint("received_at <= entered_at", name="entered_once_received"),
        CheckConstraint("channel = 'product' OR proof <> ''", name="paper_is_proven"),
    )

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("silence_procedure.id"), primary_key=True)
    participant: Mapped[str] = mapped_column(String(LONGEST_CODE))
    by: Mapped[int | None]
    """The account of whoever entered it: of the member's representative, or the secretary's."""
    received_at: Mapped[datetime]
    """When it reached the chair, or the product."""
    entered_at: Mapped[datetime]
    channel: Mapped[BreakChannel]
    proof: Mapped[str] = mapped_column(String(LONGEST_PROOF))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    """Why, if the member said so."""


class SilenceExtension(Base):
    """That a procedure ran longer, because the product was away. Rows are never changed."""

    __tablename__ = "silence_extension"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("since < until", name="lasted"),
    )

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("silence_procedure.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 1 for each procedure."""
    since: Mapped[datetime]
    until: Mapped[datetime]
    """From when until when the product was away."""
    outage: Mapped[int | None]
    """The number in the register of outages; none where the product itself found it out."""
    expired_at: Mapped[datetime]
    """The instant that held before."""
    expires_at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class SilenceWatch(Base):
    """One row: when the product last looked at what runs. A gap in it is time spent away."""

    __tablename__ = "silence_watch"
    __table_args__ = (CheckConstraint(f"id = {ONLY}", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime]
