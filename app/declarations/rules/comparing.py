"""What differs between two versions: answer by answer, and row by row of each table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from app.declarations.values.figures import figure
from app.declarations.values.forms import Content, Form, Question, Section, Table


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is another in the later version."""

    section: Section
    question: Question
    before: Any
    after: Any
    table: Table | None = None
    row: int | None = None
    """The number of the table's row, from 1."""


def changes(form: Form, old: Content, new: Content) -> list[Change]:
    """Give every answer that differs, in the order of the form. Rows are compared by their place.

    What is None was not answered, or not to be read by whoever compares.
    """
    return [
        change
        for section in form.sections
        for change in _within(section, old.get(section.name) or {}, new.get(section.name) or {})
    ]


def _within(section: Section, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for question in section.questions:
        before, after = old.get(question.name), new.get(question.name)
        if not _same(before, after):
            yield Change(section, question, before, after)
    for table in section.tables:
        pairs = _paired(old.get(table.name) or [], new.get(table.name) or [])
        for place, (one, other) in enumerate(pairs, start=1):
            for question in table.questions:
                before, after = one.get(question.name), other.get(question.name)
                if not _same(before, after):
                    yield Change(section, question, before, after, table, place)


def _same(before: Any, after: Any) -> bool:
    """Say whether two answers are one: of a figure, “measured” may be written or go without."""
    if before == after:
        return True
    known = figure(before)
    return known is not None and known == figure(after)


def _paired(old: Sequence[Content], new: Sequence[Content]) -> Iterator[tuple[Content, Content]]:
    nothing: Content = {}
    yield from zip_longest(old, new, fillvalue=nothing)
