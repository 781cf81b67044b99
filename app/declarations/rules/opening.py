"""Whether something can be declared for a period, and what a fresh draft begins with."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from app.declarations.values.context import Outcome
from app.declarations.values.filing import PERIOD, Duty, Filing
from app.declarations.values.forms import Content, Form, When
from app.kernel import days
from app.kernel.errors import Complaint
from app.obligations.values import EVENT_ID, FREELY, Initial, Obligation, Once

HEADER = "header"
FIRST_STAGE = "first"
YEAR = re.compile(r"\d{4}", re.ASCII)

FIRST_YEAR = 2023
"""The first calendar year for which anything was declared, before the Statute was adopted."""

CARRIED = ("jurisdiction", "language")
"""What of a header stays the same from one period to the next."""

USUAL = {"jurisdiction": "territory", "language": "en"}


def period_of(
    law: Obligation, form: Form, typed: str, *, owed: Sequence[str], key: UUID, today: date
) -> str:
    """Give for which period something is begun, where that was left open.

    What is asked once has one period, and an incident that is first told of gets an identifier of
    its own: the form's key is in it, so that a form sent twice tells of one incident, and two
    incidents of a year are two.
    """
    if typed:
        return typed
    if isinstance(law.rule, Initial):
        return owed[-1] if owed else FREELY
    if form.period == "incident" and law.stage == FIRST_STAGE:
        return f"INC-{today.year}-{key.hex[:8].upper()}"
    return typed


def unopened(
    law: Obligation, form: Form, period: str, *, owed: bool, today: date
) -> Iterator[Complaint]:
    """Say what keeps something from being declared for a period.

    What is owed can be; beside that a state may declare of its own will for a year that has begun,
    and whatever an event calls for.
    """
    if owed:
        return
    if law.is_eventful:
        yield from _unopened_event(form, period, today=today)
    elif isinstance(law.rule, Initial) and period == FREELY:
        return
    elif isinstance(law.rule, Once) or not PERIOD.fullmatch(period):
        yield Complaint("There is no such period.", field="period")
    elif not YEAR.fullmatch(period):
        yield Complaint("Write the calendar year, as in 2026.", field="period")
    elif int(period) > today.year:
        yield Complaint(
            "This period has not begun. Nothing can be declared for it yet.", field="period"
        )
    elif int(period) < FIRST_YEAR:
        yield Complaint("This period is closed: nothing was declared so early.", field="period")


def _unopened_event(form: Form, period: str, *, today: date) -> Iterator[Complaint]:
    """Of an event the identifier is the period; of a change, the day on which it took place."""
    if form.period == "state":
        on = days.read(period[:10])
        if on is None or not EVENT_ID.fullmatch(period):
            yield Complaint("Write the day of the change, as in 2027-03-14.", field="period")
        elif on > today:
            yield Complaint("This lies in the future.", field="period")
    elif not EVENT_ID.fullmatch(period):
        yield Complaint("Write the event's id in letters, digits and dashes.", field="period")


def carried_over(
    law: Obligation, form: Form, duty: Duty, given: Filing, *, before: Content | None
) -> dict[str, dict[str, Any]]:
    """Give what each section of a fresh draft holds, from what the state last declared.

    The header is written anew: it says for which period and on which basis. So is the stage, and
    what only the stage before was asked goes.
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
    section = staged(form)
    if section is None or law.stage is None:
        return {HEADER: fresh, **rest}
    about = {"stage": law.stage} | ({"run": duty.period} if form.period == "run" else {})
    rest = {**rest, section: {**rest.get(section, {}), **about}}
    return {HEADER: fresh, **_asked(form, rest, stage=f"{section}.stage", chosen=law.stage)}


def staged(form: Form) -> str | None:
    """Give the section in which a form asks for the stage, if it is filed by stages."""
    return next(
        (each.name for each in form.sections if any(q.name == "stage" for q in each.questions)),
        None,
    )


def _asked(form: Form, content: Content, *, stage: str, chosen: str) -> dict[str, dict[str, Any]]:
    """Leave out what a form asks at other stages alone."""

    def asks(when: Sequence[When]) -> bool:
        return all(chosen in each.among for each in when if each.question == stage)

    return {
        section.name: {
            name: answer
            for name, answer in content[section.name].items()
            if name not in {q.name for q in section.questions if not asks(q.when)}
        }
        for section in form.sections
        if section.name in content and asks(section.when)
    }


def submitted(content: Content, outcome: Outcome) -> dict[str, Any]:
    """Give what of a draft is submitted: of a nil or a “no change”, the header alone."""
    if outcome is Outcome.FILED:
        return {name: inside for name, inside in content.items() if inside}
    return {HEADER: content[HEADER]} if content.get(HEADER) else {}


def stage_of(content: Content) -> str:
    """Give the stage that a declaration is about, or nothing where its form has none."""
    sections = (inside for inside in content.values() if isinstance(inside, Mapping))
    return next((str(inside["stage"]) for inside in sections if inside.get("stage")), "")
