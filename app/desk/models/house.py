"""What the house knows of itself: which store this is, and which processes are alive."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base

ONLY = 1
"""The key of the one row that says what this store is."""


class Installation(Base):
    """One row: that this store holds a demonstration, marked before anything is in it."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint(f"id = {ONLY}", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    demonstration_since: Mapped[datetime]


class Rehearsal(Base):
    """One row: that this store was restored to try things in. It is never changed or removed."""

    __tablename__ = "rehearsal"
    __table_args__ = (CheckConstraint(f"id = {ONLY}", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime]


class Heartbeat(Base):
    """One row a process of an installation: that it was alive at an instant, and what it saw."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]
