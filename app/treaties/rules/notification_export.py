"""Notifications as files and programs read them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from app.participants.values import Roll
from app.treaties.rules.document import short_name
from app.treaties.values.notifications import NotificationNumber, Occasion

HEADER = (
    "number",
    "issued_on",
    "treaty",
    "kind",
    "participant",
    "name",
    "action",
    "deposited_on",
    "effective_on",
    "in_force_on",
    "corrects",
    "subject",
)

DAYS = ("deposited_on", "effective_on", "in_force_on")
"""The columns that come from the facts."""

Cell = str | date | None
Issued = tuple[NotificationNumber, Occasion, date]


def rows(found: Iterable[Issued], *, roll: Roll) -> Iterator[tuple[Cell, ...]]:
    """Give one row a notification, in the columns of ``HEADER``."""
    for number, occasion, issued_on in found:
        told = notification_document(number, occasion, issued_on=issued_on, roll=roll)
        told |= {name: told["facts"].get(name) for name in DAYS}
        told["in_force_on"] = told["in_force_on"] or told["facts"].get("enters_on")
        yield tuple(told[name] for name in HEADER)


def notification_document(
    number: NotificationNumber,
    occasion: Occasion,
    *,
    issued_on: date,
    roll: Roll,
    language: str = "en",
) -> dict[str, Any]:
    """Give a notification as the API tells it."""
    facts: Mapping[str, Any] = occasion.facts
    code = occasion.participant
    return {
        "number": str(number),
        "issued_on": issued_on.isoformat(),
        "treaty": occasion.treaty,
        "kind": occasion.kind.value,
        "participant": code,
        "name": short_name(code, roll=roll, language=language) if code else None,
        "action": facts.get("act"),
        "corrects": str(occasion.corrects) if occasion.corrects else None,
        "subject": occasion.subject,
        "facts": dict(facts),
    }
