"""The table of deadlines."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.deadlines.values import LONGEST_KIND, LONGEST_SUBJECT, Outcome
from app.kernel.database import Base, Key


class Deadline(Base):
    """By when one thing is due. Its states follow from these columns and are never stored."""

    __tablename__ = "deadline"
    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        CheckConstraint("(met_at IS NULL) = (outcome IS NULL)", name="met_with_outcome"),
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
    next_step_at: Mapped[datetime | None] = mapped_column(index=True)
    """When something is next to be done about it, if it is awaited."""
    set_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)
