"""Whether content has the shape of its form, and each answer is of its question's kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.declarations.rules.kinds import wrong
from app.declarations.rules.reading import Group, Reading
from app.declarations.values.forms import Content, Form, Section, Table
from app.declarations.values.problems import Problem
from app.kernel.sentences import Sentence

LONGEST_NAME = 60
"""How much of a name that nobody knows is told back."""


def misshapen(form: Form, content: Content) -> Iterator[Problem]:
    """Give what stands where the form has no place, or in another shape than it has."""
    for name in content:
        if form.section(name) is None:
            yield _problem(name[:LONGEST_NAME], "", "The form has no such section.")
    for section in form.sections:
        if section.name not in content:
            continue
        answers = content[section.name]
        if isinstance(answers, Mapping):
            yield from _strangers(section, answers)
            for table in section.tables:
                if table.name in answers:
                    yield from _table(section, table, answers[table.name])
        else:
            yield _problem(section.name, "", "A section is an object with its answers by name.")


def mistaken(reading: Reading) -> Iterator[Problem]:
    """Give each answer that is not of its question's kind, or beyond its limits."""
    for group in reading.groups():
        for question in group.questions:
            given = question.name in group.held
            if given and (fault := wrong(question, group.held[question.name])):
                yield Problem(group.section.name, question.name, group.path(question.name), fault)


def _strangers(section: Section, answers: Mapping[str, Any]) -> Iterator[Problem]:
    known = {each.name for each in section.questions} | {each.name for each in section.tables}
    for name in answers:
        if name not in known:
            yield _problem(section.name, name[:LONGEST_NAME], "The section has no such question.")


def _table(section: Section, table: Table, listed: Any) -> Iterator[Problem]:
    if not isinstance(listed, list):
        yield _problem(section.name, table.name, "A list of rows is expected here.")
        return
    if len(listed) > table.most:
        yield _problem(
            section.name, table.name, "At most %(most)s rows are accepted here.", most=table.most
        )
    known = {each.name for each in table.questions}
    for place, row in enumerate(listed):
        group = Group(section, {}, table, place)
        if not isinstance(row, Mapping):
            yield group.problem("", "A row is an object with its answers by name.")
            continue
        for name in row:
            if name not in known:
                yield group.problem(name[:LONGEST_NAME], "The table has no such column.")


def _problem(section: str, path: str, message: str, **places: object) -> Problem:
    return Problem(section, path, path, Sentence.of(message, **places))
