"""Whether something can be declared for a period, and what a fresh draft begins with."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.declarations.values.context import Outcome
from app.declarations.values.filing import PERIOD, Duty, Filing
from app.declarations.values.forms import Content, Form
from app.kernel.errors import Complaint

HEADER = "header"
YEAR = re.compile(r"\d{4}", re.ASCII)

FIRST_YEAR = 2023
"""The first calendar year for which anything was declared, before the Statute was adopted."""

CARRIED = ("jurisdiction", "language")
"""What of a header stays the same from one period to the next."""

USUAL = {"jurisdiction": "territory", "language": "en"}


def unopened(form: Form, period: str, *, owed: bool, today: date) -> Iterator[Complaint]:
    """Say what keeps something from being declared for a period.

    What is owed can be; beside that a state may declare of its own will for a year that has begun.
    """
    if owed:
        return
    if not PERIOD.fullmatch(period):
        yield Complaint("There is no such period.", field="period")
    elif form.period == "year" and not YEAR.fullmatch(period):
        yield Complaint("Write the calendar year, as in 2026.", field="period")
    elif YEAR.fullmatch(period) and int(period) > today.year:
        yield Complaint(
            "This period has not begun. Nothing can be declared for it yet.", field="period"
        )
    elif YEAR.fullmatch(period) and int(period) < FIRST_YEAR:
        yield Complaint("This period is closed: nothing was declared so early.", field="period")


def carried_over(
    form: Form, duty: Duty, given: Filing, *, before: Content | None
) -> dict[str, dict[str, Any]]:
    """Give what each section of a fresh draft holds, from what the state last declared.

    The header is written anew: it says for which period and on which basis.
    """
    earlier = before or {}
    header = earlier.get(HEADER, {})
    kept = {name: header.get(name, USUAL[name]) for name in CARRIED}
    fresh = kept | {"basis": given.basis.value, "period": duty.period}
    rest = {
        section.name: dict(earlier[section.name])
        for section in form.sections
        if section.name != HEADER and isinstance(earlier.get(section.name), Mapping)
    }
    return {HEADER: fresh, **rest}


def submitted(content: Content, outcome: Outcome) -> dict[str, Any]:
    """Give what of a draft is submitted: of a nil or a “no change”, the header alone."""
    if outcome is Outcome.FILED:
        return {name: inside for name, inside in content.items() if inside}
    return {HEADER: content[HEADER]} if content.get(HEADER) else {}


def stage_of(content: Content) -> str:
    """Give the stage that a declaration is about, or nothing where its form has none."""
    sections = (inside for inside in content.values() if isinstance(inside, Mapping))
    return next((str(inside["stage"]) for inside in sections if inside.get("stage")), "")
