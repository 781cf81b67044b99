"""The classes that a state sets for a section and for single answers, as its page posts them."""

from collections.abc import Iterator, Mapping

from app.declarations.values.classes import Class
from app.declarations.values.filing import Classes
from app.declarations.values.forms import Section
from app.kernel.errors import Invalid

FIELD = "section-class"
ANSWER = "answer-class."
"""Before the name of a question whose answers are to have a class of their own."""


def classes(section: Section, posted: Mapping[str, str], *, kept: Classes) -> Classes:
    """Give the classes that hold in a section: what was chosen for it, and for single answers. What
    was not posted stays as it is kept; an empty choice takes an answer's own class away.

    Raises:
        Invalid: what was posted is no class.

    """
    chosen = posted.get(FIELD, "")
    if chosen not in set(Class):
        raise Invalid.because("Choose a class for this section.", field=FIELD)
    whole = {} if Class(chosen) is section.grade else {section.name: Class(chosen)}
    return {**whole, **dict(_single(section, posted, kept))}


def _single(
    section: Section, posted: Mapping[str, str], kept: Classes
) -> Iterator[tuple[str, Class]]:
    for name in dict.fromkeys(question.name for _table, question in section.everything()):
        place, field = f"{section.name}.{name}", ANSWER + name
        given = posted.get(field, kept.get(place, ""))
        if given and given not in set(Class):
            raise Invalid.because("Choose a class for this answer.", field=field)
        if given:
            yield place, Class(given)
