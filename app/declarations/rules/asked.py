"""What is asked of whom: answers that are missing, and answers that nobody asked for."""

from collections.abc import Iterator

from app.declarations.rules import f2
from app.declarations.rules.reading import Group, Reading
from app.declarations.values.forms import Kind, Question
from app.declarations.values.problems import Problem
from app.kernel.sentences import Sentence


def incomplete(reading: Reading) -> Iterator[Problem]:
    """Give every answer that is needed and missing, figures left open, and what nobody asked."""
    for group in reading.groups():
        asked = _is_asked(reading, group)
        for question in group.questions:
            if asked and reading.asks(group, question.when):
                yield from _missing(reading, group, question)
            elif group.held.get(question.name) is not None:
                yield _not_asked(group, question)
    yield from _empty_tables(reading)


def _is_asked(reading: Reading, group: Group) -> bool:
    """Say whether the section is asked, and the table in it."""
    own = reading.of(group.section.name)
    return reading.asks(own, group.section.when) and (
        group.table is None or reading.asks(own, group.table.when)
    )


def _missing(reading: Reading, group: Group, question: Question) -> Iterator[Problem]:
    if group.held.get(question.name) is not None:
        return
    if question.must:
        yield group.problem(question.name, "“%(title)s” is not answered.", title=question.title)
    elif question.kind is Kind.FIGURE and not _is_computed(reading, group, question):
        yield group.warning(
            question.name,
            "The figure “%(title)s” is left open. Give it, or say that it is nil, not applicable "
            "or withheld.",
            title=question.title,
        )


def _is_computed(reading: Reading, group: Group, question: Question) -> bool:
    """Say whether the register itself computes a figure that is left open, as the form says."""
    place = (reading.form.code, group.section.name, question.name)
    return place == ("F2", "facilities", "peak_16_bit") and bool(f2.computed_peak(reading, group))


def _not_asked(group: Group, question: Question) -> Problem:
    return group.problem(
        question.name,
        "“%(title)s” is not asked here, by the other answers. Take the answer out.",
        title=question.title,
    )


def _empty_tables(reading: Reading) -> Iterator[Problem]:
    for section in reading.form.sections:
        group = reading.of(section.name)
        for table in section.tables:
            asked = reading.asks(group, section.when) and reading.asks(group, table.when)
            if asked and len(reading.rows(section.name, table.name)) < table.least:
                told = Sentence.of(
                    "“%(title)s” needs at least one row: %(row)s.",
                    title=table.title,
                    row=table.row.lower(),
                )
                yield Problem(section.name, table.name, table.name, told)
