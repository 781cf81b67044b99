"""Who declares a year's transfers, and whose own side of them can be matched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.obligations.values import Competence, Tenure
from app.participants.values import Roll

Bound = Mapping[str, Sequence[Tenure]]
"""From when to when each participant owes, by code."""


@dataclass(frozen=True, slots=True)
class Trade:
    """What the rules about a state's transfers in a year go by."""

    parties: frozenset[str]
    """Whose own side of a transfer is declared, by themselves or by their organisation."""
    union: frozenset[str] = frozenset()
    """The bound organisation to which the state belongs, and its members; or none."""
    declared_by: frozenset[str] | None = None
    """Who of them declares external trade; None where no declaration of competence says so."""


def trade(
    participant: str, year: int, *, bound: Bound, roll: Roll, competences: Iterable[Competence]
) -> Trade:
    """Give the trade regime of a year: who was bound in it, and was a member on its last day.

    An organisation that is not bound changes nothing for its members.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    parties = {
        code for code, held in bound.items() if any(each.touches(first, last) for each in held)
    }
    unions = {code: _members(roll, code, last) for code in parties if roll.is_reio(code)}
    declared_by = {
        code: _declaring(code, members, competences, last) for code, members in unions.items()
    }
    for code, members in unions.items():
        if declared_by[code] == frozenset({code}):
            parties |= members
    own = next((c for c, members in unions.items() if participant in members | {c}), None)
    if own is None:
        return Trade(frozenset(parties))
    return Trade(frozenset(parties), unions[own] | {own}, declared_by[own])


def _members(roll: Roll, code: str, on: date) -> frozenset[str]:
    return frozenset(each.participant for each in roll[code].members if each.covers(on))


def _declaring(
    code: str, members: frozenset[str], competences: Iterable[Competence], on: date
) -> frozenset[str] | None:
    """Give who declares, by the declaration of competence that held last."""
    held = [each for each in competences if each.organisation == code and each.since <= on]
    if not held:
        return None
    latest = max(held, key=lambda each: each.since)
    return frozenset({code}) if latest.declared_by == "organisation" else members
