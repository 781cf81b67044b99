"""A treaty's definition, written in the file format that docs/formats.md describes.

``app.treaties.forms`` reads the same format; what is written here reads back as the same value.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.treaties.values.clauses import (
    TWELVE_MONTHS,
    Condition,
    Count,
    Days,
    Definition,
    Delay,
    Duration,
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
    Share,
    SignatureWindow,
    TreatyInForce,
    WithdrawalClause,
)

Document = dict[str, Any]

SUMMARY = ("id", "title", "short_title", "adopted_on", "depositary", "precedent", "parent")
"""The keys of a definition that a list shows."""


def treaty_document(definition: Definition, *, revision: int, links: Mapping[str, str]) -> Document:
    """Give a treaty's definition, its revision, and the addresses of what belongs to it."""
    return {**definition_document(definition), "revision": revision, "links": dict(links)}


def treaty_summary(document: Mapping[str, Any]) -> Document:
    """Give what a list shows of a definition."""
    return {key: document[key] for key in SUMMARY}


def definition_document(definition: Definition) -> Document:
    """Give the whole definition; every key is written, those with their default value too."""
    return {
        "id": definition.id,
        "title": definition.title,
        "short_title": definition.short_title,
        "adopted_on": definition.adopted_on.isoformat(),
        "adopted_at": definition.adopted_at,
        "depositary": definition.depositary,
        "precedent": definition.precedent,
        "parent": definition.parent,
        "open_for_signature": _window(definition.open_for_signature),
        "final_clauses": _clauses(definition.final_clauses),
    }


def _window(window: SignatureWindow | None) -> Document | None:
    if window is None:
        return None
    return {"from": window.since.isoformat(), "until": _day(window.until)}


def _clauses(clauses: FinalClauses) -> Document:
    return {
        "eligible": "all_states" if clauses.eligible is None else sorted(clauses.eligible),
        "entry_into_force": _entry(clauses.entry_into_force),
        "later_joiners": _later(clauses.later_joiners),
        "regional_organisations": clauses.regional_organisations.value,
        "withdrawal": _withdrawal(clauses.withdrawal),
        "reservations": clauses.reservations.value,
        "provisional_application": clauses.provisional_application,
    } | _late_reservations(clauses)


def _late_reservations(clauses: FinalClauses) -> Document:
    """Give the one key that is left out with its default: treaties were loaded before it."""
    given = clauses.late_reservations
    return {} if given == TWELVE_MONTHS else {"late_reservations": _duration(given)}


def _entry(rule: EntryIntoForce) -> Document:
    return {
        "require": rule.require.value,
        "conditions": [_condition(condition) for condition in rule.conditions],
        "delay": _delay(rule.delay),
        "fixed_date": _day(rule.fixed_date),
        "not_before": _day(rule.not_before),
        "lapses_below": rule.lapses_below,
    }


def _later(rule: LaterJoiners) -> Document:
    return {
        "delay": _delay(rule.delay),
        "own_delay_runs_after": rule.own_delay_runs_after.value,
    }


def _withdrawal(clause: WithdrawalClause | None) -> Document | None:
    if clause is None:
        return None
    notice = clause.notice
    return {
        "lockout": _duration(clause.lockout),
        "notice": _duration(notice) if isinstance(notice, Duration) else _delay(notice),
        "later_date_allowed": clause.later_date_allowed,
        "deferred_by_armed_conflict": clause.deferred_by_armed_conflict,
        "with_parent": clause.with_parent,
    }


def _duration(duration: Duration) -> Document:
    return {duration.unit.value: duration.count}


def _delay(delay: Delay) -> Document:
    match delay:
        case Immediate():
            return {"kind": "immediate"}
        case Days(count):
            return {"kind": "days", "n": count}
        case Months(count):
            return {"kind": "months", "n": count}
        case FirstOfNthMonthAfterMonth(count):
            return {"kind": "first_of_nth_month_after_month", "n": count}
        case FirstOfMonthAfterDay(days):
            return {"kind": "first_of_month_after_day", "n": days}
        case FirstOfMonthAfterMonths(months):
            return {"kind": "first_of_month_after_months", "n": months}


def _condition(condition: Condition) -> Document:
    match condition:
        case Count(required, kinds, among):
            listed = sorted(kind.value for kind in kinds) if kinds is not None else None
            return {"kind": "count", "n": required} | _given(actions=listed) | _among(among)
        case Named(participants):
            return {"kind": "named", "participants": sorted(participants)}
        case Share(indicator, at_least, among):
            share = {"kind": "share", "indicator": indicator, "at_least": float(at_least)}
            return share | _among(among)
        case FractionOfParties(treaty, numerator, denominator, of):
            fraction = {"numerator": numerator, "denominator": denominator}
            return {"kind": "fraction_of_parties", "treaty": treaty} | fraction | _given(of=of)
        case TreatyInForce(treaty):
            return {"kind": "treaty_in_force", "treaty": treaty}


def _among(codes: frozenset[str] | None) -> Document:
    return _given(among=None if codes is None else sorted(codes))


def _given(**parts: object) -> Document:
    return {key: value for key, value in parts.items() if value is not None}


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
