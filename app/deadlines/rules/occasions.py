"""What a reminder's letter is for, and what it says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.deadlines.values.ladders import Step

TOLD = ("name", "until", "task", "body", "number", "office")
"""Facts that only some letters have: whose account it is, until when more time is asked for, which
milestone or action item of which body, which office somebody holds.
"""


def occasion_of(deadline: UUID, round: int, step: Step) -> str:  # noqa: A002 (the domain's word)
    """Give why letters are owed, each person's once: at each step of each round of a ladder."""
    return f"deadline/{deadline}/{round}/{step.code}"


def letter_facts(facts: Mapping[str, Any], *, due_at: datetime, whose: str) -> Mapping[str, Any]:
    """Give what the letter says: what is due, of whom, and the first instant at which it is late.

    Of what is private it says neither what it is nor for which period: mail is read by many.
    """
    is_private = bool(facts.get("private"))
    return {key: facts[key] for key in TOLD if key in facts} | {
        "title": "" if is_private else facts.get("title", ""),
        "period": "" if is_private else facts.get("period", ""),
        "participant": whose,
        "due_at": due_at.isoformat(),
    }
