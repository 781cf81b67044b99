"""Everything that is wrong with a declaration, or strange, in the order of its form."""

from collections.abc import Callable, Iterator, Mapping

from app.declarations.rules import f1, f2, f3, f4, f5, f6
from app.declarations.rules.asked import incomplete
from app.declarations.rules.known import unknown
from app.declarations.rules.reading import Reading
from app.declarations.rules.shape import misshapen, mistaken
from app.declarations.values.context import Context, Outcome
from app.declarations.values.forms import Content, Form
from app.declarations.values.problems import Problem, Severity
from app.kernel.sentences import Sentence

HEADER = "header"

Rule = Callable[[Reading], Iterator[Problem]]

RULES: Mapping[str, tuple[Rule, ...]] = {
    "F1": f1.RULES,
    "F2": f2.RULES,
    "F3": f3.RULES,
    "F4": f4.RULES,
    "F5": f5.RULES,
    "F6": f6.RULES,
}
"""What holds across a form's answers, and across years and stages."""


def validate(
    form: Form, content: Content, context: Context, *, draft: bool = False
) -> list[Problem]:
    """Give every problem of a declaration.

    A draft may be incomplete: only kinds and limits are judged. Of a nil or a “no change” only
    the header is. Answers of a wrong kind are not judged any further, so that one mistake is told
    once.
    """
    reading = Reading(form, content, context)
    mistakes = list(mistaken(reading))
    problems = [*misshapen(form, content), *mistakes]
    if not draft and context.outcome is Outcome.FILED:
        problems += [*incomplete(reading), *_of_another_period(reading), *unknown(reading)]
        problems += [] if mistakes else across(reading)
    elif not draft:
        problems += [*_unasked_outcome(reading), *_of_another_period(reading)]
        problems += [each for each in incomplete(reading) if each.section == HEADER]
    return sorted(problems, key=lambda each: _place(form, each))


def refuses(problems: list[Problem]) -> bool:
    """Say whether a declaration with these problems cannot be submitted."""
    return any(each.severity is Severity.REFUSAL for each in problems)


def across(reading: Reading) -> Iterator[Problem]:
    """Judge the answers together: across questions, stages and years."""
    for rule in RULES[reading.form.code]:
        yield from rule(reading)


def _of_another_period(reading: Reading) -> Iterator[Problem]:
    """A declaration is filed for one period, which its header names."""
    header, period = reading.of(HEADER), reading.context.period
    if header.text("period") not in ("", period):
        yield header.problem(
            "period",
            "This declaration is for %(period)s. Correct the period, or file another declaration.",
            period=period,
        )


def _unasked_outcome(reading: Reading) -> Iterator[Problem]:
    """Only some forms can be filed nil, and only some as before; nothing stands beside it."""
    form, outcome = reading.form, reading.context.outcome
    if not (form.nil if outcome is Outcome.NIL else form.no_change):
        yield _about_header("This form cannot be filed so: fill it in.")
    if outcome is Outcome.NO_CHANGE and reading.context.previous is None:
        yield _about_header("There is no earlier filing that could stand. Fill the form in.")
    for section in form.sections:
        if section.name != HEADER and reading.content.get(section.name):
            told = Sentence.of("Beside “nil” and “no change” nothing is declared. Empty this.")
            yield Problem(section.name, "", "", told)


def _about_header(message: str) -> Problem:
    return Problem(HEADER, "", "", Sentence.of(message))


def _place(form: Form, problem: Problem) -> tuple[int, int]:
    names = [section.name for section in form.sections]
    known = names.index(problem.section) if problem.section in names else -1
    return known, problem.severity is Severity.WARNING
