"""Which reminders wait for a person's daily letter, and when it goes out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.accounts.values import GATHERED_AT
from app.deadlines.rules.occasions import letter_facts
from app.deadlines.values.ladders import Step
from app.kernel.clock import date_at

TEMPLATE = "daily"
"""The name of the daily letter."""


def can_wait(step: Step) -> bool:
    """Say whether a step's letter may wait for the daily one: on the last day, and where hours
    count, it goes out at once.
    """
    return step.days is not None and step.days != 0


def gathered_until(at: datetime, *, seat: ZoneInfo) -> datetime:
    """Give when daily letters last went out, or should have: what was noted before is due."""
    today = date_at(at, seat)
    hour = datetime.combine(today, GATHERED_AT, tzinfo=seat)
    if hour <= at:
        return hour
    return datetime.combine(today - timedelta(days=1), GATHERED_AT, tzinfo=seat)


def occasion_of_day(account: int, at: datetime) -> str:
    """Give why a daily letter is owed: its lines are gathered once, so the instant tells it."""
    return f"daily/{at.isoformat()}/account/{account}"


def line(
    facts: Mapping[str, Any], *, template: str, due_at: datetime, whose: str, page: str
) -> Mapping[str, Any]:
    """Give what a line of a daily letter says: what the letter in whose place it stands would."""
    told = letter_facts(facts, due_at=due_at, whose=whose)
    return {**told, "template": template, "page": page.removeprefix("/")}
