"""The words for a deadline: what it is about, by when, and how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

LONGEST_KIND = 40
LONGEST_SUBJECT = 200


class Outcome(StrEnum):
    """How a deadline was met, or why it need not be."""

    FILED = "filed"
    NIL = "nil"
    """Filed: there is nothing to declare."""
    NO_CHANGE = "no_change"
    """Filed: what was declared before still holds."""
    WAIVED = "waived"
    """A body has dispensed with it."""

    @property
    def is_submission(self) -> bool:
        """Whether something was handed in."""
        return self is not Outcome.WAIVED


@dataclass(frozen=True, slots=True)
class Subject:
    """What a deadline is about: a kind of thing, and which one."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Set:
    """A deadline as the slice above it sets it."""

    kind: str
    id: str
    due_at: datetime
    """The first instant at which it is late; the end of the day where the law gives a date."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What a letter about it says."""
    link: str = ""
    """The address of the page on which it is dealt with."""
    participant: str | None = None
    """Whose people are reminded."""
    person: int | None = None
    """The number of the account that it is about, where it is about a person."""
    ladder: str | None = None
    """The code of the ladder by which is reminded; none where nobody is."""
    hangs_on: str | None = None
    """The kind of the deadline of the same id without which this one is nothing."""

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(self.kind, self.id)
