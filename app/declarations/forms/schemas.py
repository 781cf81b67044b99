"""A form's JSON Schema → a form; the dialect is in docs/formats.md. What it does not know, it
refuses: a keyword that nobody heeds would promise what nobody checks.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from app.declarations.forms.parts import Part
from app.declarations.forms.questions import conditions, grade, question
from app.declarations.values.classes import Class
from app.declarations.values.figures import WRITTEN
from app.declarations.values.forms import Form, Kind, Question, Section, Table, When
from app.kernel.errors import Complaint, Invalid

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PERIODS = ("year", "run", "incident", "state")
WHOLE_FORM = {
    *("$schema", "$id", "title", "description", "x-form"),
    *("type", "additionalProperties", "required", "properties", "$defs"),
}
OBJECT = {"type", "additionalProperties", "required", "properties"}


def form(document: Any) -> Form:
    """Read a form's schema.

    Raises:
        Invalid: it is none of our dialect; every complaint names the path of its part.

    """
    complaints: list[Complaint] = []
    found = _form(Part(document, "", complaints))
    Invalid.unless_none(complaints)
    Invalid.unless_none(_contradictions(found))
    return found


def _form(part: Part) -> Form:
    part.only(WHOLE_FORM)
    about = part.at("x-form")
    about.only({"code", "version", "period", "nil", "no-change", "thresholds"})
    code, version = about.text("code"), about.whole("version")
    part.expect("$schema", value=DIALECT)
    part.expect("$id", value=f"/api/v1/forms/{code}/{version}")
    needed = _object(part)
    return Form(
        code=code,
        version=version,
        title=part.text("title"),
        hint=part.text("description"),
        period=about.word("period", PERIODS),
        sections=tuple(
            _section(each, name, needed=name in needed)
            for name, each in part.at("properties").children()
        ),
        nil=about.text("nil", ""),
        no_change=about.text("no-change", ""),
        thresholds=dict(_thresholds(about.at("thresholds", {}))),
        document=part.value if isinstance(part.value, Mapping) else {},
    )


def _object(part: Part) -> set[str]:
    """Check that a part describes an object and nothing beside what it names."""
    part.expect("type", value="object")
    part.expect("additionalProperties", value=False)
    required = set(part.texts("required"))
    for name in sorted(required - {name for name, _ in part.at("properties").children()}):
        part.refuse("It requires “%(name)s”, which it does not describe.", name=name)
    return required


def _section(part: Part, name: str, *, needed: bool) -> Section:
    part.only({"title", "description", "x-class", "x-when", *OBJECT})
    required = _object(part)
    questions: list[Question] = []
    tables: list[Table] = []
    for inner, each in part.at("properties").children():
        if each.has("x-row"):
            tables.append(_table(each, inner))
        else:
            questions.append(question(each, inner, must=inner in required))
    when = conditions(part)
    musts = any(one.must and not one.when for one in questions) or any(t.least for t in tables)
    if needed != (musts and not when):
        part.refuse("A section is required if, and only if, something in it always is.")
    return Section(
        name=name,
        title=part.text("title"),
        grade=grade(part) or Class.RESTRICTED,
        hint=part.text("description", ""),
        questions=tuple(questions),
        tables=tuple(tables),
        when=when,
    )


def _table(part: Part, name: str) -> Table:
    part.only(
        {
            *("type", "title", "description", "items", "minItems", "maxItems"),
            *("x-row", "x-when", "x-class"),
        }
    )
    part.expect("type", value="array")
    items = part.at("items")
    items.only(OBJECT)
    required = _object(items)
    return Table(
        name=name,
        title=part.text("title"),
        row=part.text("x-row"),
        questions=tuple(
            question(each, inner, must=inner in required)
            for inner, each in items.at("properties").children()
        ),
        most=part.whole("maxItems"),
        hint=part.text("description", ""),
        least=part.whole("minItems", 0),
        when=conditions(part),
        grade=grade(part),
    )


def _thresholds(part: Part) -> Iterator[tuple[str, Decimal]]:
    for name, each in part.children():
        if isinstance(each.value, str) and WRITTEN.fullmatch(each.value):
            yield name, Decimal(each.value)
        else:
            each.refuse("A number, written as a text, is expected here.")


def _contradictions(found: Form) -> Iterator[Complaint]:
    """Complain of every condition that names no question, or an answer that it cannot have."""
    for section in found.sections:
        yield from _unmet(found, section.when, section, None, section.name)
        for table in section.tables:
            yield from _unmet(found, table.when, section, None, f"{section.name}.{table.name}")
        for table_of, each in section.everything():
            yield from _unmet(found, each.when, section, table_of, f"{section.name}.{each.name}")


def _unmet(
    found: Form, when: Iterable[When], section: Section, table: Table | None, path: str
) -> Iterator[Complaint]:
    for condition in when:
        asked = _asked(found, condition.question, section, table)
        if asked is None or not set(condition.among) <= _answers(asked):
            yield Complaint(
                "Its condition names a question or an answer that there is not: %(question)s.",
                {"question": condition.question},
                field=path,
            )


def _answers(question: Question) -> set[str | bool]:
    """Give the answers that a condition may ask for."""
    if question.kind is Kind.FLAG:
        return {True, False}
    return {choice.value for choice in question.choices}


def _asked(found: Form, named: str, section: Section, table: Table | None) -> Question | None:
    if "." in named:
        place, _, name = named.partition(".")
        elsewhere = found.section(place)
        questions = elsewhere.questions if elsewhere else ()
    else:
        name, questions = named, table.questions if table else section.questions
    return next((each for each in questions if each.name == name), None)
