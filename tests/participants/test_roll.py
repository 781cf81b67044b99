"""The roll: looked up by code and by name, read strictly from its tables."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Invalid
from app.participants.queries import roll

FACTS = Path(__file__).resolve().parents[2] / "config" / "facts"
CODES = sorted(roll(FACTS).by_code)
days = st.dates(min_value=date(1945, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AUS", "AUS"),
        (" aus ", "AUS"),
        ("EU", "EU"),
        ("YUG", "YUG"),
        ("Côte d'Ivoire", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("Co\u0302te  d'Ivoire", "CIV"),
        ("Allemagne", "DEU"),
        ("中国", "CHN"),
        ("Россия", None),
        ("Российская Федерация", "RUS"),
        ("United Kingdom", "GBR"),
        ("Turkey", "TUR"),
        ("Netherlands", "NLD"),
        ("SUN", "RUS"),
        ("SCG", "SRB"),
        ("Serbia and Montenegro", "SRB"),
        ("Niger", "NER"),
        ("Republic", None),
        ("", None),
        ("XXX", None),
    ],
)
def test_a_participant_is_found_by_code_or_exact_name(text: str, code: str | None) -> None:
    found = roll(FACTS).named(text)
    assert (found.code if found else None) == code


@given(code=st.sampled_from(CODES))
def test_everybody_is_found_by_each_of_their_names(code: str) -> None:
    everybody = roll(FACTS)
    for name in everybody[code].names.values():
        for text in (name.short, name.short.upper(), *name.also):
            assert everybody.named(text) is everybody[code]


@given(on=days)
def test_successors_never_stand_beside_their_predecessor(on: date) -> None:
    there = {participant.code for participant in roll(FACTS).existing(on)}
    assert not {"CSK", "CZE"} <= there
    assert not {"CSK", "SVK"} <= there
    assert not {"YUG", "SRB"} <= there
    assert ("CZE" in there) == ("SVK" in there)


@given(code=st.sampled_from(CODES), one=days, other=days, between=days)
def test_nobody_s_time_has_a_gap(code: str, one: date, other: date, between: date) -> None:
    first, middle, last = sorted((one, other, between))
    participant = roll(FACTS)[code]
    if participant.exists(first) and participant.exists(last):
        assert participant.exists(middle)


def test_a_language_without_a_name_falls_back_to_english() -> None:
    assert roll(FACTS)["DEU"].name("de").short == "Germany"


def test_only_the_union_is_a_regional_organisation() -> None:
    everybody = roll(FACTS)
    assert [code for code in CODES if everybody.is_reio(code)] == ["EU"]
    assert not everybody.is_reio("XXX")


def test_a_folder_is_read_once() -> None:
    assert roll(FACTS) is roll(FACTS)


WRONG = [
    ("participants.csv", "CHL,state", "CHN,state", "line 40, column code", "“CHN” stands there"),
    (
        "participants.csv",
        "AFG,state",
        "AFG,kingdom",
        "line 8, column kind",
        "state, reio, observer",
    ),
    ("participants.csv", "AF,004,asia_pacific", "AF,004,asia", "line 8, column group", "“asia”"),
    ("participants.csv", "AGO,state,AO", "AGO,state,AF", "line 9, column iso2", "“AF” stands"),
    ("participants.csv", "1946-11-19,,,", "1946-19-11,,,", "column un_member_since", "is no date"),
    ("participants.csv", "1945-10-24,,1993", "1945-10-24,1994-01-01,1993", "existed_until", "ends"),
    ("participants.csv", "AFG,state", "XFG,state", "line 8, column code", "XFG has no names"),
    ("participants.csv", "AFG,state", "XFG,state", "code", "AFG has names or memberships"),
    ("participants.csv", "code,kind", "kode,kind", "line 7, column code", "is missing"),
    ("names.csv", "AFG,fr,", "AFG,de,", "line 7, column language", "“de” is none of ar, zh, en"),
    ("names.csv", "AFG,fr,", "AFG,es,", "line 7, column code", "“AFG es” stands there twice"),
    ("names.csv", "AFG,fr,", "AFG,es,", "line 4, column language", "AFG has no name in “fr”"),
    ("names.csv", "AFG,fr,Afghanistan,", "AFG,fr,,", "line 7, column short", "is empty"),
    ("names.csv", "AGO,fr,Angola", "AGO,fr,Afganistán", "column short", "the name of AFG too"),
    ("memberships.csv", "EU,GBR,1973-01-01", "EU,GBR,", "column since", "The cell is empty"),
    ("memberships.csv", "2020-02-01", "1972-02-01", "column to", "ends before it begins"),
]


@pytest.mark.parametrize(("table", "right", "wrong", "where", "why"), WRONG)
def test_a_wrong_row_is_refused_with_file_line_and_column(
    tmp_path: Path, *, table: str, right: str, wrong: str, where: str, why: str
) -> None:
    facts = shutil.copytree(FACTS, tmp_path / "facts")
    text = (facts / table).read_text(encoding="utf-8")
    assert right in text
    (facts / table).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(Invalid) as refusal:
        roll(facts)
    told = [str(complaint) for complaint in refusal.value.complaints]
    assert all(f"In {table}: " in sentence for sentence in told)
    assert any(where in sentence and why in sentence for sentence in told), told


def test_a_table_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"In names\.csv: The file .*names\.csv cannot be read"):
        roll(tmp_path)
