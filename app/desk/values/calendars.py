"""The words for calendars that people's own programs read."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing in a calendar, until an instant."""

    id: str
    """The same for ever, whatever becomes of it."""
    ends_at: datetime
    """The first instant at which it is late."""
    changed_at: datetime
    revision: int
    """Higher each time the day is another one, or it is called off or taken up again."""
    is_off: bool
    summary: str
    details: str
    link: str
    """Where it is dealt with: a whole address."""
    is_private: bool = False
    begins_at: datetime | None = None
    """Of what takes its time, such as a meeting; what is due only has an end."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Falling:
    """How many states await one thing, which falls due for all of them at one instant."""

    obligation: str
    period: str
    due_at: datetime
    owed: int
    """How many states owe or may file it."""
    awaited: int
    """Of how many nothing has come."""
    changed_at: datetime
