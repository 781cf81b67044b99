"""What the law asks, of whom, on which basis and by when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Literal

DEADLINE = "obligation"
"""The kind of deadline that this slice sets."""

EXTENSION = "extension"
"""The kind of the deadline, and the ladder, of an extension asked for: to be decided in time."""

WATCHED = frozenset({"treaty_action.recorded", "treaty_action.corrected", "treaty.loaded"})
"""The kinds of the ledger's entries from which it may follow that somebody owes something else."""

CURSOR = "obligations"
"""The name of the cursor that follows them."""

ONCE = "initial"
"""The period of what is owed once after entry into force."""

END = "end-state"
"""The period of what must be reached in the end."""

LONGEST_CODE = 40
LONGEST_PERIOD = 60
LONGEST_SYMBOL = 200
LONGEST_REASON = 2_000


class Basis(StrEnum):
    """On what basis a participant files."""

    PARTY = "party"
    PROVISIONAL = "provisionally_applying"
    ARRANGEMENT = "arrangement"
    """It takes part in an arrangement that binds politically."""
    VOLUNTARY = "voluntary"

    @property
    def can_be_overdue(self) -> bool:
        """Whether whoever files on this basis owes it."""
        return self is not Basis.VOLUNTARY


FREELY = f"{ONCE}-{Basis.VOLUNTARY.value}"
"""The period of an initial declaration that nobody owes."""

EVENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}", re.ASCII)
"""How the id of an event is written, which is its period."""

OWING = (Basis.PARTY, Basis.PROVISIONAL, Basis.ARRANGEMENT)
"""The bases on which something is owed, the strongest first."""


NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The first instant at which something is late that has no time limit: it does not come."""

INVITATION = "invitation"
"""The ladder of what nobody owes: an invitation, once."""


class Publication(StrEnum):
    """Whether it is public that something was filed."""

    PUBLIC = "public"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Initial:
    """Within so many days of entry into force for the state."""

    kind: Literal["initial"]
    days: int


@dataclass(frozen=True, slots=True)
class ByDate:
    """Each year, by a day of the year itself or of one that follows."""

    kind: Literal["annual_by_date"]
    month: int
    day: int
    years_after: int = 1


@dataclass(frozen=True, slots=True)
class AfterPeriod:
    """Each year, within so many days of its end."""

    kind: Literal["annual_after"]
    days: int


@dataclass(frozen=True, slots=True)
class BeforePeriod:
    """Each year, so many days before it begins."""

    kind: Literal["annual_before"]
    days: int


@dataclass(frozen=True, slots=True)
class Periodic:
    """Every so many years by a day, in cohorts of which each has its own years.

    The first cohort's turn is in ``first``, the next one's a year later; who is in none is in the
    last. Without cohorts everybody's turn comes so many years after entry into force for it.
    """

    kind: Literal["periodic"]
    every: int
    month: int
    day: int
    first: int = 0
    cohorts: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class BeforeMeeting:
    """So many months before a meeting, which is the period."""

    kind: Literal["before_meeting"]
    months: int
    body: str


@dataclass(frozen=True, slots=True)
class AfterEvent:
    """Within so many days of an event, or so many hours of the instant when it became known."""

    kind: Literal["after_event"]
    days: int | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class BeforeEvent:
    """So many days before an event."""

    kind: Literal["before_event"]
    days: int


@dataclass(frozen=True, slots=True)
class Unlimited:
    """After an event, with no time limit: it is never late."""

    kind: Literal["after_event_unlimited"]


@dataclass(frozen=True, slots=True)
class EndState:
    """Within so many years of entry into force for the state; a body may extend it."""

    kind: Literal["end_state"]
    years: int


Annual = ByDate | AfterPeriod | BeforePeriod
Once = Initial | EndState
Happened = AfterEvent | Unlimited
Eventful = Happened | BeforeEvent
Rule = (
    Initial | ByDate | AfterPeriod | BeforePeriod | Periodic | BeforeMeeting | Eventful | EndState
)


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty, as data."""

    code: str
    """As addresses have it, such as ``f2`` or ``f3-a``."""
    title: str
    form: str
    """On which form it is met, such as ``F2``."""
    treaty: str
    source: str
    """Where the law says so."""
    rule: Rule
    publication: Publication = Publication.PUBLIC
    stage: str | None = None
    """At which stage of the form."""
    ladder: str = "periodic"
    """By which ladder those who owe it are reminded."""
    following: str | None = None
    """The code of the one that comes first: before it was due, this is not owed."""

    @property
    def is_eventful(self) -> bool:
        """Whether it arises from an event, which somebody has to tell."""
        return isinstance(self.rule, Eventful)

    @property
    def has_happened(self) -> bool:
        """Whether it arises from an event that lies behind whoever tells of it."""
        return isinstance(self.rule, Happened)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What some participants have agreed among themselves, and from when each takes part."""

    title: str
    treaty: str
    """Whose obligations they have taken on."""
    participants: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Competence:
    """Who declares on a form: a regional organisation or its members, as its declaration of
    competence says; never both.
    """

    organisation: str
    treaty: str
    form: str
    declared_by: Literal["organisation", "members"]
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting before which something is due."""

    body: str
    number: str
    """Such as ``C-1``: the period's id."""
    opens_on: date


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every obligation, by code in the order of the law, and what they refer to."""

    obligations: Mapping[str, Obligation]
    arrangements: Sequence[Arrangement] = ()
    meetings: Sequence[Meeting] = ()
    competences: Sequence[Competence] = ()
    digest: str = ""
    """Of the files it was read from."""

    @property
    def treaties(self) -> frozenset[str]:
        """The treaties that they stand in."""
        return frozenset(each.treaty for each in self.obligations.values())

    def competences_on(self, obligation: Obligation) -> tuple[Competence, ...]:
        """Give the declarations of competence about an obligation's form."""
        return tuple(
            each
            for each in self.competences
            if (each.treaty, each.form) == (obligation.treaty, obligation.form)
        )
