"""When a question is asked, as a sentence."""

from app.declarations.values.forms import Form, Kind, Question, Section, Table, When
from app.kernel.sentences import Sentence

YES, NO = Sentence.of("Yes"), Sentence.of("No")


def asked_when(
    form: Form, section: Section, table: Table | None, when: tuple[When, ...]
) -> list[Sentence]:
    """Give each condition as a sentence."""
    return [_condition(form, section, table, each) for each in when]


def _condition(form: Form, section: Section, table: Table | None, when: When) -> Sentence:
    question = _question(form, section, table, when.question)
    return Sentence.of(
        "Only where “%(question)s” is answered: %(answers)s.",
        question=question.title,
        answers=_either([_answer(question, among=each) for each in when.among]),
    )


def _either(answers: list[Sentence]) -> Sentence:
    """Join answers of which one is enough: ``A, B or C``."""
    if len(answers) == 1:
        return answers[0]
    if len(answers) == 2:  # noqa: PLR2004 (the last two)
        return Sentence.of("%(one)s or %(other)s", one=answers[0], other=answers[1])
    return Sentence.of("%(one)s, %(others)s", one=answers[0], others=_either(answers[1:]))


def _answer(question: Question, *, among: str | bool) -> Sentence:
    if question.kind is Kind.FLAG:
        return YES if among else NO
    return Sentence.of(next(choice.title for choice in question.choices if choice.value == among))


def _question(form: Form, section: Section, table: Table | None, named: str) -> Question:
    place, _, name = named.rpartition(".")
    elsewhere = form.section(place) if place else None
    questions = table.questions if table and not place else (elsewhere or section).questions
    return next(each for each in questions if each.name == name)
