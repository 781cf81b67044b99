"""A treaty's final clauses as data (the file format is in docs/formats.md)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.treaties.values.acts import ActionKind


@dataclass(frozen=True, slots=True)
class Immediate:
    """On the very day."""


@dataclass(frozen=True, slots=True)
class Days:
    """So many days after, the day itself not counted."""

    count: int


@dataclass(frozen=True, slots=True)
class Months:
    """So many months after: the same day of the month, or its last where there is none."""

    count: int


@dataclass(frozen=True, slots=True)
class FirstOfNthMonthAfterMonth:
    """The first day of the nth month after the month that holds the day."""

    count: int


@dataclass(frozen=True, slots=True)
class FirstOfMonthAfterDay:
    """The first day of the month after so many days have passed."""

    days: int


@dataclass(frozen=True, slots=True)
class FirstOfMonthAfterMonths:
    """The first day of the month after so many months have passed."""

    months: int


Delay = (
    Immediate
    | Days
    | Months
    | FirstOfNthMonthAfterMonth
    | FirstOfMonthAfterDay
    | FirstOfMonthAfterMonths
)


class DurationUnit(StrEnum):
    """What a duration is counted in."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar units."""

    count: int
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many consents, of given kinds or from a given list where one is named."""

    required: int
    kinds: frozenset[ActionKind] | None = None
    among: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Every one of a named list has consented."""

    participants: frozenset[str]


@dataclass(frozen=True, slots=True)
class Share:
    """Those who consented hold at least a share (0 to 1) of an indicator, among a list if given."""

    indicator: str
    at_least: Decimal
    among: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class FractionOfParties:
    """A fraction of another treaty's parties has consented; ``of`` fixes their number."""

    treaty: str
    numerator: int
    denominator: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class TreatyInForce:
    """Another treaty is in force."""

    treaty: str


TWELVE_MONTHS = Duration(12, DurationUnit.MONTHS)

Condition = Count | Named | Share | FractionOfParties | TreatyInForce


class Require(StrEnum):
    """Whether every condition must hold, or one is enough."""

    ALL = "all"
    ANY = "any"


class OwnDelayRunsAfter(StrEnum):
    """From when on a later deposit runs its own delay instead of taking the general date."""

    TRIGGER = "trigger"
    ENTRY_INTO_FORCE = "entry_into_force"


class RegionalOrganisations(StrEnum):
    """What a regional organisation's instrument counts for."""

    NOT_ADDITIONAL = "not_additional"
    """It binds, and counts nothing beside those of its members."""
    COUNTS = "counts"
    NOT_ELIGIBLE = "not_eligible"


class Reservations(StrEnum):
    """Whether reservations may be made."""

    NONE = "none"
    ALLOWED = "allowed"
    UNLESS_INCOMPATIBLE = "unless_incompatible"


@dataclass(frozen=True, slots=True)
class EntryIntoForce:
    """When the treaty enters into force: conditions, then a delay."""

    conditions: tuple[Condition, ...]
    """None at all: it enters into force for each by its own deposit."""
    delay: Delay
    require: Require = Require.ALL
    fixed_date: date | None = None
    """In force on this day if the conditions are met by then, else by the delay."""
    not_before: date | None = None
    """The earliest day possible."""
    lapses_below: int | None = None
    """It ceases to be in force when so few parties remain."""


@dataclass(frozen=True, slots=True)
class LaterJoiners:
    """When it enters into force for those who deposit later."""

    delay: Delay
    own_delay_runs_after: OwnDelayRunsAfter


@dataclass(frozen=True, slots=True)
class WithdrawalClause:
    """How a party may leave."""

    lockout: Duration
    """Counted from the party's own entry into force; before its end there is no notice."""
    notice: Duration | Delay
    """Counted from the receipt of the notice."""
    later_date_allowed: bool = False
    deferred_by_armed_conflict: bool = False
    with_parent: bool = False
    """Leaving the parent treaty is leaving this one."""


@dataclass(frozen=True, slots=True)
class FinalClauses:
    """Who may join, from when it binds whom, and how one leaves."""

    entry_into_force: EntryIntoForce
    later_joiners: LaterJoiners
    regional_organisations: RegionalOrganisations
    withdrawal: WithdrawalClause | None
    reservations: Reservations
    provisional_application: bool = False
    eligible: frozenset[str] | None = None
    """None: all states."""
    late_reservations: Duration = TWELVE_MONTHS
    """How long a reservation made after consent is circulated for objections."""


@dataclass(frozen=True, slots=True)
class SignatureWindow:
    """The days on which the treaty may be signed, both included; ``until`` None never closes."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Definition:
    """A treaty as the register knows it."""

    id: str
    title: str
    short_title: str
    adopted_on: date
    adopted_at: str
    depositary: str
    """``GAIMA``, or the name of another, of which the register is then a mirror."""
    open_for_signature: SignatureWindow | None
    """None: an amendment that is only accepted."""
    final_clauses: FinalClauses
    parent: str | None = None
    precedent: bool = False
    """A treaty of others, shown apart; its acts were known from the day of their deposit."""
