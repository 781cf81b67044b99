"""The list of participants: what an address asks for, who is shown, in which order."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.participants.forms import lists
from app.participants.queries import roll
from app.participants.rules import HEADER, filed, memberships, rows, selected
from app.participants.values import (
    EARLIEST,
    LATEST,
    Order,
    ParticipantKind,
    RegionalGroup,
    Selection,
)

EVERYBODY = roll(Path(__file__).resolve().parents[2] / "config" / "facts")
TODAY = date(2027, 3, 14)

selections = st.builds(
    Selection,
    as_of=st.dates(min_value=EARLIEST, max_value=LATEST),
    text=st.text(alphabet="abcé 'и国", max_size=8).map(str.strip),
    kind=st.none() | st.sampled_from(ParticipantKind),
    group=st.none() | st.sampled_from(RegionalGroup),
    member_of=st.sampled_from(["", "EU"]),
    order=st.sampled_from(Order),
    descending=st.booleans(),
)


def ask(**words: str) -> Selection:
    asked = lists.question(words, roll=EVERYBODY, today=TODAY)
    assert asked.complaints == ()
    return asked.selection


def shown(language: str = "en", **words: str) -> list[str]:
    return [p.code for p in selected(EVERYBODY, ask(**words), language=language)]


def test_without_a_word_everybody_of_today_is_shown_by_name() -> None:
    codes = shown()
    assert len(codes) == 198
    assert codes[:3] == ["AFG", "ALB", "DZA"]
    assert codes[-1] == "ZWE"


def test_names_are_sorted_without_regard_to_accents() -> None:
    codes = shown(language="fr")
    assert codes.index("EGY") < codes.index("SLV") < codes.index("ARE") < codes.index("ERI")
    assert codes.index("HUN") < codes.index("COK") < codes.index("IND")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ({"q": "cote d'iv"}, {"CIV"}),
        ({"q": "GUIN", "group": "african"}, {"GIN", "GNB", "GNQ"}),
        ({"q": "россий"}, {"RUS"}),
        ({"q": "soviet"}, {"RUS"}),
        ({"q": "niue"}, {"NIU"}),
        ({"q": "276"}, {"DEU"}),
        ({"kind": "reio"}, {"EU"}),
        ({"kind": "reio", "group": "african"}, set()),
        ({"q": "german", "as_of": "1990-10-02"}, {"DEU", "DDR"}),
        ({"q": "german", "as_of": "1990-10-03"}, {"DEU"}),
        ({"member_of": "EU", "group": "asia_pacific"}, {"CYP"}),
        ({"member_of": "EU", "as_of": "2020-01-31", "q": "united"}, {"GBR"}),
        ({"member_of": "EU", "as_of": "2020-02-01", "q": "united"}, set()),
        ({"q": "nobody at all"}, set()),
    ],
)
def test_a_filter_shows_those_it_fits(words: Mapping[str, str], codes: set[str]) -> None:
    assert set(shown(**words)) == codes


@pytest.mark.parametrize("sort", ["un_member_since", "-un_member_since", "group", "-group"])
def test_whoever_has_nothing_in_the_column_stands_last(sort: str) -> None:
    blank = {"COK", "EU", "NIU", "PSE", "VAT"}
    assert set(shown(sort=sort)[-5:]) == blank


def test_an_order_can_be_turned_around() -> None:
    assert shown(sort="-code") == sorted(shown(), reverse=True)
    assert shown(sort="-un_member_since")[0] == "SSD"
    assert shown(sort="un_member_since")[0] == "ARG"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"kind": "kingdom"}, "kind"),
        ({"group": "nordic"}, "group"),
        ({"sort": "size"}, "sort"),
        ({"sort": "--name"}, "sort"),
        ({"member_of": "FRA"}, "member_of"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"as_of": "1981-12-31"}, "as_of"),
        ({"as_of": "2200-01-01"}, "as_of"),
        ({"as_of": "20270314"}, "as_of"),
    ],
)
def test_a_word_that_cannot_be_read_is_named_and_passed_over(
    words: Mapping[str, str], field: str
) -> None:
    asked = lists.question(words, roll=EVERYBODY, today=TODAY)
    assert [complaint.field for complaint in asked.complaints] == [field]
    assert asked.complaint(field) is asked.complaints[0]
    assert words[field] in asked.complaints[0].sentence
    assert asked.selection == Selection(as_of=TODAY)


def test_every_wrong_word_is_named_at_once() -> None:
    wrong = {"kind": "x", "group": "y", "sort": "z", "as_of": "then", "member_of": "w"}
    assert len(lists.question(wrong, roll=EVERYBODY, today=TODAY).complaints) == 5


def test_an_endless_name_is_cut() -> None:
    assert ask(q="x" * 1000).text == "x" * 100


def test_a_query_asks_the_same_with_some_words_changed() -> None:
    asked = lists.question(
        {"q": " cote d'", "group": "african", "sort": "", "page": "7"}, roll=EVERYBODY, today=TODAY
    )
    assert asked.query() == "?q=cote+d%27&group=african"
    assert asked.query(sort="-code", q=None) == "?group=african&sort=-code"
    assert asked.query(q=None, group=None) == ""


@given(selection=selections)
def test_a_list_has_nobody_twice_and_nobody_who_did_not_exist(selection: Selection) -> None:
    found = selected(EVERYBODY, selection, language="en")
    assert len({p.code for p in found}) == len(found)
    assert all(p.exists(selection.as_of) for p in found)


@given(selection=selections)
def test_the_table_has_a_row_for_each_and_a_cell_for_each_column(selection: Selection) -> None:
    found = selected(EVERYBODY, selection, language="ar")
    table = list(rows(found, language="ar"))
    assert [row[0] for row in table] == [p.code for p in found]
    assert all(len(row) == len(HEADER) for row in table)


def test_a_state_s_memberships_are_found_with_their_dates() -> None:
    ((union, membership),) = memberships(EVERYBODY, "GBR")
    assert (union.code, membership.since, membership.to) == (
        "EU",
        date(1973, 1, 1),
        date(2020, 2, 1),
    )
    assert memberships(EVERYBODY, "CHE") == []


def test_names_are_filed_without_accents_and_case() -> None:
    assert filed("Côte d’Ivoire") == filed("COTE D'IVOIRE") == "cote d'ivoire"
