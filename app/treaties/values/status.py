"""What follows from acts and clauses on a day: who is bound, since when, and what is missing."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import itemgetter

from app.participants.values import Roll
from app.treaties.values.acts import ActionKind


class Status(StrEnum):
    """Where a participant stands toward a treaty on a day."""

    NON_SIGNATORY = "non_signatory"
    SIGNATORY = "signatory"
    PROVISIONALLY_APPLYING = "provisionally_applying"
    CONTRACTING = "contracting"
    """Consented, not yet in force for it."""
    PARTY = "party"
    WITHDRAWING = "withdrawing"
    """A party, until its notice takes effect."""
    FORMER_PARTY = "former_party"

    @property
    def is_bound(self) -> bool:
        """Whether the treaty is in force for it."""
        return self in {Status.PARTY, Status.WITHDRAWING}


@dataclass(frozen=True, slots=True)
class Period:
    """A time during which the treaty is in force for a participant; ``to`` is the first day out."""

    since: date
    to: date | None = None

    def covers(self, on: date) -> bool:
        """Say whether the day lies in it."""
        return self.since <= on and (self.to is None or on < self.to)


@dataclass(frozen=True, slots=True)
class Consent:
    """The act by which a participant consented to be bound, and the day of its deposit."""

    action: ActionKind
    on: date


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of withdrawal: received on, in effect on; by way of the parent treaty."""

    on: date
    effective_on: date | None
    """None while an armed conflict defers it to a day that nobody knows yet."""
    with_parent: bool = False
    rescinded_on: date | None = None
    """The day its rescission was received; None on every notice that a standing shows."""
    deferred_on: date | None = None
    """The day on which its deferral by an armed conflict was received."""
    due_on: date | None = None
    """Where it is deferred: the day on which it would have taken effect."""

    def stands(self, on: date) -> bool:
        """Say whether it was received, as it reads, by the day and not rescinded by then."""
        since = self.deferred_on or self.on
        return since <= on and (self.rescinded_on is None or on < self.rescinded_on)


@dataclass(frozen=True, slots=True)
class Standing:
    """One participant on one day."""

    code: str
    status: Status
    signed_on: date | None = None
    consent: Consent | None = None
    """The consent that stands or stood last; one that was withdrawn before it bound is none."""
    in_force_on: date | None = None
    """From when the treaty is or will be in force for it, its latest period's first day."""
    periods: tuple[Period, ...] = ()
    withdrawal: Notice | None = None
    provisional_since: date | None = None
    historical: bool = False
    """Whether the participant no longer existed on the day; it is then in no count."""


@dataclass(frozen=True, slots=True)
class ConditionProgress:
    """How far a condition for entry into force is met."""

    kind: str
    """count, named, share, fraction_of_parties or treaty_in_force."""
    required: Decimal | int
    reached: Decimal | int
    """The figure on the day asked for, and from the trigger on that of the trigger day."""
    met_on: date | None
    indicator: str | None = None
    treaty: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """The treaty's entry into force as it stood on a day."""

    on: date | None
    trigger_on: date | None
    trigger_participants: tuple[str, ...]
    """Whose deposits on the trigger day counted, by code; between them there is no order."""
    conditions: tuple[ConditionProgress, ...]
    missing: tuple[str, ...]
    """Who of a named list has not consented, by code."""
    lapsed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many; participants that no longer exist are left out."""

    signatories: int
    contracting: int
    """Everyone who has consented and waits, whatever the status says."""
    parties: int
    former: int


@dataclass(frozen=True, slots=True)
class TreatyStatus:
    """A treaty on one day, as it was known on another."""

    treaty: str
    as_of: date
    known_on: date | None
    entry_into_force: Entry
    counts: Counts
    participants: tuple[Standing, ...]
    """Everyone who acted and everyone who may join and existed on the day, by code."""


@dataclass(frozen=True, slots=True)
class OtherTreaty:
    """What a treaty's clauses need to know of another: from when it was in force, and for whom."""

    in_force_on: date | None
    lapsed_on: date | None
    parties: tuple[tuple[date, frozenset[str]], ...]
    """Its parties from each day on, by what had been deposited up to that day."""
    notices: Mapping[str, tuple[Notice, ...]]
    """Every notice that ever stood, rescinded ones too, and a lapse as a notice of its own day."""

    def is_in_force(self, on: date) -> bool:
        """Say whether it was in force on the day."""
        begun = self.in_force_on is not None and self.in_force_on <= on
        return begun and (self.lapsed_on is None or on < self.lapsed_on)

    def parties_on(self, on: date) -> frozenset[str]:
        """Give its parties on the day."""
        place = bisect_right(self.parties, on, key=itemgetter(0))
        return self.parties[place - 1][1] if place else frozenset()


@dataclass(frozen=True, slots=True)
class World:
    """Everything beside clauses and acts that the rules look at."""

    roll: Roll
    indicators: Mapping[str, Mapping[str, Decimal]]
    """Values by indicator and participant."""
    treaties: Mapping[str, OtherTreaty]
    """The treaties that a clause refers to, by id."""
