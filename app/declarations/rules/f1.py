"""F1, national authority and focal points: who may act for the state, and how it is reached."""

from collections.abc import Iterator

from app.declarations.rules.reading import Reading
from app.declarations.values.problems import Problem

SUBMITS = ("representative", "both")
PEOPLE = 2


def one_is_accredited(reading: Reading) -> Iterator[Problem]:
    """A state without an accredited representative could submit nothing."""
    people = reading.rows("focal_points", "focal_point")
    if people and not any(person.text("role") in SUBMITS for person in people):
        yield people[0].problem("role", "At least one focal point is an accredited representative.")


def two_people_unless_designated(reading: Reading) -> Iterator[Problem]:
    """Two pairs of eyes, unless a letter designates one person for both."""
    single = reading.of("focal_points").value("single_officer") is True
    people = reading.rows("focal_points", "focal_point")
    lettered = reading.of("designation").value("letter") is not None
    if len(people) == 1 and not (single and lettered):
        yield people[0].problem(
            "name",
            "One person cannot both draft and submit. Name a second one, or say that one does "
            "both and attach the letter that says so.",
        )


def in_office_forwards(reading: Reading) -> Iterator[Problem]:
    """Nobody leaves office before entering it."""
    for person in reading.rows("focal_points", "focal_point"):
        if person.text("to") and person.text("to") < person.text("from"):
            yield person.problem("to", "The last day in office lies before the first.")


def night_is_not_the_desk(reading: Reading) -> Iterator[Problem]:
    """A contact at any hour that shares the desk's phone does not answer at night."""
    phone = reading.of("contact").text("phone")
    desks = {person.text("phone") for person in reading.rows("focal_points", "focal_point")}
    if phone and phone in desks:
        yield reading.of("contact").warning(
            "phone", "This is also a focal point's desk. Is it answered at night?"
        )


RULES = (
    one_is_accredited,
    two_people_unless_designated,
    in_office_forwards,
    night_is_not_the_desk,
)
