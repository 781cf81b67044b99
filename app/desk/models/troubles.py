"""The tables of what troubled an installation, and of what its sweeps did."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from app.desk.values.troubles import Trouble, Work
from app.kernel.database import Base, Key

STANDING = text("over_at IS NULL")


class Alarm(Base):
    """One trouble, from when it was raised until it was over."""

    __tablename__ = "alarm"
    __table_args__ = (
        Index(
            "uq_alarm_trouble",
            "trouble",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index(None, "raised_at"),
    )

    id: Mapped[Key]
    trouble: Mapped[Trouble]
    since: Mapped[datetime]
    """Since when what it is about has stood."""
    raised_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When letters about it were owed; what was over before that is told to nobody."""
    told: Mapped[int]
    """To how many administrators."""
    over_at: Mapped[datetime | None]


class Sweep(Base):
    """What was done at one time because it had fallen due; where nothing was, there is no row."""

    __tablename__ = "sweep"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[Key]
    work: Mapped[Work]
    at: Mapped[datetime]
    done: Mapped[dict[str, Any]]
    """Counts by what was counted."""
