"""The words for meetings: where one stands, what is on its agenda, who came, who was invited."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.bodies.values.bodies import Class
from app.kernel.languages import Language

LONGEST_PLACE = 200
LONGEST_LINK = 500
LONGEST_TITLE = 300
LONGEST_NOTE = 1_000
LONGEST_SUMMARY = 20_000
PAPERS_DUE = "meeting-papers"
"""The kind of the deadline, and the ladder, of the papers for a meeting."""

MOST_ITEMS = 40
MOST_DELEGATES = 40
MOST_PAPERS = 60
"""Of one item."""
LONGEST_ITEM_MINUTES = 24 * 60


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    """It was opened, and the secretary recorded who was there."""
    CANCELLED = "cancelled"


class Telling(StrEnum):
    """What people were told of a meeting, in a calendar's own words (RFC 5546, section 1.4)."""

    REQUEST = "request"
    """They are invited, or told what has changed."""
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of an agenda."""

    number: int
    title: str
    minutes: int | None = None
    """How long it is planned to take."""
    note: str = ""
    papers: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """When and where a meeting is to be, in which languages, and who may know of it."""

    opens_at: datetime
    closes_at: datetime
    place: str
    link: str
    """Where it can be attended from afar."""
    languages: tuple[Language, ...]
    sort: Class
    papers_due_on: date | None = None
    """The last day at the seat for papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """Who comes to a meeting for one seat."""

    head: str
    """Who leads it; of a person, that person."""
    delegates: tuple[str, ...] = ()
    """The names of the others."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat, as far as a quorum needs to know it."""

    id: UUID
    participant: str | None
    is_member: bool
    alternate_to: UUID | None = None
    """The seat for which it stands in."""


@dataclass(frozen=True, slots=True)
class Presence:
    """How many were there, of how many, and how many are needed to decide."""

    present: int
    whole: int
    needed: int

    @property
    def is_quorum(self) -> bool:
        """Whether the body may decide."""
        return self.present >= self.needed
