"""What if: the register as it would be with acts that nobody has deposited yet.

Nothing here is recorded. The supposed acts run through the same rules as real ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.kernel.errors import Invalid
from app.participants.values import Roll
from app.treaties.rules.acceptance import examined
from app.treaties.rules.course import course_of
from app.treaties.rules.document import short_name, status_document
from app.treaties.values.acts import Act
from app.treaties.values.dossier import Dossier
from app.treaties.values.scenario import Change, Comparison
from app.treaties.values.status import Entry, Standing, TreatyStatus


def explored(
    dossier: Dossier, acts: Sequence[Act], *, roll: Roll, as_of: date | None, today: date
) -> Comparison:
    """Compare a treaty as it is and as the acts would make it, on a day.

    Without a day, on that of the last deposit, and not before today: the latest on which an act
    can still change anything.

    Raises:
        Invalid: the register would not accept an act even on its own day; the line is the act's
            place, from 1.

    """
    would_be = supposed(dossier, acts, on=today)
    horizon = max([today, *(act.deposited_on for act in acts)])
    _refuse(dossier, would_be.acts[len(dossier.acts) :], roll=roll, today=horizon)
    on = as_of or horizon
    return comparison(course_of(dossier, roll).on(on), course_of(would_be, roll).on(on))


def supposed(dossier: Dossier, acts: Iterable[Act], *, on: date) -> Dossier:
    """Give the dossier as if the acts had been recorded, in the order given.

    On the day, or on that of their deposit where it comes later.
    """
    first = max((act.number for act in dossier.acts), default=0) + 1
    numbered = (
        replace(act, number=number, recorded_on=max(on, act.deposited_on))
        for number, act in enumerate(acts, start=first)
    )
    return replace(dossier, acts=(*dossier.acts, *numbered))


def _refuse(dossier: Dossier, acts: Sequence[Act], *, roll: Roll, today: date) -> None:
    """Refuse what the register would, but for a deposit in the future."""
    lines = {act.number: line for line, act in enumerate(acts, start=1)}
    refused = examined(dossier, acts, roll=roll, today=today).refusals
    Invalid.unless_none(
        replace(finding.complaint, line=lines[finding.number]) for finding in refused
    )


def comparison(before: TreatyStatus, after: TreatyStatus) -> Comparison:
    """Compare a treaty as it is and as it would be, on the same day."""
    standings = {standing.code: standing for standing in before.participants}
    changes = (
        Change(standing.code, standings.get(standing.code), standing)
        for standing in after.participants
    )
    return Comparison(before, after, tuple(filter(_differs, changes)))


def scenario_document(compared: Comparison, *, roll: Roll, language: str = "en") -> dict[str, Any]:
    """Give the status as it would be, and after it what differs from the register."""
    before, after = compared.before.entry_into_force, compared.after.entry_into_force
    return {
        **status_document(compared.after, roll=roll, language=language),
        "scenario": {
            "entry_into_force": {"before": _entry(before), "after": _entry(after)},
            "changes": [
                {
                    "code": change.code,
                    "name": short_name(change.code, roll=roll, language=language),
                    "before": _standing(change.before),
                    "after": _standing(change.after),
                }
                for change in compared.changes
            ],
        },
    }


def _differs(change: Change) -> bool:
    """Say whether the status, its day, or the notice that is to end it would be another."""
    before, after = change.before, change.after
    notice = before.withdrawal if before else None
    return _standing(before) != _standing(after) or notice != after.withdrawal


def _entry(entry: Entry) -> dict[str, str | None]:
    return {"on": _day(entry.on), "trigger_on": _day(entry.trigger_on)}


def _standing(standing: Standing | None) -> dict[str, str | None] | None:
    if standing is None:
        return None
    return {"status": standing.status.value, "in_force_on": _day(standing.in_force_on)}


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
