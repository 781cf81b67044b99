"""Final clauses as they stand in a definition's file (the format is in docs/formats.md)."""

from collections.abc import Callable, Mapping

from app.treaties.forms.items import Item
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import (
    TWELVE_MONTHS,
    Condition,
    Count,
    Days,
    Delay,
    Duration,
    DurationUnit,
    EntryIntoForce,
    FinalClauses,
    FirstOfMonthAfterDay,
    FirstOfMonthAfterMonths,
    FirstOfNthMonthAfterMonth,
    FractionOfParties,
    Immediate,
    LaterJoiners,
    Months,
    Named,
    OwnDelayRunsAfter,
    RegionalOrganisations,
    Require,
    Reservations,
    Share,
    TreatyInForce,
    WithdrawalClause,
)

MOST_PARTICIPANTS = 1000
LONGEST = {DurationUnit.DAYS: 36_500, DurationUnit.MONTHS: 1_200, DurationUnit.YEARS: 100}
"""A century, in each unit: what is longer is a slip of the pen."""

DELAYS: Mapping[str, tuple[Callable[[int], Delay], DurationUnit]] = {
    "days": (Days, DurationUnit.DAYS),
    "months": (Months, DurationUnit.MONTHS),
    "first_of_nth_month_after_month": (FirstOfNthMonthAfterMonth, DurationUnit.MONTHS),
    "first_of_month_after_day": (FirstOfMonthAfterDay, DurationUnit.DAYS),
    "first_of_month_after_months": (FirstOfMonthAfterMonths, DurationUnit.MONTHS),
}
CONSENT_WORDS = [kind.value for kind in ActionKind if kind.is_consent]


def final_clauses(item: Item) -> FinalClauses:
    """Read who may join, from when the treaty binds whom, and how one leaves."""
    parts = item.parts(
        ["entry_into_force", "later_joiners", "regional_organisations", "reservations"],
        nullable=["withdrawal"],
        optional=["eligible", "provisional_application", "late_reservations"],
    )
    late = _duration(parts["late_reservations"]) if "late_reservations" in parts else TWELVE_MONTHS
    return FinalClauses(
        entry_into_force=_entry(parts["entry_into_force"]),
        later_joiners=_later(parts["later_joiners"]),
        regional_organisations=parts["regional_organisations"].word(RegionalOrganisations),
        withdrawal=_withdrawal(parts["withdrawal"]) if "withdrawal" in parts else None,
        reservations=parts["reservations"].word(Reservations),
        provisional_application=_flag(parts, "provisional_application"),
        eligible=_eligible(parts["eligible"]) if "eligible" in parts else None,
        late_reservations=late,
    )


def _flag(parts: Mapping[str, Item], key: str) -> bool:
    return key in parts and parts[key].flag()


def _eligible(item: Item) -> frozenset[str] | None:
    return None if item.value == "all_states" else item.codes()


def _entry(item: Item) -> EntryIntoForce:
    parts = item.parts(
        ["conditions", "delay"],
        nullable=["fixed_date", "not_before", "lapses_below"],
        optional=["require"],
    )
    return EntryIntoForce(
        conditions=tuple(_condition(each) for each in parts["conditions"].items()),
        delay=_delay(parts["delay"]),
        require=parts["require"].word(Require) if "require" in parts else Require.ALL,
        fixed_date=parts["fixed_date"].day() if "fixed_date" in parts else None,
        not_before=parts["not_before"].day() if "not_before" in parts else None,
        lapses_below=_number(parts, "lapses_below"),
    )


def _later(item: Item) -> LaterJoiners:
    parts = item.parts(["delay", "own_delay_runs_after"])
    return LaterJoiners(
        delay=_delay(parts["delay"]),
        own_delay_runs_after=parts["own_delay_runs_after"].word(OwnDelayRunsAfter),
    )


def _withdrawal(item: Item) -> WithdrawalClause:
    flags = ["later_date_allowed", "deferred_by_armed_conflict", "with_parent"]
    parts = item.parts(["lockout", "notice"], optional=flags)
    return WithdrawalClause(
        lockout=_duration(parts["lockout"]),
        notice=_notice(parts["notice"]),
        **{flag: _flag(parts, flag) for flag in flags},
    )


def _notice(item: Item) -> Duration | Delay:
    if isinstance(item.value, dict) and "kind" in item.value:
        return _delay(item)
    return _duration(item)


def _duration(item: Item) -> Duration:
    parts = item.parts([], optional=[unit.value for unit in DurationUnit])
    given = [(DurationUnit(unit), part) for unit, part in parts.items()]
    if len(given) != 1:
        item.refuse("Give one of days, months and years, as in {“months”: 6}.")
        return Duration(0, DurationUnit.DAYS)
    unit, part = given[0]
    return Duration(part.whole(least=0, most=LONGEST[unit]), unit)


def _delay(item: Item) -> Delay:
    kind = _kind(item, ["immediate", *DELAYS])
    if kind not in DELAYS:
        if kind == "immediate":
            item.parts(["kind"])
        return Immediate()
    make, unit = DELAYS[kind]
    return make(item.parts(["kind", "n"])["n"].whole(least=1, most=LONGEST[unit]))


def _condition(item: Item) -> Condition:
    match _kind(item, ["count", "named", "share", "fraction_of_parties", "treaty_in_force"]):
        case "count":
            return _count(item)
        case "named":
            return Named(item.parts(["kind", "participants"])["participants"].codes())
        case "share":
            return _share(item)
        case "fraction_of_parties":
            return _fraction(item)
        case "treaty_in_force":
            return TreatyInForce(item.parts(["kind", "treaty"])["treaty"].slug())
    return Count(1)


def _kind(item: Item, known: list[str]) -> str:
    """Give the kind that an object says it is, or nothing where it is none of the known ones."""
    if not isinstance(item.value, dict):
        item.refuse("An object in braces with a “kind” is expected here.")
        return ""
    kind = item.value.get("kind")
    if kind in known:
        return str(kind)
    if kind is None:
        item.refuse("The key “%(key)s” is missing.", key="kind")
    else:
        item.part("kind").refuse(
            "There is no kind “%(kind)s” here. The kinds are: %(kinds)s.",
            kind=kind,
            kinds=", ".join(known),
        )
    return ""


def _count(item: Item) -> Count:
    parts = item.parts(["kind", "n"], optional=["actions", "among"])
    among = parts["among"].codes() if "among" in parts else None
    required = parts["n"].whole(least=1, most=MOST_PARTICIPANTS)
    if among and len(among) < required:
        item.refuse(
            "%(required)s of a list of %(listed)s can never be reached.",
            required=required,
            listed=len(among),
        )
    return Count(required, _consents(parts["actions"]) if "actions" in parts else None, among)


def _consents(item: Item) -> frozenset[ActionKind]:
    items = item.items()
    if item.value == []:
        item.refuse("The list is empty. Name at least one action, or leave the key out.")
    for each in items:
        if each.value not in CONSENT_WORDS:
            each.refuse("Only consents count: one of %(words)s.", words=", ".join(CONSENT_WORDS))
    return frozenset(ActionKind(each.value) for each in items if each.value in CONSENT_WORDS)


def _share(item: Item) -> Share:
    parts = item.parts(["kind", "indicator", "at_least"], optional=["among"])
    return Share(
        indicator=parts["indicator"].slug(),
        at_least=parts["at_least"].fraction(),
        among=parts["among"].codes() if "among" in parts else None,
    )


def _fraction(item: Item) -> FractionOfParties:
    parts = item.parts(["kind", "treaty", "numerator", "denominator"], nullable=["of"])
    numerator = parts["numerator"].whole(least=1, most=MOST_PARTICIPANTS)
    denominator = parts["denominator"].whole(least=1, most=MOST_PARTICIPANTS)
    if numerator > denominator:
        item.refuse("%(above)s/%(below)s is more than all.", above=numerator, below=denominator)
    return FractionOfParties(
        treaty=parts["treaty"].slug(),
        numerator=numerator,
        denominator=denominator,
        of=_number(parts, "of"),
    )


def _number(parts: Mapping[str, Item], key: str) -> int | None:
    return parts[key].whole(least=1, most=MOST_PARTICIPANTS) if key in parts else None
