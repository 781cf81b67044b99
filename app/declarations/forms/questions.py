"""One question of a form's schema, in our dialect of JSON Schema."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from app.declarations.forms.parts import Part
from app.declarations.values.classes import Class
from app.declarations.values.figures import WRITTEN, Unanswered
from app.declarations.values.forms import Choice, Kind, Question, When

DEFS = "#/$defs/"
BESIDE = {"title", "description", "x-class", "x-help", "x-must", "x-when"}
LISTS = {"code": Kind.CODES, "reference": Kind.REFERENCES}
LIMITED = {Kind.LINE, Kind.PROSE}
LONGEST = {Kind.EMAIL: 254, Kind.PHONE: 16, Kind.ADDRESS: 2000, Kind.CODE: 3, Kind.REGION: 6}
WHOLE = "^(0|[1-9]\\d{0,17})$"
OWN: dict[Kind, set[str]] = {
    Kind.LINE: {"maxLength"},
    Kind.PROSE: {"maxLength"},
    Kind.REFERENCE: {"x-refers"},
    Kind.REFERENCES: {"x-refers"},
    Kind.FIGURE: {"properties", "x-most"},
}
"""What each kind of question has beside what all have."""


def question(part: Part, name: str, *, must: bool) -> Question:
    """Read a question; ``must`` says whether the object around it requires it."""
    answer, allows = _answer(part)
    kind, choices = _kind(answer)
    part.only(BESIDE | set(part.keys() & {"anyOf", *answer.keys()}) | OWN.get(kind, set()))
    always = part.at("x-must", otherwise=False).value is True
    _holds(part, kind, allows=allows, must=must or always)
    when = conditions(part)
    if always and (must or not when):
        part.refuse("What is always asked is named under “required”, not by x-must.")
    return Question(
        name=name,
        kind=kind,
        title=part.text("title"),
        hint=part.text("description", ""),
        help=part.text("x-help", ""),
        grade=grade(part),
        must=must or always,
        when=when,
        choices=choices,
        longest=part.whole("maxLength") if kind in LIMITED else LONGEST.get(kind, 0),
        units=_units(part) if kind is Kind.FIGURE else (),
        whole=part.at("properties", {}).at("value", {}).value == {"pattern": WHOLE},
        most=_most(part),
        refers=part.text("x-refers") if "x-refers" in OWN.get(kind, ()) else "",
        allows=allows,
    )


def grade(part: Part) -> Class | None:
    """Give a part's class, if it names one."""
    return Class(part.word("x-class", list(Class))) if part.has("x-class") else None


def conditions(part: Part) -> tuple[When, ...]:
    """Give when a part is asked; all of its conditions have to hold."""
    return tuple(_conditions(part.at("x-when", [])))


def _conditions(part: Part) -> Iterator[When]:
    for each in part.value if isinstance(part.value, list) else [None]:
        match each:
            case {"question": str(named), "is": [_, *_] as among, **rest} if not rest:
                yield When(named, tuple(among))
            case _:
                part.refuse("A condition names a question and the answers it is to have.")


def _answer(part: Part) -> tuple[Part, frozenset[Unanswered]]:
    """Tell the answer a question has from what may stand in its place."""
    branches = part.at("anyOf", None).value
    if not isinstance(branches, list) or not branches:
        return part, frozenset()
    allowed = frozenset(kind for kind in Unanswered if {"$ref": DEFS + kind} in branches[1:])
    if len(allowed) != len(branches) - 1:
        part.refuse("Beside the answer stand only nil, not_applicable and withheld.")
    return Part(branches[0], part.path, part.complaints), allowed


def _kind(answer: Part) -> tuple[Kind, tuple[Choice, ...]]:
    """Say what sort of answer it is, by the shape of its schema."""
    match answer.value:
        case {"$ref": str(named)} if (word := named.removeprefix(DEFS)) in set(Kind):
            return Kind(word), ()
        case {"oneOf": list(choices)}:
            return Kind.CHOICE, tuple(_choices(answer, choices))
        case {"type": "array", "items": {"oneOf": list(choices)}, "uniqueItems": True}:
            return Kind.CHOICES, tuple(_choices(answer, choices))
        case {"type": "array", "items": {"$ref": str(named)}, "uniqueItems": True} if (
            word := named.removeprefix(DEFS)
        ) in LISTS:
            return LISTS[word], ()
    answer.refuse("This is no kind of answer that the dialect has.")
    return Kind.LINE, ()


def _choices(answer: Part, choices: list[Any]) -> Iterator[Choice]:
    for each in choices:
        match each:
            case {"const": str(value), "title": str(title), **rest} if not rest:
                yield Choice(value, title)
            case _:
                answer.refuse("A choice has a text and a title, and nothing else.")


def _holds(part: Part, kind: Kind, *, allows: frozenset[Unanswered], must: bool) -> None:
    """Complain of what a question allows and may not."""
    if must and Unanswered.WITHHELD in allows:
        part.refuse("An answer that is needed may not be withheld.")
    if kind is not Kind.FIGURE and Unanswered.NIL in allows:
        part.refuse("Only a figure can be nil.")


def _units(part: Part) -> tuple[str, ...]:
    units = part.at("properties", {}).at("unit", {}).texts("enum")
    if not units:
        part.refuse("A figure names its unit, or those to choose from.")
    return tuple(units)


def _most(part: Part) -> Decimal | None:
    most = part.at("x-most", None).value
    if most is None:
        return None
    if not isinstance(most, str) or not WRITTEN.fullmatch(most):
        part.refuse("The most a figure can be is a number, written as a text.")
        return None
    return Decimal(most)
