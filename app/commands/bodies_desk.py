"""The desk of bodies in the demonstration: who works at it, on which day, for which body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies.models import Body
from app.bodies.operations.ground import Ground
from app.bodies.values import Hand
from app.kernel.actor import Actor, Role
from app.kernel.clock import date_at
from app.kernel.storage import Storage
from app.participants.values import Roll

MORNING = 10
"""The hour at the seat at which things are done, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class BodiesDesk:
    """Who runs the bodies of the story, and what they need for it.

    Everything is done by the operations that people call, under the dates of the story: ``hand``
    gives whose hand does it, on a day of the past or now.
    """

    session: Session
    roll: Roll
    storage: Storage
    zone: ZoneInfo
    """Of the seat."""
    ground: Ground
    """How bodies proceed."""
    now: datetime
    people: Mapping[tuple[str | None, Role], Actor]
    """Those of the demonstration with an account, by the participant they speak for."""
    bodies: dict[str, Body] = field(default_factory=dict)
    """By slug, as they are founded: ``pc``, ``c``, ``ec``, ``wg-1``, ``wg-2``."""

    @property
    def today(self) -> date:
        """Give the day at the seat."""
        return date_at(self.now, self.zone)

    @property
    def officer(self) -> Actor:
        """Give the secretary, who runs the bodies."""
        return self.people[None, Role.BODIES_OFFICER]

    def representative(self, code: str) -> Actor:
        """Give the accredited representative of a participant that has people here."""
        return self.people[code, Role.REPRESENTATIVE]

    def ago(self, days: int) -> date:
        """Give a day before today."""
        return self.today - timedelta(days=days)

    def ahead(self, days: int) -> date:
        """Give a day after today."""
        return self.today + timedelta(days=days)

    def at(self, on: date, hour: int = MORNING, minute: int = 0) -> datetime:
        """Give an instant of a day at the seat, in UTC; never one that lies ahead of now."""
        wanted = datetime.combine(on, time(hour, minute), tzinfo=self.zone).astimezone(UTC)
        return min(wanted, self.now)

    def hand(self, on: date | None = None, *, by: Actor | None = None, hour: int = MORNING) -> Hand:
        """Give whose hand does something, the secretary's unless told, with a form of its own."""
        at = self.at(on, hour) if on else self.now
        return Hand(by=by or self.officer, at=at, today=date_at(at, self.zone), key=uuid4())
