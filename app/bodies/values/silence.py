"""The words for silence procedures: where one stands, how a break came, when nobody was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.bodies.values.bodies import BodyState

LONGEST_PROOF = 2_000

AWAY_AFTER = timedelta(minutes=5)
"""For how long nobody may have looked at what runs before the product counts as having been away:
ticks come every two seconds, and a restart takes less."""

SEEN_EVERY = timedelta(seconds=30)
"""How often it is noted that somebody looks."""


class SilenceState(StrEnum):
    """Where a silence procedure stands; derived from its instants, never stored."""

    RUNNING = "running"
    BROKEN = "broken"
    ADOPTED = "adopted"
    ANNULLED = "annulled"
    """Recorded as adopted, though a break had reached the chair in time."""
    WITHDRAWN = "withdrawn"


class BreakChannel(StrEnum):
    """The way a break reached the chair."""

    PRODUCT = "product"
    """Whoever speaks for the member broke it here."""
    NOTE_VERBALE = "note_verbale"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"


PAPER = tuple(each for each in BreakChannel if each is not BreakChannel.PRODUCT)
"""The ways of which an officer enters what came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A silence procedure as rules see it."""

    opened_at: datetime
    expires_at: datetime
    """The first instant at which it can be broken no more."""
    adopted_at: datetime | None = None
    broken_at: datetime | None = None
    withdrawn_at: datetime | None = None
    annulled_at: datetime | None = None

    @property
    def state(self) -> SilenceState:
        """Where it stands."""
        if self.annulled_at:
            return SilenceState.ANNULLED
        if self.adopted_at:
            return SilenceState.ADOPTED
        if self.broken_at:
            return SilenceState.BROKEN
        return SilenceState.WITHDRAWN if self.withdrawn_at else SilenceState.RUNNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What somebody would put under silence, as it stands."""

    state: BodyState
    """Of the body."""
    text: str
    chosen: bool
    """Whether it was put to the body already, in whatever manner."""
    members: Sequence[str]
    at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A break as it is posted."""

    participant: str
    received_at: datetime
    """When it reached the chair, or the product."""
    channel: BreakChannel = BreakChannel.PRODUCT
    proof: str = ""
    """What shows when it came, in words: the note, its number in the register, who received it."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """A time during which the product was not there."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How long there is, in whole days, hours and minutes."""

    days: int
    hours: int
    minutes: int
