"""What is typed into a section's page comes back as it was typed; its page needs no script."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import render_template

from app.declarations.forms import catalogue, published
from app.declarations.forms.pages import drawn
from app.declarations.forms.posted import content_of, posted_of
from app.declarations.rules import validate
from app.declarations.values.forms import Form, Section
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.declarations.filled import CONTEXT, FILE, FILLED, figure

SECTIONS = [
    pytest.param(form, section, id=f"{code}/{section.name}")
    for code, versions in catalogue().items()
    for form in versions.values()
    for section in form.sections
]


def section_of(code: str, name: str) -> Section:
    found = published(code).section(name)
    assert found is not None
    return found


def read(code: str, name: str, posted: dict[str, str], **known: Any) -> dict[str, Any]:
    listed = {key: [value] for key, value in posted.items()}
    return content_of(section_of(code, name), listed, **({"kept": {}, "files": {}} | known))


@pytest.mark.parametrize(("form", "section"), SECTIONS)
def test_what_a_page_shows_is_what_it_posts_back(form: Form, section: Section) -> None:
    held = FILLED[form.code].get(section.name, {})
    assert content_of(section, posted_of(section, held), kept=held, files={}) == held


POSTED: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("nothing", {"peak_16_bit": " ", "peak_16_bit.how": "measured"}, {}),
    ("a figure", {"peak_16_bit": " 1.30e18 ", "peak_16_bit.how": "measured"},
     {"peak_16_bit": figure("1.30e18", "FLOP/s", basis="measured")}),
    ("an estimate", {"peak_16_bit": "1", "peak_16_bit.how": "estimated", "peak_16_bit.more": "3"},
     {"peak_16_bit": figure("1", "FLOP/s", basis="estimated", factor="3")}),
    ("nil", {"sites.how": "nil"}, {"sites": {"none": "nil"}}),
    ("zero", {"sites": "0"}, {"sites": figure("0", "sites")}),
    ("withheld", {"sites.how": "withheld", "sites.more": "Security"},
     {"sites": {"none": "withheld", "reason": "Security"}}),
    ("both", {"sites": "3", "sites.how": "nil"},
     {"sites": {"none": "nil", "value": "3", "unit": "sites"}}),
    ("no number", {"sites": "three"}, {"sites": figure("three", "sites")}),
    ("a factor alone", {"sites.how": "estimated", "sites.more": "2"},
     {"sites": figure("", "sites", basis="estimated", factor="2")}),
]  # fmt: skip


@pytest.mark.parametrize(("posted", "content"), [case[1:] for case in POSTED])
def test_a_figure_is_read_with_how_it_is_known(
    posted: dict[str, str], content: dict[str, Any]
) -> None:
    assert read("F2", "remainder", posted) == content


def test_what_cannot_be_read_stays_and_is_complained_of() -> None:
    for posted in ({"sites": "three"}, {"sites": "3", "sites.how": "nil"}, {"sites.more": "2"}):
        content = read("F2", "remainder", posted)
        problems = validate(published("F2"), {"remainder": content}, CONTEXT, draft=True)
        assert [each.path for each in problems] == ["sites"]
        shown = posted_of(section_of("F2", "remainder"), content)
        assert {"sites": ["three"]}.items() <= shown.items() or "three" not in posted.values()


def test_a_reason_alone_says_that_the_answer_is_withheld() -> None:
    assert read("F2", "facilities", {"facility.0.name.more": "Security"}) == {
        "facility": [{"name": {"none": "withheld", "reason": "Security"}}]
    }


def test_lists_are_typed_line_by_line_and_choices_ticked() -> None:
    posted = {"run": ["RUN-CAN-0001"], "facilities": ["FAC-CAN-0001\r\n\n FAC-CAN-0002 "]}
    ticked = {"modalities": ["text", "code"], "biological": ["no"]}
    content = content_of(section_of("F3", "run"), posted | ticked, kept={}, files={})
    assert content == {
        "run": "RUN-CAN-0001",
        "facilities": ["FAC-CAN-0001", "FAC-CAN-0002"],
        "modalities": ["text", "code"],
        "biological": False,
    }


def test_rows_that_are_empty_or_taken_out_are_left_out() -> None:
    posted = {
        "line.0.partner": "JPN",
        "line.1.partner": "KOR",
        "line.1.remove": "yes",
        "line.2.units.how": "measured",
        "line.7.partner": "GBR",
        "line.x.partner": "AUS",
        "line.99999.partner": "NZL",
        "other.0.partner": "FRA",
    }
    assert read("F4", "transfers", posted) == {"line": [{"partner": "JPN"}, {"partner": "GBR"}]}


def test_a_file_stays_until_another_comes_or_it_is_taken_out() -> None:
    other = FILE | {"name": "Another.pdf"}
    kept = {"letter": FILE}
    assert read("F1", "designation", {}, kept=kept) == kept
    assert read("F1", "designation", {"letter": "forged.pdf"}) == {}
    assert read("F1", "designation", {}, kept=kept, files={"letter": other}) == {"letter": other}
    assert read("F1", "designation", {"letter.how": "remove"}, kept=kept) == {}


class Fields(HTMLParser):
    """The names, the ids and what refers to ids in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.ids: list[str] = []
        self.referred: list[str] = []
        self.feed(page)

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.names += [given["name"]] if "name" in given else []
        self.ids += [given["id"]] if "id" in given else []
        for key in ("for", "aria-describedby", "aria-labelledby"):
            self.referred += given.get(key, "").split()


@pytest.mark.parametrize(("form", "section"), SECTIONS)
def test_a_page_asks_every_question_with_its_label_and_its_problems(
    runtime: Runtime, form: Form, section: Section
) -> None:
    held = FILLED[form.code].get(section.name, {})
    problems = validate(form, {}, CONTEXT)
    with lent(runtime).test_request_context("/"):
        page = render_template(
            "declarations/section.html",
            address="/declarations/1",
            hidden={"key": "a-key"},
            **drawn(form, section, held, problems=problems),
        )
    fields = Fields(page)
    names = {re.sub(r"\.\d+\.", ".", name) for name in fields.names}
    for table, question in section.everything():
        assert (f"{table.name}." if table else "") + question.name in names
    assert len(fields.ids) == len(set(fields.ids))
    assert set(fields.referred) <= set(fields.ids)
    refused = [each for each in problems if each.section == section.name]
    assert all(each.path in fields.ids for each in refused)
    assert "a-key" in page
