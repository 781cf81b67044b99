"""The words for the governing body's papers."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.declarations.values.filing import Status, Step
from app.obligations.values import Basis, Decision


class Timing(StrEnum):
    """What a paper says of one deadline; each has one, and what was filed stays unsaid."""

    ON_TIME = "on_time"
    LATE = "late"
    RECEIVED = "received"
    """Received, and neither on time nor late: owed by nobody, or due before that was known."""
    OVERDUE = "overdue"
    DUE = "due"
    NOT_DUE = "not_due"
    WAIVED = "waived"


class Among(StrEnum):
    """Which treaties stand on one sheet."""

    OWN = "own"
    """The Agency's own."""
    PRECEDENTS = "precedents"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Received:
    """One version that was submitted: of what, on which basis, when, and whether it came here."""

    form: str
    participant: str
    number: int
    """Its place in the chain: the first submission is 1."""
    basis: Basis
    status: Status
    """Where it stands now."""
    on_paper: bool


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step of the review: with what, when, and when that had been received."""

    step: Step
    at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of a body about a deadline, as the director confirmed it."""

    obligation: str
    participant: str
    period: str
    decision: Decision
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Stopped:
    """One outage, and how many deadlines that a paper may count it moved."""

    number: int
    since: datetime
    until: datetime
    reason: str
    moved: int


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a year of which a report tells, both included: of this year, those until now."""

    since: date
    until: date

    def holds(self, on: date | None) -> bool:
        """Say whether a day is one of them."""
        return on is not None and self.since <= on <= self.until
