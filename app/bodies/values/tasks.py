"""The words for what is to be done in a body: its milestones and its action items."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.bodies.values.bodies import Class

LONGEST_WHAT = 300
LONGEST_DELIVERABLE = 300
LONGEST_NOTE = 2_000
MOST_OWNERS = 20


class TaskKind(StrEnum):
    """What sort of thing is to be done."""

    MILESTONE = "milestone"
    """A step of the body's work, laid down when the work was planned."""
    ACTION = "action"
    """What somebody took upon them, mostly at a meeting or by a decision."""

    @property
    def page(self) -> str:
        """Give what stands for all of them in addresses."""
        return f"{self.value}s"


class TaskState(StrEnum):
    """Where something that is to be done stands."""

    ACTIVE = "active"
    CHANGED = "changed"
    """Still to be done, but not as it was first set down: the history says what, and why."""
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self in (TaskState.ACTIVE, TaskState.CHANGED)


class TaskStep(StrEnum):
    """What was done with it."""

    ENTERED = "entered"
    CHANGED = "changed"
    DONE = "done"
    REOPENED = "reopened"
    """It was said to be done, and is not."""
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do something: whoever has a seat in the body, or an officer who runs bodies."""

    seat: UUID | None = None
    account: int | None = None

    def __post_init__(self) -> None:
        """Refuse an owner that is both or neither.

        Raises:
            ValueError: it is.

        """
        if (self.seat is None) == (self.account is None):
            raise ValueError("an owner is a seat or an account")

    @property
    def word(self) -> str:
        """Give what stands for them in forms and addresses."""
        return f"seat-{self.seat}" if self.seat else f"account-{self.account}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be done, by when and by whom, as somebody sets it down."""

    what: str
    due_on: date
    """The last day in time, at the seat."""
    sort: Class = Class.UNCLASSIFIED
    deliverable: str = ""
    """What is to come of it, in words: a paper has no symbol before it is written."""
    paper_id: UUID | None = None
    """The paper that came of it."""
    owners: tuple[Owner, ...] = ()
    meeting_id: UUID | None = None
    """The meeting at which it was taken on."""
    decision_id: UUID | None = None
    """The decision from which it follows."""


class TaskFilter(StrEnum):
    """Which of them a list shows."""

    ALL = ""
    LATE = "late"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class TaskQuestion:
    """What a list is asked for."""

    which: TaskFilter = TaskFilter.ALL
    owner: str = ""
    """The word that stands for the owner in forms; empty for everybody's."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form may choose from, by the words that it posts."""

    owners: Mapping[str, Owner]
    papers: Mapping[str, UUID]
    """By symbol."""
    meetings: Mapping[str, UUID]
    decisions: Mapping[str, UUID]
