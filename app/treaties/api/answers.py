"""The shape of the API's answers about treaties, for its description; ``rules`` make them."""

from typing import Annotated, Literal

from pydantic import Field

from app.kernel.api import Day, Told
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import (
    OwnDelayRunsAfter,
    RegionalOrganisations,
    Require,
    Reservations,
)
from app.treaties.values.status import Status

Code = Annotated[str, Field(description="A participant's code.")]


class WindowTold(Told):
    """The days on which a treaty may be signed, both included."""

    since: Annotated[Day, Field(alias="from")]
    until: Annotated[Day | None, Field(description="null: it never closes.")]


class DelayTold(Told):
    """From a deposit to its effect."""

    kind: Literal[
        "immediate",
        "days",
        "months",
        "first_of_nth_month_after_month",
        "first_of_month_after_day",
        "first_of_month_after_months",
    ]
    n: Annotated[int | None, Field(description="Not given where it is immediate.")] = None


class DurationTold(Told):
    """A length of time; one of the keys is given."""

    days: int | None = None
    months: int | None = None
    years: int | None = None


class ConditionTold(Told):
    """A condition for entry into force; which keys stand there depends on its kind."""

    kind: Literal["count", "named", "share", "fraction_of_parties", "treaty_in_force"]
    n: int | None = None
    actions: list[ActionKind] | None = None
    among: list[Code] | None = None
    participants: list[Code] | None = None
    indicator: str | None = None
    at_least: float | None = None
    treaty: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    of: int | None = None


class EntryRuleTold(Told):
    """When the treaty enters into force."""

    require: Require
    conditions: list[ConditionTold]
    delay: DelayTold
    fixed_date: Day | None
    not_before: Day | None
    lapses_below: int | None


class LaterJoinersTold(Told):
    """When it enters into force for those who deposit later."""

    delay: DelayTold
    own_delay_runs_after: OwnDelayRunsAfter


class WithdrawalRuleTold(Told):
    """How a party may leave."""

    lockout: DurationTold
    notice: DurationTold | DelayTold
    later_date_allowed: bool
    deferred_by_armed_conflict: bool
    with_parent: bool


class FinalClausesTold(Told):
    """The final clauses, as data."""

    eligible: Literal["all_states"] | list[Code]
    entry_into_force: EntryRuleTold
    later_joiners: LaterJoinersTold
    regional_organisations: RegionalOrganisations
    withdrawal: WithdrawalRuleTold | None
    reservations: Reservations
    provisional_application: bool
    late_reservations: Annotated[
        DurationTold | None,
        Field(description="How long a late reservation is circulated; not given: twelve months."),
    ] = None


class TreatySummaryTold(Told):
    """A treaty in a list."""

    id: str
    title: str
    short_title: str
    adopted_on: Day
    depositary: str
    precedent: Annotated[bool, Field(description="Whether it is a treaty of others.")]
    parent: str | None


class TreatyTold(TreatySummaryTold):
    """A treaty's definition."""

    adopted_at: str
    open_for_signature: WindowTold | None
    final_clauses: FinalClausesTold
    revision: Annotated[int, Field(description="Grows with every change.")]
    links: Annotated[dict[str, str], Field(description="Addresses of what belongs to it.")]


class TreatiesTold(Told):
    """A page of treaties, by id."""

    items: list[TreatySummaryTold]
    next: str | None


class ActTold(Told):
    """One record of an act; a correction replaces another record and leaves it standing."""

    id: str
    number: int
    participant: Code
    name: str
    action: ActionKind
    deposited_on: Day
    effective_on: Day | None
    territory: str | None
    text: str | None
    reference: str | None
    recorded_on: Day
    replaces: int | None
    replaced_by: int | None
    reason: str | None
    concerns: Annotated[
        int | None, Field(description="The number of the act that it is about, if it names one.")
    ]


class ActsTold(Told):
    """A page of acts, in the order in which they were recorded."""

    items: list[ActTold]
    next: str | None


class ProgressTold(Told):
    """How far a condition is met; from the trigger on, the figure of the trigger day."""

    kind: str
    required: float
    reached: float
    met_on: Day | None
    indicator: str | None = None
    treaty: str | None = None


class EntryTold(Told):
    """The treaty's entry into force as it stands on the day."""

    on: Day | None
    trigger_on: Day | None
    trigger_participants: list[Code]
    conditions: list[ProgressTold]
    missing: Annotated[list[Code], Field(description="Of a named list, who has not consented.")]
    lapsed_on: Day | None


class CountsTold(Told):
    """How many; participants that no longer exist are left out."""

    signatories: int
    contracting: int
    parties: int
    former: int


class ConsentTold(Told):
    """The act by which it consented to be bound."""

    action: ActionKind
    on: Day


class PeriodTold(Told):
    """A time in which the treaty is in force for it; `to` is the first day out."""

    since: Annotated[Day, Field(alias="from")]
    to: Day | None


class NoticeTold(Told):
    """A notice of withdrawal that stands."""

    on: Day
    effective_on: Annotated[
        Day | None, Field(description="null while an armed conflict defers it.")
    ]
    with_parent: bool
    due_on: Annotated[
        Day | None, Field(description="Where it is deferred, the day it was due to take effect.")
    ]
    deferred_on: Annotated[Day | None, Field(description="When its deferral was received.")]


class StandingTold(Told):
    """One participant on the day."""

    code: Code
    name: str
    status: Status
    signed_on: Day | None
    consent: ConsentTold | None
    in_force_on: Day | None
    periods: list[PeriodTold]
    withdrawal: NoticeTold | None
    provisional_since: Day | None
    historical: bool


class StatusTold(Told):
    """A treaty on one day, as it was known on another."""

    treaty: str
    as_of: Day
    known_on: Day | None
    entry_into_force: EntryTold
    counts: CountsTold
    participants: list[StandingTold]


class DaysTold(Told):
    """The treaty's own two days."""

    on: Day | None
    trigger_on: Day | None


class EntryMovedTold(Told):
    """The treaty's entry into force in the register, and as it would be."""

    before: DaysTold
    after: DaysTold


class PlaceTold(Told):
    """Where a participant stands, and from when it is or will be bound."""

    status: Status
    in_force_on: Day | None


class ChangeTold(Told):
    """One participant to whom the acts would make a difference."""

    code: Code
    name: str
    before: Annotated[PlaceTold | None, Field(description="null: no standing at all.")]
    after: PlaceTold


class DifferenceTold(Told):
    """What differs from the register on the day."""

    entry_into_force: EntryMovedTold
    changes: list[ChangeTold]


class ScenarioTold(StatusTold):
    """A treaty on one day, as it would be, and what differs from the register."""

    scenario: DifferenceTold
