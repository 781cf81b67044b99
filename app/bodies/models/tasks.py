"""The tables of milestones and action items, of who is to do them, and of every change to them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.values import Class
from app.bodies.values.tasks import (
    LONGEST_DELIVERABLE,
    LONGEST_WHAT,
    TaskKind,
    TaskState,
    TaskStep,
)
from app.kernel.database import Base, Key


class Task(Base):
    """A milestone or an action item of a body, as it stands now."""

    __tablename__ = "body_task"
    __table_args__ = (
        UniqueConstraint("body_id", "kind", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        Index(None, "meeting_id"),
        Index(None, "decision_id"),
    )

    id: Mapped[Key]
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    kind: Mapped[TaskKind]
    number: Mapped[int]
    """Counted from 1 for each body and kind, without gaps."""
    what: Mapped[str] = mapped_column(String(LONGEST_WHAT))
    due_on: Mapped[date] = mapped_column(index=True)
    """The last day in time, at the seat."""
    sort: Mapped[Class]
    state: Mapped[TaskState]
    deliverable: Mapped[str] = mapped_column(String(LONGEST_DELIVERABLE))
    """What is to come of it, in words."""
    paper_id: Mapped[UUID | None] = mapped_column(ForeignKey("body_paper.id"))
    """The paper that came of it, or is to."""
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("body_meeting.id"))
    """The meeting at which it was taken on."""
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("body_decision.id"))
    """The decision from which it follows."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)


class TaskOwner(Base):
    """Somebody who is to do something now: a seat, or an officer. Several may be."""

    __tablename__ = "body_task_owner"
    __table_args__ = (
        CheckConstraint("(seat_id IS NULL) <> (account IS NULL)", name="seat_or_account"),
        Index(None, "seat_id"),
        Index(None, "account"),
    )

    task_id: Mapped[UUID] = mapped_column(ForeignKey("body_task.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 1, in the order in which they are named."""
    seat_id: Mapped[UUID | None] = mapped_column(ForeignKey("body_seat.id"))
    account: Mapped[int | None] = mapped_column(ForeignKey("account.number"))


class TaskChange(Base):
    """One thing done with a milestone or an action item. Rows are added, never changed."""

    __tablename__ = "body_task_change"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        Index(None, "key", unique=True),
    )

    task_id: Mapped[UUID] = mapped_column(ForeignKey("body_task.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 1 for each."""
    step: Mapped[TaskStep]
    reason: Mapped[str] = mapped_column(Text)
    """Why it was changed, dropped or reopened; of what is done, what is said about it."""
    after: Mapped[dict[str, Any]]
    """What was to be done, by when and by whom, once the step was taken."""
    key: Mapped[UUID | None]
    """Of the form it was posted with: posted twice, it is done once."""
    by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    at: Mapped[datetime]
