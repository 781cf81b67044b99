"""What was filled in, read question by question; content of a wrong shape reads as empty."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.declarations.values.context import Context
from app.declarations.values.figures import Figure, figure, unanswered
from app.declarations.values.forms import Content, Form, Question, Section, Table, When
from app.declarations.values.problems import Problem, Severity
from app.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Group:
    """The answers to a section's own questions, or those of one row of a table."""

    section: Section
    held: Mapping[str, Any]
    table: Table | None = None
    row: int = 0

    @property
    def questions(self) -> Sequence[Question]:
        """The questions it answers."""
        return self.table.questions if self.table else self.section.questions

    def path(self, name: str) -> str:
        """Give where an answer stands on the section's page."""
        return f"{self.table.name}.{self.row}.{name}" if self.table else name

    def value(self, name: str) -> Any:
        """Give an answer, or None where there is none or something stands in its place."""
        held = self.held.get(name)
        return None if unanswered(held) else held

    def text(self, name: str) -> str:
        """Give an answer that is a text, else an empty one."""
        held = self.value(name)
        return held if isinstance(held, str) else ""

    def texts(self, name: str) -> list[str]:
        """Give an answer that is a list of texts."""
        held = self.value(name)
        return [each for each in held if isinstance(each, str)] if isinstance(held, list) else []

    def figure(self, name: str) -> Figure | None:
        """Give a figure, or None where none is declared."""
        return figure(self.held.get(name))

    def number(self, name: str) -> Decimal | None:
        """Give a figure's number, or None where none is declared."""
        found = self.figure(name)
        return found.value if found else None

    def problem(
        self, name: str, message: str, severity: Severity = Severity.REFUSAL, **places: object
    ) -> Problem:
        """Give what is wrong with an answer."""
        told = Sentence.of(message, **places)
        return Problem(self.section.name, name, self.path(name), told, severity)

    def warning(self, name: str, message: str, **places: object) -> Problem:
        """Give what is strange about an answer."""
        return self.problem(name, message, Severity.WARNING, **places)


@dataclass(frozen=True, slots=True)
class Reading:
    """A form, what was filled into it, and what it is judged against."""

    form: Form
    content: Content
    context: Context

    def of(self, name: str) -> Group:
        """Give the answers to a section's own questions."""
        section = self.form.section(name)
        if section is None:
            raise KeyError(name)
        return Group(section, held(self.content, name))

    def rows(self, section: str, table: str) -> list[Group]:
        """Give a table's rows."""
        found = self.of(section).section
        [described] = [each for each in found.tables if each.name == table]
        return rows(found, described, held(self.content, section))

    def groups(self) -> Iterator[Group]:
        """Give all answers: each section's own, then its tables' row by row."""
        for section in self.form.sections:
            answers = held(self.content, section.name)
            yield Group(section, answers)
            for table in section.tables:
                yield from rows(section, table, answers)

    def threshold(self, name: str) -> Decimal:
        """Give what the form's rules compare with."""
        return self.form.thresholds[name]

    def before(self) -> "Reading | None":
        """Give the version of record of the period before, or None where there is none."""
        previous = self.context.previous
        return None if previous is None else Reading(self.form, previous, self.context)

    def asks(self, group: Group, when: Sequence[When]) -> bool:
        """Say whether every condition holds for a group of answers."""
        return all(self._answer(group, each.question) in each.among for each in when)

    def _answer(self, group: Group, named: str) -> Any:
        section, _, name = named.rpartition(".")
        return self.of(section).value(name) if section else group.value(name)


def held(content: Content, section: str) -> Mapping[str, Any]:
    """Give what a section holds."""
    answers = content.get(section)
    return answers if isinstance(answers, Mapping) else {}


def rows(section: Section, table: Table, answers: Mapping[str, Any]) -> list[Group]:
    """Give a table's rows."""
    listed = answers.get(table.name)
    return [
        Group(section, each if isinstance(each, Mapping) else {}, table, place)
        for place, each in enumerate(listed if isinstance(listed, list) else [])
    ]
