"""The six forms are JSON Schemas of one strict dialect."""

import jsonschema_rs
import pytest

from app.accounts.views.kept import SECRETS
from app.declarations.forms import catalogue, published
from app.declarations.forms.classes import FIELD
from app.declarations.forms.schemas import form
from app.declarations.values.classes import Class
from app.declarations.values.figures import Unanswered
from app.declarations.values.forms import Kind
from app.declarations.views.sections import VERSION
from app.kernel.errors import Invalid, NotFound
from tests.declarations.schemas import DOCUMENTS, changed, titles

FACILITY = "properties/facilities/properties/facility"
QUESTION = f"{FACILITY}/items/properties"
TOTALS = "properties/totals/properties"

FAULTS = [
    ("x-form/version", 2, "$id"),
    ("x-form/period", "decade", "x-form.period"),
    ("x-form/colour", "blue", "x-form.colour"),
    ("x-form/thresholds/change_above", 0.5, "x-form.thresholds.change_above"),
    ("additionalProperties", True, "additionalProperties"),
    ("required", ["header", "totals", "nowhere"], ""),
    ("required", ["totals"], "properties.header"),
    ("properties/totals/x-class", "secret", "properties.totals.x-class"),
    ("properties/totals/title", None, "properties.totals.title"),
    ("properties/totals/title", "100 %", "properties.totals.title"),
    (f"{FACILITY}/maxItems", 0, f"{FACILITY}/maxItems"),
    (f"{FACILITY}/maxItems", None, f"{FACILITY}/maxItems"),
    (f"{FACILITY}/items/additionalProperties", True, f"{FACILITY}/items/additionalProperties"),
    (f"{QUESTION}/name/maximum", 5, f"{QUESTION}/name/maximum"),
    (f"{QUESTION}/name/maxLength", None, f"{QUESTION}/name/maxLength"),
    (f"{QUESTION}/name/anyOf/0", {"type": "number"}, f"{QUESTION}/name"),
    (f"{QUESTION}/name/anyOf/1", {"$ref": "#/$defs/nil"}, f"{QUESTION}/name"),
    (f"{QUESTION}/name/anyOf/1", {"type": "null"}, f"{QUESTION}/name"),
    (f"{QUESTION}/name/x-must", True, f"{QUESTION}/name"),
    (f"{QUESTION}/facility/x-refers", None, f"{QUESTION}/facility/x-refers"),
    (f"{QUESTION}/since/x-when/0/question", "nothing", "facilities/since"),
    (f"{QUESTION}/since/x-when/0/is", ["nothing"], "facilities/since"),
    (f"{QUESTION}/since/x-when/0/is", [], f"{QUESTION}/since/x-when"),
    (f"{QUESTION}/status/oneOf/0", {"const": 1, "title": "One"}, f"{QUESTION}/status"),
    (f"{QUESTION}/it_load/properties/unit", {}, f"{QUESTION}/it_load"),
    (f"{QUESTION}/share_leased/x-most", 100, f"{QUESTION}/share_leased"),
    (f"{TOTALS}/sites/anyOf/2", {"$ref": "#/$defs/withheld"}, f"{TOTALS}/sites"),
]


def test_there_are_six_forms_each_where_its_code_and_version_say() -> None:
    assert list(catalogue()) == ["F1", "F2", "F3", "F4", "F5", "F6"]
    for path in DOCUMENTS:
        code, _, version = path.removesuffix(".json").partition("/")
        assert published(code.upper(), int(version)).code == code.upper()


def test_every_schema_is_one_that_any_reader_of_json_schema_takes() -> None:
    for document in DOCUMENTS.values():
        assert jsonschema_rs.meta.is_valid(document)
        jsonschema_rs.Draft202012Validator(document)


def test_all_schemas_mean_the_same_by_the_same_kind_of_answer() -> None:
    meanings = [document["$defs"] for document in DOCUMENTS.values()]
    assert all(each == meanings[0] for each in meanings)
    plain = set(Kind) - {Kind.CHOICE, Kind.CHOICES, Kind.CODES, Kind.REFERENCES}
    assert set(meanings[0]) == plain | set(Unanswered) | {"decimal"}


@pytest.mark.parametrize(("place", "value", "path"), FAULTS)
def test_a_schema_that_says_what_nobody_heeds_is_refused(
    place: str, value: object, path: str
) -> None:
    with pytest.raises(Invalid) as refused:
        form(changed("f2/1.json", place, value))
    assert path.replace("/", ".") in [each.field or "" for each in refused.value.complaints]


@pytest.mark.parametrize("document", [None, [], "F2", {}, {"properties": []}])
def test_what_is_no_schema_at_all_is_refused(document: object) -> None:
    with pytest.raises(Invalid):
        form(document)


def test_the_newest_version_is_given_unless_one_is_named() -> None:
    assert published("F2").version == max(catalogue()["F2"])
    for code, version in (("F9", None), ("F2", 99), ("f2", 1)):
        with pytest.raises(NotFound):
            published(code, version)


def test_only_what_may_be_kept_back_can_be_withheld() -> None:
    for versions in catalogue().values():
        for each in versions.values():
            for section in each.sections:
                for _, question in section.everything():
                    assert not (question.must and Unanswered.WITHHELD in question.allows)


def test_coordinates_are_never_held_only_where_their_record_is() -> None:
    kept = [
        question
        for versions in catalogue().values()
        for each in versions.values()
        for section in each.sections
        for _, question in section.everything()
        if question.grade is Class.HIGHLY_PROTECTED
    ]
    assert [each.name for each in kept] == ["coordinates_custody"]


def test_titles_are_words_not_codes() -> None:
    for document in DOCUMENTS.values():
        assert [title for title in titles(document) if "_" in title or not title.strip()] == []


def test_no_question_has_the_name_of_a_field_that_travels_with_its_page() -> None:
    travelling = {VERSION, FIELD, "key", "then", "csrf_token", "kept"} | SECRETS
    for versions in catalogue().values():
        for each in versions.values():
            for section in each.sections:
                named = {question.name for question in section.questions}
                assert not named & travelling, (each.code, section.name)
