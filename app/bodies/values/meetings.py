"""The words for meetings: where one stands, what is on its agenda, who came, who was invited."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

LONGEST_PLACE = 200
LONGEST_LINK = 500
LONGEST_TITLE = 300
LONGEST_NOTE = 1_000
LONGEST_SUMMARY = 20_000
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
