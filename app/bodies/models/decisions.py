"""The tables of decisions: what is proposed and decided, votes, statements, and corrections."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.values import Choice, Class, Manner, Matter, Outcome, Stating
from app.bodies.values.bodies import LONGEST_REASON, LONGEST_SYMBOL
from app.bodies.values.decisions import (
    LONGEST_ABOUT,
    LONGEST_FOLLOW_UP,
    LONGEST_PROOF,
    LONGEST_TITLE,
)
from app.kernel.database import Base, Key

LONGEST_CODE = 10


class Decision(Base):
    """What is proposed to a body, and what it decided about it.

    Its text may change until a manner is chosen; with an outcome, the row never changes again
    (the database sees to both). A correction is another row.
    """

    __tablename__ = "body_decision"
    __table_args__ = (
        UniqueConstraint("body_id", "serial"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_at_an_instant"),
        CheckConstraint("(outcome IS NULL) = (decided_on IS NULL)", name="decided_on_a_day"),
        CheckConstraint("(serial IS NULL) = (symbol IS NULL)", name="numbered_has_symbol"),
        CheckConstraint(
            "(serial IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'adopted')",
            name="adopted_is_numbered",
        ),
        CheckConstraint("serial IS NULL OR manner IS NOT NULL", name="adopted_somehow"),
        CheckConstraint("serial IS NULL OR serial > 0", name="serial_positive"),
        Index(None, "body_id", "proposed_at"),
        Index(None, "meeting_id"),
        Index(None, "paper_id"),
    )

    id: Mapped[Key]
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the canonical form of title and text: what was put to the body, to the letter."""
    sort: Mapped[Class]
    matter: Mapped[Matter]
    participant: Mapped[str | None] = mapped_column(String(LONGEST_CODE))
    """About whom it is; none where it is about nobody in particular."""
    about: Mapped[str] = mapped_column(String(LONGEST_ABOUT))
    """What of theirs it is about, such as an obligation and its period; perhaps empty."""
    manner: Mapped[Manner | None]
    """How it is decided; none while it is a draft."""
    outcome: Mapped[Outcome | None]
    serial: Mapped[int | None]
    """Counted from 1 for each body, and only for what is adopted."""
    symbol: Mapped[str | None] = mapped_column(String(LONGEST_SYMBOL), unique=True)
    """Such as ``GAIMA/C/D.4``."""
    proposed_by: Mapped[int | None]
    """The account of whoever entered the proposal."""
    proposed_at: Mapped[datetime]
    decided_on: Mapped[date | None]
    """The day at the seat."""
    decided_at: Mapped[datetime | None]
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("body_meeting.id"))
    """At which it was, or is to be, decided."""
    paper_id: Mapped[UUID | None] = mapped_column(ForeignKey("body_paper.id"))
    """In which it was put forward."""
    again_of: Mapped[UUID | None] = mapped_column(ForeignKey("body_decision.id"))
    """The earlier proposal that this one puts to the body again, as a new act."""
    follow_up: Mapped[str] = mapped_column(String(LONGEST_FOLLOW_UP))
    """What is to be done once it is adopted; perhaps empty."""
    follow_up_by: Mapped[date | None]
    counts: Mapped[dict[str, Any] | None]
    """What a vote came to (``values.Counts``)."""
    note: Mapped[str] = mapped_column(String(LONGEST_REASON))
    """Why it was deferred or withdrawn, or what the record says about how it was decided."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def subject(self) -> str:
        """Give what the ledger calls it, which says nothing of it."""
        return f"decision/{self.id}"

    @property
    def ref(self) -> str:
        """Give what stands for it in addresses: ``d-4``, or its id while it has no number."""
        return f"d-{self.serial}" if self.serial else str(self.id)


class DecisionEdition(Base):
    """One edition of an adopted decision as it is printed. Rows are added, never changed.

    Each statement, and a correction, makes another one.
    """

    __tablename__ = "decision_edition"
    __table_args__ = (
        UniqueConstraint("decision_id", "edition"),
        CheckConstraint("number > 0 AND edition > 0", name="numbers_positive"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted over all decisions, without a gap."""
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("body_decision.id"))
    edition: Mapped[int]
    """Counted from 1 for each decision."""
    at: Mapped[datetime]


class DecisionVote(Base):
    """How one participant voted. Rows are added, never changed."""

    __tablename__ = "decision_vote"
    __table_args__ = (CheckConstraint("weight > 0", name="weight_positive"),)

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("body_decision.id"), primary_key=True)
    participant: Mapped[str] = mapped_column(String(LONGEST_CODE), primary_key=True)
    choice: Mapped[Choice]
    weight: Mapped[int]
    """How many votes it is: of a REIO, the number of its members for which it votes."""
    on_behalf_of: Mapped[list[Any]]
    """The codes of those members; empty of whoever votes for itself."""


class DecisionStatement(Base):
    """What a participant said about a decision. Rows are added, never changed."""

    __tablename__ = "decision_statement"
    __table_args__ = (Index(None, "decision_id", "at"),)

    id: Mapped[Key]
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("body_decision.id"))
    participant: Mapped[str] = mapped_column(String(LONGEST_CODE))
    kind: Mapped[Stating]
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[int | None]
    """The account that entered it: its own, or the secretary's."""
    at: Mapped[datetime]


class DecisionCorrection(Base):
    """The annulment of an adoption that should not have been. Rows are added, never changed."""

    __tablename__ = "decision_correction"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("body_decision.id"), primary_key=True)
    participant: Mapped[str | None] = mapped_column(String(LONGEST_CODE))
    """Whose act had reached the chair in time."""
    received_at: Mapped[datetime | None]
    """When it had."""
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    proof: Mapped[str] = mapped_column(String(LONGEST_PROOF))
    """What shows it, in words: the letter, its number, who received it."""
    by: Mapped[int | None]
    at: Mapped[datetime]
