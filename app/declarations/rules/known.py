"""Whether what a declaration names exists: things of the registry, and states."""

from collections.abc import Iterator

from app.declarations.rules.reading import Group, Reading
from app.declarations.values.forms import SEVERAL, Kind, Question
from app.declarations.values.problems import Problem

REFERS = frozenset({Kind.REFERENCE, Kind.REFERENCES})
PLACES = frozenset({Kind.CODE, Kind.CODES})


def unknown(reading: Reading) -> Iterator[Problem]:
    """Give every name that nothing known has."""
    for group in reading.groups():
        for question in group.questions:
            if question.kind in REFERS:
                yield from _unregistered(reading, group, question)
            elif question.kind in PLACES:
                yield from _nowhere(reading, group, question)


def _named(group: Group, question: Question) -> list[str]:
    if question.kind in SEVERAL:
        return group.texts(question.name)
    return [text] if (text := group.text(question.name)) else []


def _unregistered(reading: Reading, group: Group, question: Question) -> Iterator[Problem]:
    """A thing of another state cannot be looked up; that state is asked to match it."""
    registered, own = reading.context.registered, f"-{reading.context.participant}-"
    if registered is None or question.refers not in registered:
        return
    for name in _named(group, question):
        foreign = name.count("-") > 1 and own not in name
        if not foreign and name not in registered[question.refers]:
            yield group.problem(
                question.name,
                "The register has no “%(thing)s”. Enter it there first, or correct the identifier.",
                thing=name,
            )


def _nowhere(reading: Reading, group: Group, question: Question) -> Iterator[Problem]:
    places = reading.context.places
    for code in _named(group, question) if places is not None else ():
        if code not in (places or ()):
            yield group.problem(
                question.name, "There is no state with the code “%(code)s”.", code=code
            )
