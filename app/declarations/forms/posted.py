"""What was typed into a section's page ↔ its content. Nothing typed is lost: what cannot be read
stays in the content as it was typed, for whoever judges it to complain of.

A question is posted under its name, in a table under the table's, the row's number and its own:
``facility.2.status``. Beside it, ``….unit`` is a figure's unit, ``….how`` how a figure is known or
what stands in an answer's place, and ``….more`` an estimate's factor or why it is withheld.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.declarations.values.figures import Unanswered
from app.declarations.values.forms import Kind, Question, Section, Table
from app.kernel.writing import tidy

Posted = Mapping[str, Sequence[str]]
"""Everything that was posted under each name."""

NONE = frozenset(each.value for each in Unanswered)
YES, NO = "yes", "no"
BY_LINE = frozenset({Kind.CODES, Kind.REFERENCES})
"""Lists that are typed one entry to a line."""


def content_of(
    section: Section, posted: Posted, *, kept: Mapping[str, Any], files: Mapping[str, Any]
) -> dict[str, Any]:
    """Give what a section's page says.

    A file stays as ``kept`` has it unless ``files``, by path, has a new one. Rows in which nothing
    stands, and those marked to be removed, are left out.
    """
    answers = _answers(section.questions, posted, "", kept, files)
    for table in section.tables:
        if rows := list(_rows(table, posted, kept, files)):
            answers[table.name] = rows
    return answers


def posted_of(section: Section, held: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give how a page shows what a section holds, as it would be posted back."""
    shown = _shown(section.questions, held, "")
    for table in section.tables:
        for place, row in enumerate(_listed(held, table)):
            shown |= _shown(table.questions, row, f"{table.name}.{place}.")
    return shown


def rows_of(table: Table, typed: Posted) -> list[int]:
    """Give the numbers of a table's rows in which something was typed."""
    place = re.compile(rf"{re.escape(table.name)}\.(\d{{1,5}})\.\w+", re.ASCII)
    found = {int(match[1]) for name in typed if (match := place.match(name))}
    return sorted(row for row in found if row < table.most * 2)


def _rows(
    table: Table, posted: Posted, kept: Mapping[str, Any], files: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    before = _listed(kept, table)
    for place in rows_of(table, posted):
        start = f"{table.name}.{place}."
        if _first(posted, f"{start}remove") == YES:
            continue
        row = before[place] if place < len(before) else {}
        if answers := _answers(table.questions, posted, start, row, files):
            yield answers


def _answers(
    questions: Sequence[Question],
    posted: Posted,
    start: str,
    kept: Mapping[str, Any],
    files: Mapping[str, Any],
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in questions:
        path = start + question.name
        if question.kind is Kind.FILE:
            answer = _file(posted, path, kept.get(question.name), files)
        else:
            answer = _answer(question, posted, path)
        if answer is not None:
            found[question.name] = answer
    return found


def _file(posted: Posted, path: str, kept: Any, files: Mapping[str, Any]) -> Any:
    if path in files:
        return files[path]
    if how := _first(posted, f"{path}.how"):
        return None if how == "remove" else _stand_in(how, _first(posted, f"{path}.more"))
    return kept if isinstance(kept, Mapping) and "none" not in kept else None


def _answer(question: Question, posted: Posted, path: str) -> Any:
    """Give one answer, or None where nothing was typed."""
    how, more = _first(posted, f"{path}.how"), _first(posted, f"{path}.more")
    if question.kind is Kind.FIGURE:
        return _figure(question, posted, path)
    value = _value(question, posted, path)
    if more and value is None:
        how = how or Unanswered.WITHHELD.value  # a reason says as much
    if how not in NONE:
        return value
    return _stand_in(how, more) | ({} if value is None else {"value": value})


def _value(question: Question, posted: Posted, path: str) -> Any:
    text = _first(posted, path)
    if question.kind is Kind.CHOICES:
        return [each for each in posted.get(path, ()) if each] or None
    if question.kind in BY_LINE:
        return [line.strip() for line in text.splitlines() if line.strip()] or None
    if question.kind is Kind.FLAG:
        return {YES: True, NO: False}.get(text, text or None)
    return text or None


def _figure(question: Question, posted: Posted, path: str) -> dict[str, Any] | None:
    value, how = _first(posted, path), _first(posted, f"{path}.how")
    more = _first(posted, f"{path}.more")
    unit = _first(posted, f"{path}.unit") or question.units[0]
    if how in NONE:
        return _stand_in(how, more) | ({"value": value, "unit": unit} if value else {})
    if not value and not more:
        return None
    return (
        {"value": value, "unit": unit}
        | ({"basis": how} if how else {})
        | ({"factor": more} if more else {})
    )


def _stand_in(how: str, more: str) -> dict[str, Any]:
    return {"none": how} | ({"reason": more} if more else {})


def _shown(
    questions: Sequence[Question], held: Mapping[str, Any], start: str
) -> dict[str, list[str]]:
    shown: dict[str, list[str]] = {}
    for question in questions:
        if question.name in held:
            for part, texts in _parts(question, held[question.name]).items():
                shown[start + question.name + part] = texts
    return shown


def _parts(question: Question, answer: Any) -> dict[str, list[str]]:
    """Give the texts of an answer, by what is added to its name."""
    if isinstance(answer, Mapping):
        more = answer.get("reason") or answer.get("factor")
        how = answer.get("none") or answer.get("basis")
        value = answer.get("name") if question.kind is Kind.FILE else answer.get("value")
        parts = {"": value, ".unit": answer.get("unit"), ".how": how, ".more": more}
        return {
            part: _texts(question, each) for part, each in parts.items() if each not in (None, "")
        }
    return {"": _texts(question, answer)}


def _texts(question: Question, answer: Any) -> list[str]:
    match answer:
        case bool():
            return [YES if answer else NO]
        case list() if question.kind in BY_LINE:
            return ["\n".join(map(str, answer))]
        case list():
            return [str(each) for each in answer]
    return [str(answer)]


def _listed(held: Mapping[str, Any], table: Table) -> list[Mapping[str, Any]]:
    rows = held.get(table.name)
    return (
        [row if isinstance(row, Mapping) else {} for row in rows] if isinstance(rows, list) else []
    )


def _first(posted: Posted, name: str) -> str:
    texts = posted.get(name) or [""]
    return tidy(texts[0])
