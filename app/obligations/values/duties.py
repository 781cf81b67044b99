"""Who is bound from when to when, and what follows from it for one participant and one period."""

from dataclasses import dataclass
from datetime import date, datetime

from app.obligations.values.law import Basis


@dataclass(frozen=True, slots=True)
class Tenure:
    """A time during which a participant owes on one basis; ``to`` is the first day out."""

    basis: Basis
    since: date
    to: date | None
    recorded_on: date
    """The day on which the register learned of it."""

    def covers(self, on: date) -> bool:
        """Say whether the day lies in it."""
        return self.since <= on and (self.to is None or on < self.to)

    def touches(self, first: date, last: date) -> bool:
        """Say whether a day from the first to the last lies in it."""
        return self.since <= last and (self.to is None or first < self.to)


@dataclass(frozen=True, slots=True)
class Event:
    """What an event-driven duty arises from: its id, and when it happened or became known."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation, applied to one participant and one period."""

    obligation: str
    participant: str
    period: str
    basis: Basis
    opens_on: date
    """The first day on which it can be met sensibly: until then it is not due."""
    due_at: datetime
    """The first instant at which it is late."""
    recorded_on: date
    """The day on which the register learned that it is owed."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What there is one of."""
        return (self.obligation, self.participant, self.period)


def subject_of(obligation: str, participant: str, period: str) -> str:
    """Give the id of the deadline of an obligation, participant and period."""
    return f"{obligation}/{participant}/{period}"


def address_of(obligation: str, participant: str, period: str) -> str:
    """Give the address of the page of a deadline of this slice."""
    return f"/reporting/{obligation}/{period}/{participant}"
