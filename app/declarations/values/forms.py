"""A form as data: its sections, their questions, and when each is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.declarations.values.classes import Class
from app.declarations.values.figures import Unanswered

Content = Mapping[str, Any]
"""What was filled in: by section, then by question; a table is a list of rows."""


class Kind(StrEnum):
    """What sort of answer a question has."""

    LINE = "line"
    PROSE = "prose"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    DAY = "day"
    INSTANT = "instant"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    """Of a page on the web."""
    CODE = "code"
    """A participant's or another state's, by ISO 3166-1 alpha-3, or ``EU``."""
    CODES = "codes"
    REGION = "region"
    """A part of a state, by ISO 3166-2."""
    REFERENCE = "reference"
    """The identifier of a thing in the registry."""
    REFERENCES = "references"
    FILE = "file"
    FIGURE = "figure"


SEVERAL = frozenset({Kind.CHOICES, Kind.CODES, Kind.REFERENCES})
"""Whose answers are lists."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition: another question has one of these answers.

    ``question`` stands in the same row or section, or is named with its section: ``run.stage``.
    """

    question: str
    among: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form."""

    name: str
    kind: Kind
    title: str
    hint: str = ""
    help: str = ""
    """What stands behind the question, for whoever wants to know more."""
    grade: Class | None = None
    """Its own class, where that is not its section's."""
    must: bool = False
    """An answer is needed, and may not be withheld."""
    when: tuple[When, ...] = ()
    choices: tuple[Choice, ...] = ()
    longest: int = 0
    """How many characters a text may have; 0 where it is no text."""
    units: tuple[str, ...] = ()
    whole: bool = False
    most: Decimal | None = None
    refers: str = ""
    """What kind of thing in the registry it names."""
    allows: frozenset[Unanswered] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """Questions that are answered once a row."""

    name: str
    title: str
    row: str
    """What one row is, with a capital: ``Facility``."""
    questions: tuple[Question, ...]
    most: int
    hint: str = ""
    least: int = 0
    when: tuple[When, ...] = ()
    grade: Class | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a form: questions, then tables."""

    name: str
    title: str
    grade: Class
    hint: str = ""
    questions: tuple[Question, ...] = ()
    tables: tuple[Table, ...] = ()
    when: tuple[When, ...] = ()

    def everything(self) -> Iterator[tuple[Table | None, Question]]:
        """Give every question, with the table it belongs to."""
        yield from ((None, question) for question in self.questions)
        for table in self.tables:
            yield from ((table, question) for question in table.questions)


@dataclass(frozen=True, slots=True)
class Form:
    """A published version of a form, which never changes."""

    code: str
    version: int
    title: str
    hint: str
    period: str
    """What it is filed for: ``year``, ``run``, ``incident`` or ``state``."""
    sections: tuple[Section, ...]
    nil: str = ""
    """What a state says that files nil; empty where it cannot."""
    no_change: str = ""
    """What a state says whose last filing stands; empty where it cannot."""
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    """What its rules compare with, by name."""
    document: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """The JSON Schema it was read from."""

    def section(self, name: str) -> Section | None:
        """Give a section by its name, or None."""
        return next((each for each in self.sections if each.name == name), None)
