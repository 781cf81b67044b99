"""What differs between two versions."""

from copy import deepcopy

from app.declarations.forms import published
from app.declarations.rules.comparing import changes
from tests.declarations.filled import FILLED

FORM = published("F1")


def test_the_same_differs_in_nothing() -> None:
    for code, content in FILLED.items():
        assert changes(published(code), content, deepcopy(content)) == []


def test_each_answer_that_differs_is_named_with_its_row() -> None:
    new = deepcopy(FILLED["F1"])
    new["authority"]["name_latin"] = "National Authority"
    new["focal_points"]["focal_point"][1]["office"] = "Ministry"
    new["focal_points"]["focal_point"].append({"name": "Cy"})
    found = [
        (each.section.name, each.row, each.question.name, each.before, each.after)
        for each in changes(FORM, FILLED["F1"], new)
    ]
    assert found == [
        ("authority", None, "name_latin", None, "National Authority"),
        ("focal_points", 2, "office", "Desk", "Ministry"),
        ("focal_points", 3, "name", None, "Cy"),
    ]


def test_what_was_taken_out_is_named_too() -> None:
    assert {each.section.name for each in changes(FORM, FILLED["F1"], {})} == set(FILLED["F1"])


def test_a_figure_is_the_same_whether_or_not_it_is_said_to_be_measured() -> None:
    new = deepcopy(FILLED["F2"])
    new["totals"]["sites"] |= {"basis": "measured"}
    assert changes(published("F2"), FILLED["F2"], new) == []
    new["totals"]["sites"] |= {"basis": "operator_declared"}
    new["totals"]["peak_16_bit"] |= {"value": "2.50e18"}
    found = [each.question.name for each in changes(published("F2"), FILLED["F2"], new)]
    assert found == ["sites", "peak_16_bit"], "another digit is another figure"
