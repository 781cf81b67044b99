"""The words for a body: what it is, where it stands, for how long, and by whose authority."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST_SYMBOL = 60
LONGEST_SLUG = 40
LONGEST_NAME = 200
LONGEST_AUTHORITY = 200
LONGEST_REASON = 2_000
LONGEST_MANDATE = 20_000


class BodyKind(StrEnum):
    """What sort of body it is; all are of one model."""

    PREPARATORY_COMMISSION = "preparatory_commission"
    CONFERENCE = "conference"
    COUNCIL = "council"
    COMMITTEE = "committee"
    WORKING_GROUP = "working_group"


class BodyState(StrEnum):
    """Where a body stands: the last step that was taken with it by a day."""

    PROPOSED = "proposed"
    """Its mandate is being discussed; no decision has set it up."""
    ACTIVE = "active"
    DORMANT = "dormant"
    """It exists and does not meet, until a decision revives it."""
    CONCLUDED = "concluded"

    @property
    def is_at_work(self) -> bool:
        """Whether it may meet, issue papers and decide."""
        return self is BodyState.ACTIVE


class Class(StrEnum):
    """Who reads what a body has before it: a paper, a text, a decision."""

    UNCLASSIFIED = "unclassified"
    """Whoever may look at the body: everybody, where it is public."""
    RESTRICTED = "restricted"
    """Whoever has a seat in it, observers included, and the secretariat's director."""
    PROTECTED = "protected"
    """Its members and experts; of the secretariat, its officers alone."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time from a day on, perhaps to a last day, perhaps ended before."""

    since: date
    until: date | None = None
    """The last day of it; none where it has no end."""
    ended_on: date | None = None
    """The first day on which it holds no more, because it was ended early."""

    def covers(self, on: date) -> bool:
        """Say whether it holds on a day."""
        before_end = self.until is None or on <= self.until
        return self.since <= on and before_end and (self.ended_on is None or on < self.ended_on)

    @property
    def last(self) -> date:
        """The last day on which it holds, the latest of all days where it has no end."""
        before = self.ended_on - timedelta(days=1) if self.ended_on else date.max
        return min(before, self.until or date.max)

    def contains(self, other: "Span") -> bool:
        """Say whether it holds on every day of another."""
        return self.since <= other.since and other.last <= self.last

    def meets(self, other: "Span") -> bool:
        """Say whether there is a day on which both hold."""
        first = max(self.since, other.since)
        return self.covers(first) and other.covers(first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A body as it is proposed."""

    symbol: str
    kind: BodyKind
    name: str
    mandate: str
    public: bool
    parent: str | None = None
    """The slug of the body that it is to stand under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """What a decision sets up a body with."""

    authority: str
    """The symbol of the decision, or an article of a treaty."""
    on: date
    """The day of the decision, from which the body is at work."""
    mandate: str
    until: date | None = None
    """The last day of its term; none of a body that stands for good."""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step with a body that has been set up, or a proposal that is given up."""

    to: BodyState
    authority: str
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What of a body is still to come."""

    meeting: int | None
    """The number of the first meeting that is still to end."""
    silence: bool
    """Whether a silence procedure runs."""
