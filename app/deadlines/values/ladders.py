"""The words for reminders: ladders, their steps, and whom a step reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_LADDER = 40
LONGEST_STEP = 40
LONGEST_TEMPLATE = 80
LONGEST_REASON = 500


class Reached(StrEnum):
    """Whom a step's letter goes to."""

    DRAFTERS = "drafters"
    """Everybody who drafts for the participant."""
    REPRESENTATIVE = "representative"
    MISSION = "mission"
    """The participant's permanent mission, at its address."""
    DIRECTOR = "director"
    OFFICERS = "officers"
    """The declarations officers of the secretariat."""
    SECRETARIES = "secretaries"
    """The bodies officers of the secretariat."""
    ADMINISTRATORS = "administrators"
    """Those who look after accounts."""
    PERSON = "person"
    """The one person whom the deadline is about."""


WITHIN = frozenset(
    {Reached.DIRECTOR, Reached.OFFICERS, Reached.SECRETARIES, Reached.ADMINISTRATORS}
)
"""Those in the secretariat."""


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of a ladder: when a letter goes out, counted from the due date, and to whom."""

    code: str
    """Such as ``30-days-before``; part of each letter's occasion."""
    template: str
    """The name of the letter in ``templates/mail``."""
    to: tuple[Reached, ...]
    days: int | None = None
    """Calendar days from the due date at the seat; negative ones lie before it."""
    hours: int | None = None
    """Hours from the instant at which it is late, exact; instead of days."""

    @property
    def is_internal(self) -> bool:
        """Whether it reaches the secretariat alone: no pause of a state's reminders holds it."""
        return WITHIN.issuperset(self.to)

    def __post_init__(self) -> None:
        """Refuse a step that counts in both units or in none.

        Raises:
            ValueError: it does.

        """
        if (self.days is None) == (self.hours is None):
            raise ValueError(f"step {self.code!r} must count either days or hours")


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps by which those who should act are reminded, from the earliest to the last."""

    code: str
    steps: tuple[Step, ...]
    lapses_after: timedelta
    """How long after its instant a step is still worth a letter: after a long outage, or when an
    old duty becomes known late, what is older is noted and sends nothing.
    """

    def __post_init__(self) -> None:
        """Refuse steps that have one code or stand out of order.

        Raises:
            ValueError: they do.

        """
        if len({each.code for each in self.steps}) < len(self.steps):
            raise ValueError(f"two steps of ladder {self.code!r} have one code")
        offsets = [timedelta(days=each.days or 0, hours=each.hours or 0) for each in self.steps]
        if offsets != sorted(offsets):
            raise ValueError(f"the steps of ladder {self.code!r} are out of order")


@dataclass(frozen=True, slots=True)
class Routine:
    """How the secretariat reminds: its ladders, by code, and the seat's days off."""

    ladders: Mapping[str, Ladder]
    days_off: frozenset[date]


@dataclass(frozen=True, slots=True)
class Climb:
    """What one sweep does about one deadline."""

    taken: Step | None
    """The step now reached, for which letters go out."""
    missed: tuple[Step, ...]
    """Those that it has overtaken; they send nothing any more."""
    next_at: datetime | None
    """When the next one comes; none after the last."""

    @property
    def last(self) -> Step | None:
        """The last step that it deals with, if it deals with any."""
        return self.taken or (self.missed[-1] if self.missed else None)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time during which a participant is not reminded, and why."""

    participant: str
    reason: str
    since: date
    until: date
    """The last day of it."""

    def covers(self, on: date) -> bool:
        """Say whether a day lies in it."""
        return self.since <= on <= self.until
