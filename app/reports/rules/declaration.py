"""What the print of a declaration says: its form's questions, and the answers its reader may see.

Withheld, nil, not applicable, not answered and not shown stay five things.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.declarations.rules.access import ORDER, class_of
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome
from app.declarations.values.figures import figure, unanswered
from app.declarations.values.filing import Classes, Duty, Reference, Status, VersionNumber
from app.declarations.values.forms import Content, Form, Kind, Question, Section, Table
from app.kernel import days
from app.kernel.languages import long_date, long_instant
from app.obligations.values import Basis
from app.reports.rules.freezing import Facts
from app.reports.values import House, Seal

NONE = "none"
"""Nobody has answered."""

HIDDEN = "hidden"
"""What stands in the place of an answer whose class its reader does not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A version, and what of it somebody may read."""

    reference: Reference
    duty: Duty
    number: int
    named: VersionNumber
    status: Status
    basis: Basis
    outcome: Outcome
    reason: str
    received_at: datetime
    form: Form
    content: Content
    classes: Classes
    """As the state has set them."""
    readable: frozenset[Class]


def declaration(
    shown: Shown,
    *,
    participant: str,
    reader: int | None,
    on: date,
    seal: Seal,
    house: House,
) -> Facts:
    """Give the facts of a version's print for one reader, by the account's number.

    ``participant`` is the state's name.
    """
    duty, reference = shown.duty, shown.reference
    obligation, sections = house.obligations.get(duty.obligation), list(_sections(shown))
    return {
        "title": f"Declaration {reference}, version {shown.named}",
        "file_name": f"{reference}-{shown.number}",
        "subject": f"{reference.address}/{shown.number}",
        "agency": house.publisher.agency,
        "demonstration": house.publisher.demonstration,
        "known_on": on,
        "reference": str(reference),
        "version": str(shown.named),
        "participant": participant,
        "obligation": obligation.title if obligation else duty.obligation,
        "form": f"{shown.form.code}, {shown.form.title}",
        "period": duty.period,
        "basis": shown.basis.value,
        "outcome": shown.outcome.value,
        "status": shown.status.value,
        "received": long_instant(shown.received_at, house.seat),
        "reason": shown.reason,
        "reader": reader,
        "grade": _highest(sections),
        "sections": sections,
        "ledger": {"index": seal.index, "commitment": seal.commitment},
    }


def _highest(sections: list[Facts]) -> str:
    """Give the highest class of what is shown: it stands on every page."""
    shown = {each["grade"] for section in sections for each in _answers(section)}
    return max((Class(each) for each in shown), key=ORDER.index, default=Class.UNCLASSIFIED).value


def _answers(section: Facts) -> Iterator[Facts]:
    """Give every answer of a section that is there and shown."""
    groups = [section["answers"], *(row for table in section["tables"] for row in table["rows"])]
    yield from (each for group in groups for each in group if each["state"] not in {HIDDEN, NONE})


def _sections(shown: Shown) -> Iterator[Facts]:
    """Give the sections of a form; of a nil or “no change”, only what was submitted."""
    for section in shown.form.sections:
        held = shown.content.get(section.name)
        if held is None and shown.outcome is not Outcome.FILED:
            continue
        inside: Mapping[str, Any] = held or {}
        yield {
            "name": section.name,
            "title": section.title,
            "grade": shown.classes.get(section.name, section.grade).value,
            "answers": [_answer(shown, section, None, each, inside) for each in section.questions],
            "tables": [_table(shown, section, each, inside) for each in section.tables],
        }


def _table(shown: Shown, section: Section, table: Table, inside: Content) -> Facts:
    return {
        "title": table.title,
        "row": table.row,
        "rows": [
            [_answer(shown, section, table, each, row) for each in table.questions]
            for row in inside.get(table.name) or ()
        ],
    }


def _answer(
    shown: Shown, section: Section, table: Table | None, question: Question, held: Content
) -> Facts:
    grade = class_of(section, table, question, shown.classes)
    told = _told(question, held.get(question.name)) if grade in shown.readable else _stands(HIDDEN)
    return {"title": question.title, "grade": grade.value, **told}


def _told(question: Question, answer: Any) -> Facts:
    """Give an answer in words, or what stands in its place."""
    instead = unanswered(answer)
    if instead is not None:
        return _stands(instead.kind.value, instead.reason)
    if answer is None or answer == "":
        return _stands(NONE)
    number = figure(answer) if question.kind is Kind.FIGURE else None
    if number is not None:
        basis = {"basis": number.basis.value, "factor": answer.get("factor")}
        return _stands("given", f"{number.text} {number.unit}".strip()) | basis
    return _stands("given", _said(question, answer))


def _stands(state: str, said: str = "") -> Facts:
    return {"state": state, "said": said, "basis": None, "factor": None}


def _said(question: Question, answer: Any) -> str:
    titles = {each.value: each.title for each in question.choices}
    match question.kind, answer:
        case Kind.FLAG, bool(yes):
            return "Yes" if yes else "No"
        case Kind.FILE, dict(file):
            return f"{file.get('name', '')} (SHA-256 {file.get('sha256', '')})"
        case Kind.DAY, str(text):
            on = days.read(text)
            return long_date(on) if on else text
        case _, list(several):
            return ", ".join(titles.get(each, str(each)) for each in several)
        case _, str(text):
            return titles.get(text, text)
    return str(answer)
