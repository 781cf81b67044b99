"""The tables of deadlines, of what was done to remind of them, and of pauses."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.deadlines.values import LONGEST_KIND, LONGEST_SUBJECT, Outcome
from app.deadlines.values.ladders import (
    LONGEST_LADDER,
    LONGEST_REASON,
    LONGEST_STEP,
    LONGEST_TEMPLATE,
)
from app.kernel.database import Base, Key


class Deadline(Base):
    """By when one thing is due. Its states follow from these columns and are never stored."""

    __tablename__ = "deadline"
    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        CheckConstraint("(met_at IS NULL) = (outcome IS NULL)", name="met_with_outcome"),
        Index(
            None,
            "next_step_at",
            postgresql_where=text("next_step_at IS NOT NULL"),
            sqlite_where=text("next_step_at IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(LONGEST_KIND))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    due_at: Mapped[datetime] = mapped_column(index=True)
    """The first instant at which it is late."""
    original_due_at: Mapped[datetime]
    """As the law has it, whatever a decision or an outage has made of it."""
    facts: Mapped[dict[str, Any]]
    link: Mapped[str] = mapped_column(String(300))
    met_at: Mapped[datetime | None]
    """When the first complete submission came in, or when it was waived."""
    outcome: Mapped[Outcome | None]
    recalled_at: Mapped[datetime | None]
    """When a submission that had met it was last recalled."""
    lifted_at: Mapped[datetime | None]
    """Since when it no longer runs, because what it stood on has gone."""
    participant: Mapped[str | None] = mapped_column(String(10))
    """Whose people are reminded."""
    person: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    """The account that it is about, where it is about a person."""
    hangs_on: Mapped[str | None] = mapped_column(String(LONGEST_KIND))
    """The kind of the deadline of the same subject without which it is nothing: while that one is
    met or lifted, nobody is reminded of this one.
    """
    ladder: Mapped[str | None] = mapped_column(String(LONGEST_LADDER))
    """By which ladder is reminded."""
    next_step_at: Mapped[datetime | None]
    """When the sweep is next to look at it: at its next step, or at once after a change."""
    step: Mapped[str | None] = mapped_column(String(LONGEST_STEP))
    """The step of the ladder that was done last, in this round."""
    round: Mapped[int] = mapped_column(server_default=text("0"))
    """How often the ladder has started again, because a submission was recalled or a day moved."""
    quiet_until: Mapped[datetime | None]
    """When the day was last moved: steps that had passed by then are not made up for."""
    set_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)


class Reminder(Base):
    """What one sweep did about one deadline. Rows are added, never changed."""

    __tablename__ = "reminder"
    __table_args__ = (Index(None, "swept_at"),)

    deadline_id: Mapped[UUID] = mapped_column(ForeignKey("deadline.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(String(LONGEST_STEP), primary_key=True)
    """The last step it dealt with."""
    swept_at: Mapped[datetime]
    sent: Mapped[bool]
    """Whether that step's letters were owed; else all that is here was missed, or paused."""
    letters: Mapped[int]
    """How many people are told, by a letter of their own or in their daily one; none where nobody
    could be reached.
    """
    missed: Mapped[list[Any]]
    """The codes of the steps before it that send nothing any more."""
    pause: Mapped[int | None] = mapped_column(ForeignKey("reminder_pause.number"))
    """The pause because of which nothing was sent."""


class DailyLine(Base):
    """One step of a ladder of which a person is told in their daily letter."""

    __tablename__ = "daily_line"
    __table_args__ = (
        Index(
            None,
            "noted_at",
            postgresql_where=text("gathered_at IS NULL"),
            sqlite_where=text("gathered_at IS NULL"),
        ),
    )

    deadline_id: Mapped[UUID] = mapped_column(ForeignKey("deadline.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(String(LONGEST_STEP), primary_key=True)
    account: Mapped[int] = mapped_column(
        ForeignKey("account.number"), primary_key=True, autoincrement=False
    )
    template: Mapped[str] = mapped_column(String(LONGEST_TEMPLATE))
    """The letter in whose place the line stands."""
    noted_at: Mapped[datetime]
    gathered_at: Mapped[datetime | None]
    """When it went into a letter, or was left out because nothing was awaited any more."""


class ReminderPause(Base):
    """A time during which a participant is not reminded."""

    __tablename__ = "reminder_pause"
    __table_args__ = (CheckConstraint("since <= until", name="ends_after_it_begins"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    participant: Mapped[str] = mapped_column(String(10), index=True)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    since: Mapped[date]
    until: Mapped[date]
    """The last day of it."""
    entered_by: Mapped[int] = mapped_column(ForeignKey("account.number"))
    entered_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    """From which day on it holds no more, because somebody ended it."""
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)
