"""A content is taken apart by class, loses nothing by it, and shows nothing of another class."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.declarations.forms import published
from app.declarations.rules.access import SETTABLE, class_of, wrong_classes
from app.declarations.rules.opening import stage_of
from app.declarations.rules.portions import joined, split
from app.declarations.values.classes import Class
from tests.declarations.filled import FILLED

U, R, P, HP = Class
F2 = published("F2")
PLACES = [section.name for section in F2.sections] + ["facilities.name", "facilities.share_leased"]


@given(given=st.dictionaries(st.sampled_from(PLACES), st.sampled_from(SETTABLE)))
@settings(max_examples=40)
def test_whatever_classes_a_state_sets_the_parts_are_the_whole(given: dict[str, Class]) -> None:
    portions = split(F2, FILLED["F2"], given)
    assert joined(portions) == FILLED["F2"]
    assert len({(each.section, each.grade) for each in portions}) == len(portions)


@pytest.mark.parametrize("code", FILLED)
def test_every_form_comes_together_again(code: str) -> None:
    assert joined(split(published(code), FILLED[code], {})) == FILLED[code]


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        ("name", {}, R),
        ("name", {"facilities": P}, P),
        ("name", {"facilities": U}, U),
        ("share_leased", {}, P),
        ("share_leased", {"facilities": U}, P),
        ("share_leased", {"facilities.share_leased": U}, U),
        ("name", {"facilities": U, "facilities.name": P}, P),
        ("coordinates_custody", {"facilities": P}, HP),
    ],
)
def test_an_answer_has_the_class_its_state_set_and_else_the_forms(
    question: str, given: dict[str, Class], expected: Class
) -> None:
    section = F2.section("facilities")
    assert section is not None
    [table] = section.tables
    [asked] = [each for each in table.questions if each.name == question]
    assert class_of(section, table, asked, given) is expected


def test_no_class_is_set_that_nothing_here_may_have() -> None:
    given = {"facilities": HP, "nowhere": U, "facilities.name": P}
    assert [each.field for each in wrong_classes(F2, given)] == ["class", "class"]


def test_a_declaration_by_stages_says_which_it_is() -> None:
    assert stage_of(FILLED["F3"]) == FILLED["F3"]["run"]["stage"]
    assert stage_of(FILLED["F2"]) == ""
