"""The words for texts under discussion: calls for comments, and what becomes of each comment."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.correspondence.values import Channel

LONGEST_PROPOSAL = 10_000
LONGEST_WHY = 5_000
LONGEST_NOTE = 2_000
LONGEST_REFERENCE = 120

COMMENTS = "comments"
"""What deadlines are called by which a member is to comment, and the ladder of its reminders."""


class Disposition(StrEnum):
    """What the secretary has made of a comment."""

    ACCEPTED = "accepted"
    IN_PART = "accepted_in_part"
    NOT_ACCEPTED = "not_accepted"
    NOTED = "noted"

    @property
    def needs_reason(self) -> bool:
        """Whether whoever commented has to be told why."""
        return self in {Disposition.IN_PART, Disposition.NOT_ACCEPTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call for comments on a paper."""

    until: date
    """The last day on which they are taken."""
    note: str = ""
    """What the secretary asks those who comment to look at."""
    observers: bool = False
    """Whether observers may comment too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody has to say about a text."""

    paragraph: int | None = None
    """The paragraph, from 1; none of the text as a whole."""
    proposal: str = ""
    """What it should say; empty where they say that they have no comment."""
    reason: str = ""


NOTHING = Remark()
"""That there is no comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """How a comment came that the secretary enters for somebody."""

    seat: UUID
    channel: Channel
    on: date
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What becomes of a comment, and why."""

    disposition: Disposition
    reason: str = ""
