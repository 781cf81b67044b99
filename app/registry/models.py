"""The tables of the register of things: what there is, and every version of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.actor import Role
from app.kernel.database import Base, Key
from app.registry.values import LONGEST, Kind, Shape

KEY = 20
"""Characters of the longest identifier."""


class RegistryThing(Base):
    """One thing, and the identifier that is its own for ever. Rows are added, never changed."""

    __tablename__ = "registry_thing"
    __table_args__ = (
        CheckConstraint("serial > 0", name="serial_positive"),
        UniqueConstraint("participant", "kind", "serial"),
    )

    id: Mapped[str] = mapped_column(String(KEY), primary_key=True)
    participant: Mapped[str] = mapped_column(String(10))
    """The state that keeps it."""
    kind: Mapped[Kind]
    serial: Mapped[int]


class RegistryVersion(Base):
    """What was written about a thing at one time. Rows are added, never changed."""

    __tablename__ = "registry_version"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("number = 1 OR reason <> ''", name="change_has_reason"),
        UniqueConstraint("participant", "change", "thing"),
        Index(None, "key"),
    )

    thing: Mapped[str] = mapped_column(ForeignKey("registry_thing.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 1 for each thing."""
    participant: Mapped[str] = mapped_column(String(10))
    change: Mapped[int]
    """Counted from 1 for each state, over all that it keeps; a load is one change."""
    key: Mapped[UUID]
    """The form's own: posted twice, it is recorded once."""
    name: Mapped[str] = mapped_column(String(LONGEST[Shape.LINE]))
    written: Mapped[dict[str, Any]]
    """Texts by the names of particulars."""
    struck: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None]
    """The account's number."""
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"))
    """The entry about the change; all versions that a load brought have the same, and its salt."""
    salt: Mapped[str] = mapped_column(String(64))


class RegistryReading(Base):
    """That somebody of the secretariat read what a state keeps. Rows are added, never changed."""

    __tablename__ = "registry_reading"
    __table_args__ = (
        CheckConstraint("count > 0", name="count_positive"),
        Index("ix_registry_reading_participant_at", "participant", "at"),
    )

    id: Mapped[Key]
    participant: Mapped[str] = mapped_column(String(10))
    """The state that keeps it, and sees this record."""
    thing: Mapped[str | None] = mapped_column(ForeignKey("registry_thing.id"))
    """The thing with its history; None of a list."""
    count: Mapped[int]
    """Of how many of the state's things: of a list, those that stood in it."""
    account: Mapped[int | None]
    role: Mapped[Role]
    at: Mapped[datetime]
