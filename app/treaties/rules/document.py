"""The documents that commands, API and "what if" give out alike (their format: docs/formats.md).

Every document is made of what JSON knows: dates are ISO 8601, shares are numbers, an absent
thing is null. The promised keys come first and in the promised order; further ones follow them.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from app.participants.values import Roll
from app.treaties.values.acts import Act
from app.treaties.values.status import (
    ConditionProgress,
    Consent,
    Counts,
    Entry,
    Notice,
    Period,
    Standing,
    TreatyStatus,
)

Document = dict[str, Any]


def status_document(status: TreatyStatus, *, roll: Roll, language: str = "en") -> Document:
    """Give a treaty's status on a day, with the participants' names in a language."""
    return {
        "treaty": status.treaty,
        "as_of": status.as_of.isoformat(),
        "known_on": _day(status.known_on),
        "entry_into_force": _entry(status.entry_into_force),
        "counts": _counts(status.counts),
        "participants": [
            _standing(standing, name=short_name(standing.code, roll=roll, language=language))
            for standing in status.participants
        ],
    }


def acts_document(
    treaty: str,
    acts: Iterable[Act],
    *,
    roll: Roll,
    known_on: date | None = None,
    language: str = "en",
) -> list[Document]:
    """Give the records of acts made by a day, corrected ones beside what replaced them."""
    return [
        {
            "id": f"{treaty}/{act.number}",
            "number": act.number,
            "participant": act.participant,
            "name": short_name(act.participant, roll=roll, language=language),
            "action": act.kind.value,
            "deposited_on": act.deposited_on.isoformat(),
            "effective_on": _day(act.effective_on),
            "territory": act.territory or None,
            "text": act.text or None,
            "reference": act.reference or None,
            "recorded_on": act.recorded_on.isoformat(),
            "replaces": act.replaces,
            "replaced_by": replaced_by,
            "reason": act.reason or None,
            "concerns": act.concerns,
        }
        for act, replaced_by in records_made(acts, known_on=known_on)
    ]


def records_made(acts: Iterable[Act], *, known_on: date | None) -> list[tuple[Act, int | None]]:
    """Give the records made by a day, by number, each with the number of what replaced it by then.

    None knows every record.
    """
    made = [act for act in acts if known_on is None or act.recorded_on <= known_on]
    replaced_by = {act.replaces: act.number for act in made if act.replaces is not None}
    return [(act, replaced_by.get(act.number)) for act in sorted(made, key=attrgetter("number"))]


def short_name(code: str, *, roll: Roll, language: str = "en") -> str:
    """Give a participant's short name in a language; a code that the roll lacks stands for itself.

    The roll is versioned with the product and the acts are not: an old store may name more.
    """
    return roll[code].name(language).short if code in roll else code


def _entry(entry: Entry) -> Document:
    return {
        "on": _day(entry.on),
        "trigger_on": _day(entry.trigger_on),
        "trigger_participants": list(entry.trigger_participants),
        "conditions": [_condition(condition) for condition in entry.conditions],
        "missing": list(entry.missing),
        "lapsed_on": _day(entry.lapsed_on),
    }


def _condition(progress: ConditionProgress) -> Document:
    concerns = {"indicator": progress.indicator, "treaty": progress.treaty}
    return {
        "kind": progress.kind,
        "required": number(progress.required),
        "reached": number(progress.reached),
        "met_on": _day(progress.met_on),
    } | {key: value for key, value in concerns.items() if value is not None}


def _counts(counts: Counts) -> Document:
    return {
        "signatories": counts.signatories,
        "contracting": counts.contracting,
        "parties": counts.parties,
        "former": counts.former,
    }


def _standing(standing: Standing, *, name: str) -> Document:
    return {
        "code": standing.code,
        "name": name,
        "status": standing.status.value,
        "signed_on": _day(standing.signed_on),
        "consent": _consent(standing.consent),
        "in_force_on": _day(standing.in_force_on),
        "periods": [_period(period) for period in standing.periods],
        "withdrawal": _notice(standing.withdrawal),
        "provisional_since": _day(standing.provisional_since),
        "historical": standing.historical,
    }


def _consent(consent: Consent | None) -> Document | None:
    if consent is None:
        return None
    return {"action": consent.action.value, "on": consent.on.isoformat()}


def _period(period: Period) -> Document:
    return {"from": period.since.isoformat(), "to": _day(period.to)}


def _notice(notice: Notice | None) -> Document | None:
    if notice is None:
        return None
    return {
        "on": notice.on.isoformat(),
        "effective_on": _day(notice.effective_on),
        "with_parent": notice.with_parent,
        "due_on": _day(notice.due_on),
        "deferred_on": _day(notice.deferred_on),
    }


def number(figure: Decimal | int) -> int | float:
    """Give a figure as JSON has it: a count stays whole, a share becomes a number with a point."""
    return figure if isinstance(figure, int) else float(figure)


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
