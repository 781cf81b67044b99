"""What is judged of a draft, of a nil and of content of any shape; kinds are as JSON Schema has."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.declarations.forms import catalogue, published
from app.declarations.rules import validate
from app.declarations.rules.numbers import apart
from app.declarations.rules.reading import Reading
from app.declarations.rules.validation import refuses
from app.declarations.values.context import Outcome
from app.declarations.values.figures import Basis, Unanswered, figure, unanswered
from app.declarations.values.forms import Form, Question
from app.declarations.values.problems import Severity
from tests.declarations.filled import CONTEXT, FILE, FILLED, NOTHING, PERIODS, filled, header

HOSTILE: list[Any] = [
    *(None, True, 0, 1.5, -3, "", " ", "text ", "\u202eevil", "a\nb", "x" * 5000, [], {}, [[]]),
    *(["CAN", "CAN"], ["FAC-CAN-0001", 3], {"none": "nil"}, {"none": []}, {"none": "withheld"}),
    *({"none": "withheld", "reason": "Security"}, {"none": "nil", "reason": "None"}),
    *({"none": "not_applicable"}, {"value": "1"}, {"value": "01", "unit": "units"}),
    *({"value": "1e999", "unit": "MW"}, {"value": "-1", "unit": "MW"}, {"value": 3, "unit": "MW"}),
    *({"value": "1.20e25", "unit": "FLOP"}, {"value": "2", "unit": "units", "basis": "guessed"}),
    *({"value": "2", "unit": "%", "basis": "estimated"}, {"value": "200", "unit": "%"}),
    *("CAN", "EU", "can", "CA-QC", "2027-02-30", "2027-02-28", "2027-13-01T00:00Z", "25"),
    *("2027-02-28T10:00+01:00", "2027-02-28T10:00", "+4315550100", "name@example.org"),
    *("https://example.org/act", "javascript:alert(1)", FILE, {**FILE, "sha256": "0"}),
    *([f"FAC-CAN-{place:04}" for place in range(251)], ["C" * 3] * 251),
    *("operating", "7", ["7", "8"], ["7", "7"], "FAC-CAN-0001", "\x00", "１２"),
]


def schema_of(form: Form, section: str, table: str, name: str) -> dict[str, Any]:
    """Give a question's own schema, with what it refers to."""
    part: Any = form.document["properties"][section]["properties"]
    part = part[table]["items"]["properties"][name] if table else part[name]
    return {**part, "$defs": form.document["$defs"]}


def questions() -> list[Any]:
    return [
        pytest.param(form, section.name, table.name if table else "", question, id=name)
        for code, versions in catalogue().items()
        for form in versions.values()
        for section in form.sections
        for table, question in section.everything()
        if (name := f"{code}/{section.name}/{question.name}")
    ]


def content_with(section: str, table: str, name: str, answer: Any) -> dict[str, Any]:
    return {section: {table: [{name: answer}]} if table else {name: answer}}


@pytest.mark.parametrize(("form", "section", "table", "question"), questions())
def test_whatever_a_schema_refuses_is_refused_in_a_draft_too(
    form: Form, section: str, table: str, question: Question
) -> None:
    by_schema = jsonschema_rs.Draft202012Validator(
        schema_of(form, section, table, question.name), validate_formats=True
    )
    for answer in HOSTILE:
        content = content_with(section, table, question.name, answer)
        problems = validate(form, content, CONTEXT, draft=True)
        assert problems or by_schema.is_valid(answer), answer
        assert all(each.field == question.name for each in problems)


@pytest.mark.parametrize("code", FILLED)
def test_what_is_filled_in_with_care_is_valid_by_its_schema(code: str) -> None:
    jsonschema_rs.validate(dict(published(code).document), FILLED[code])


NAMES = ("header", "notice", "harm", "lessons", "corrective", "none", "value", "stage", "x")
JSON = st.recursive(
    st.sampled_from(HOSTILE),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(content=st.dictionaries(st.sampled_from(["header", "notice", "lessons", "x"]), JSON))
def test_content_of_any_shape_is_judged_and_never_fails(content: dict[str, Any]) -> None:
    for draft in (True, False):
        problems = validate(published("F5"), content, CONTEXT, draft=draft)
        assert draft or refuses(problems)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({"nowhere": {}}, "nowhere/"),
        ({"header": []}, "header/"),
        ({"header": {"colour": "blue"}}, "header/colour"),
        ({"facilities": {"facility": {}}}, "facilities/facility"),
        ({"facilities": {"facility": ["row"]}}, "facilities/facility.0."),
        ({"facilities": {"facility": [{}, {"colour": 1}]}}, "facilities/facility.1.colour"),
        ({"facilities": {"facility": [{}] * 501}}, "facilities/facility"),
        ({"header": {"period": None}}, "header/period"),
    ],
)
def test_what_has_no_place_in_the_form_is_named(content: dict[str, Any], place: str) -> None:
    problems = validate(published("F2"), content, CONTEXT, draft=True)
    assert [f"{each.section}/{each.path}" for each in problems] == [place]


def test_an_empty_draft_is_a_draft_and_no_declaration() -> None:
    for code, versions in catalogue().items():
        for form in versions.values():
            context = replace(CONTEXT, period=PERIODS[code])
            assert validate(form, {}, context, draft=True) == []
            assert refuses(validate(form, {}, context))


def test_problems_stand_in_the_order_of_the_form() -> None:
    form = published("F2")
    order = [section.name for section in form.sections]
    places = [order.index(each.section) for each in validate(form, {}, CONTEXT)]
    assert places == sorted(places)


def test_a_figure_left_open_is_asked_about_and_any_answer_ends_that() -> None:
    for answer in (
        {"value": "0", "unit": "MW"},
        {"none": "nil"},
        {"none": "not_applicable"},
        {"none": "withheld", "reason": "Security"},
    ):
        open_, given_ = (
            [
                each.path
                for each in validate(published("F2"), content, CONTEXT)
                if each.severity is Severity.WARNING and each.field == "connection"
            ]
            for content in (
                FILLED["F2"],
                filled("F2", {"facilities/facility/0/connection": answer}),
            )
        )
        assert open_ == ["facility.0.connection", "facility.1.connection"]
        assert given_ == ["facility.1.connection"]


@pytest.mark.parametrize(
    ("code", "outcome", "known", "content", "refused"),
    [
        ("F2", Outcome.NIL, {}, {}, []),
        ("F2", Outcome.NIL, {}, {"totals": {"sites": {"none": "nil"}}}, ["totals"]),
        ("F3", Outcome.NIL, {}, {}, ["header"]),
        ("F6", Outcome.NIL, {}, {}, ["header"]),
        ("F6", Outcome.NO_CHANGE, {"previous": FILLED["F6"]}, {}, []),
        ("F6", Outcome.NO_CHANGE, {}, {}, ["header"]),
        ("F2", Outcome.NO_CHANGE, {"previous": FILLED["F2"]}, {}, ["header"]),
    ],
)
def test_only_what_a_form_allows_is_filed_in_one_click(
    code: str,
    outcome: Outcome,
    known: dict[str, Any],
    content: dict[str, Any],
    refused: list[str],
) -> None:
    period = PERIODS[code]
    context = replace(CONTEXT, period=period, outcome=outcome, **known)
    problems = validate(published(code), {"header": header(period), **content}, context)
    assert [each.section for each in problems] == refused


def test_a_nil_without_its_header_is_refused() -> None:
    context = replace(CONTEXT, outcome=Outcome.NIL)
    assert {each.field for each in validate(published("F2"), {}, context)} == {
        *("basis", "jurisdiction", "period", "language")
    }


def test_a_question_whose_answer_cannot_be_read_is_told_of_once() -> None:
    content = filled("F2", {"totals/sites": {"value": "many", "unit": "sites"}})
    problems = validate(published("F2"), content, CONTEXT)
    refused = [each for each in problems if each.severity is Severity.REFUSAL]
    assert [(each.section, each.path) for each in refused] == [("totals", "sites")]
    taken_out = filled("F2", {"totals/sites": NOTHING})
    assert refuses(validate(published("F2"), taken_out, CONTEXT))


def test_figures_keep_their_digits_and_say_how_they_are_known() -> None:
    told = figure({"value": "1.20e25", "unit": "FLOP", "basis": "estimated", "factor": "2"})
    assert told is not None
    assert (told.significant_digits, told.basis, told.text) == (3, Basis.ESTIMATED, "1.20e25")
    assert told.half_a_unit == told.value - figure_of("1.195e25")
    assert unanswered({"none": "nil"}) is not None
    assert unanswered({"value": "0", "unit": "MW"}) is None
    unread: list[Any] = ["zero", [], None]
    assert [unanswered({"none": word}) for word in unread] == [None] * 3
    told_of = [unanswered({"none": kind.value}) for kind in Unanswered]
    assert [each.kind for each in told_of if each] == list(Unanswered)


@pytest.mark.parametrize(
    "answer",
    [
        *(None, "1", {}, {"value": "1 000", "unit": "MW"}, {"value": "1", "basis": ["measured"]}),
        *({"value": "1", "basis": "guessed"}, {"value": "1", "factor": "two"}),
    ],
)
def test_what_is_no_figure_reads_as_none(answer: Any) -> None:
    assert figure(answer) is None


def test_a_rule_that_asks_for_a_section_that_is_not_there_fails() -> None:
    with pytest.raises(KeyError):
        Reading(published("F2"), {}, CONTEXT).of("nowhere")


def test_differences_are_shares_of_what_was_there() -> None:
    zero, one = Decimal(0), Decimal(1)
    assert [apart(zero, zero), apart(one, zero)] == [zero, one]
    assert apart(one, one * 2) == Decimal("0.5")


def figure_of(text: str) -> Any:
    told = figure({"value": text, "unit": "FLOP"})
    assert told is not None
    return told.value
