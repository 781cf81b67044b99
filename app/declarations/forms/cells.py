"""An answer as one cell of a table has it ↔ its content.

A figure stands with how it is known: ``1.2e25``, ``1.2e25; operator declared``, ``72 hours``,
``1.2e25; estimated within 2``; in any answer's place: ``nil``, ``not applicable``,
``withheld: the reason``.
"""

import re
from collections.abc import Mapping
from typing import Any

from app.declarations.values.figures import Basis, Unanswered, unanswered
from app.declarations.values.forms import Kind, Question
from app.kernel.writing import tidy

YES, NO = "Yes", "No"
STAND_INS = {
    "nil": Unanswered.NIL,
    "not applicable": Unanswered.NOT_APPLICABLE,
    "n/a": Unanswered.NOT_APPLICABLE,
    "withheld": Unanswered.WITHHELD,
}
BASES = {
    "measured": Basis.MEASURED,
    "operator declared": Basis.OPERATOR_DECLARED,
    "declared by the operator": Basis.OPERATOR_DECLARED,
}
ESTIMATED = re.compile(r"estimated(?: within)?(?: a factor(?: of)?)? ?(\S*)", re.IGNORECASE)
BETWEEN = {
    Kind.CHOICES: re.compile(r"[;\n]"),
    Kind.CODES: re.compile(r"[;,\s]"),
    Kind.REFERENCES: re.compile(r"[;,\s]"),
}
"""What parts the entries of a list."""


def written(question: Question, answer: Any) -> str:
    """Write an answer into a cell."""
    if instead := unanswered(answer):
        words = instead.kind.value.replace("_", " ")
        return f"{words}: {instead.reason}" if instead.reason else words
    match answer:
        case bool():
            return YES if answer else NO
        case list():
            return "; ".join(_title(question, each) for each in answer)
        case Mapping():
            name = str(answer.get("name", ""))
            return name if question.kind is Kind.FILE else _written_figure(question, answer)
        case None:
            return ""
    return _title(question, answer)


def answered(question: Question, text: str, *, files: Mapping[str, Any]) -> Any:
    """Give the answer that a cell holds, or None for an empty one.

    What cannot be read stays as it was written, for whoever judges it. A file cannot stand in a
    cell: its name may, where ``files`` has it already.
    """
    text = tidy(text)
    return (_instead(question, text) or _read(question, text, files)) if text else None


def _read(question: Question, text: str, files: Mapping[str, Any]) -> Any:
    match question.kind:
        case Kind.CHOICES | Kind.CODES | Kind.REFERENCES:
            parts = BETWEEN[question.kind].split(text)
            return [_value(question, part.strip()) for part in parts if part.strip()]
        case Kind.FIGURE:
            return _figure(question, text)
        case Kind.FLAG:
            return {YES.casefold(): True, NO.casefold(): False}.get(text.casefold(), text)
        case Kind.FILE:
            return files.get(text, text)
        case _:
            return _value(question, text)


def _instead(question: Question, text: str) -> dict[str, str] | None:
    """Give what stands in an answer's place, where such words can be nothing else."""
    word, _, reason = text.partition(":")
    kind = STAND_INS.get(word.strip().casefold())
    meant = kind in question.allows or question.kind is Kind.FIGURE
    if kind is None or not meant or (kind is not Unanswered.WITHHELD and reason):
        return None
    return {"none": kind.value} | ({"reason": reason.strip()} if reason.strip() else {})


def _title(question: Question, answer: Any) -> str:
    titles = {choice.value: choice.title for choice in question.choices}
    return titles.get(answer, str(answer)) if isinstance(answer, str) else str(answer)


def _value(question: Question, text: str) -> str:
    for choice in question.choices:
        if text.casefold() in (choice.title.casefold(), choice.value.casefold()):
            return choice.value
    return text


def _written_figure(question: Question, answer: Mapping[str, Any]) -> str:
    value, basis = str(answer.get("value", "")), answer.get("basis")
    number = f"{value} {answer.get('unit', '')}" if len(question.units) > 1 else value
    match basis:
        case Basis.ESTIMATED:
            return f"{number}; estimated within {answer.get('factor', '')}"
        case Basis.OPERATOR_DECLARED:
            return f"{number}; operator declared"
        case Basis.MEASURED:
            return f"{number}; measured"
    return number


def _figure(question: Question, text: str) -> dict[str, Any]:
    number, _, known = (part.strip() for part in text.partition(";"))
    value, _, unit = number.partition(" ")
    figure = {"value": value, "unit": unit.strip() or question.units[0]}
    estimated = ESTIMATED.fullmatch(known)
    if estimated:
        return figure | {"basis": Basis.ESTIMATED.value, "factor": estimated[1]}
    if known.casefold() in BASES:
        return figure | {"basis": BASES[known.casefold()].value}
    return figure | ({"basis": known} if known else {})
