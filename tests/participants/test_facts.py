"""The reviewed tables of participants: complete, well written, and in keeping with every act."""

import csv
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from app.kernel.languages import Language
from app.kernel.tables_in import CONTROL
from app.participants.queries import roll
from app.participants.values import Participant, ParticipantKind, RegionalGroup

ROOT = Path(__file__).resolve().parents[2]
FACTS = ROOT / "config" / "facts"
TREATIES = sorted((ROOT / "config" / "treaties").glob("*/actions.csv"))

BRACKETED = {"BOL", "FSM", "IRN", "NLD", "VEN"}
"""Those whose short name has brackets in the United Nations' own lists."""

SCRIPTS = {"ar": "ARABIC", "en": "LATIN", "es": "LATIN", "fr": "LATIN", "ru": "CYRILLIC"}
SCRIPTS |= {"zh": "CJK"}

EVERYBODY = list(roll(FACTS))


def members_of_the_union(on: date) -> set[str]:
    return {member.participant for member in roll(FACTS)["EU"].members if member.covers(on)}


def acts() -> list[tuple[str, str, date]]:
    """Give every act of the treaties kept here: the treaty, the participant, its earliest date."""
    found = []
    for path in TREATIES:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                day = min(filter(None, (row["deposited_on"], row["effective_on"])))
                found.append((path.parent.name, row["participant"], date.fromisoformat(day)))
    return found


def test_there_are_193_members_of_the_united_nations_four_other_states_and_a_union() -> None:
    present = [p for p in EVERYBODY if p.existed_until is None]
    assert sum(p.un_member_since is not None for p in present) == 193
    assert {p.code for p in present if p.un_member_since is None} == {
        "COK", "EU", "NIU", "PSE", "VAT",
    }  # fmt: skip
    assert {p.code for p in EVERYBODY if p.existed_until} == {"CSK", "DDR", "YMD", "YUG"}
    assert {p.code for p in EVERYBODY if p.kind is ParticipantKind.REIO} == {"EU"}


def test_the_regional_groups_have_the_members_that_the_united_nations_counts() -> None:
    present = [p for p in EVERYBODY if p.existed_until is None]
    assert Counter(p.group for p in present if p.group) == {
        RegionalGroup.AFRICA: 54,
        RegionalGroup.ASIA_PACIFIC: 54,
        RegionalGroup.EASTERN_EUROPE: 23,
        RegionalGroup.LATIN_AMERICA: 33,
        RegionalGroup.WESTERN_EUROPE: 29,
    }


@pytest.mark.parametrize("code", ["ISR", "TUR", "USA"])
def test_israel_turkiye_and_the_united_states_are_counted_with_western_europe(code: str) -> None:
    assert roll(FACTS)[code].group is RegionalGroup.WESTERN_EUROPE


@pytest.mark.parametrize("participant", EVERYBODY, ids=lambda p: p.code)
def test_codes_are_those_of_iso_and_m49(participant: Participant) -> None:
    assert participant.code == "EU" or len(participant.code) == 3
    assert participant.iso2
    assert len(participant.iso2) == 2
    assert participant.code == "EU" or (participant.m49 and f"{int(participant.m49):03}")


@pytest.mark.parametrize("participant", EVERYBODY, ids=lambda p: p.code)
def test_names_are_clean_and_in_their_language_s_script(participant: Participant) -> None:
    assert set(participant.names) == set(Language)
    for language, name in participant.names.items():
        for text in (name.short, name.formal, *name.also):
            assert text == unicodedata.normalize("NFC", text)
            assert not CONTROL.search(text)
            assert not set("*\u200e\u200f\u00a0’") & set(text)
            assert "  " not in text
            letters = [letter for letter in text if letter.isalpha()]
            assert letters
            assert all(unicodedata.name(x).startswith(SCRIPTS[language]) for x in letters)
        assert "(" not in name.short or participant.code in BRACKETED
        assert "(" not in name.formal


@pytest.mark.parametrize("language", list(Language))
def test_no_two_participants_share_a_name(language: Language) -> None:
    assert max(Counter(p.names[language].short for p in EVERYBODY).values()) == 1
    assert max(Counter(p.names[language].formal for p in EVERYBODY).values()) == 1


@pytest.mark.parametrize(
    ("code", "language", "short"),
    [
        ("AFG", "fr", "Afghanistan"),
        ("AFG", "es", "Afganistán"),
        ("CIV", "en", "Côte d'Ivoire"),
        ("CIV", "ar", "كوت ديفوار"),
        ("COK", "zh", "库克群岛"),
        ("CPV", "en", "Cabo Verde"),
        ("CZE", "en", "Czechia"),
        ("EU", "ru", "Европейский союз"),
        ("MKD", "en", "North Macedonia"),
        ("NLD", "en", "Netherlands (Kingdom of the)"),
        ("SWZ", "en", "Eswatini"),
        ("TUR", "en", "Türkiye"),
        ("TUR", "ru", "Турция"),
        ("YUG", "zh", "南斯拉夫"),
    ],
)
def test_names_are_the_united_nations_own(code: str, language: str, short: str) -> None:
    assert roll(FACTS)[code].name(language).short == short


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("1957-12-31", 0),
        ("1958-01-01", 6),
        ("1972-12-31", 6),
        ("1973-01-01", 9),
        ("1981-01-01", 10),
        ("1986-01-01", 12),
        ("1995-01-01", 15),
        ("2004-04-30", 15),
        ("2004-05-01", 25),
        ("2007-01-01", 27),
        ("2013-06-30", 27),
        ("2013-07-01", 28),
        ("2020-01-31", 28),
        ("2020-02-01", 27),
    ],
)
def test_the_union_had_so_many_members_on_a_day(on: str, count: int) -> None:
    assert len(members_of_the_union(date.fromisoformat(on))) == count


def test_the_united_kingdom_left_and_croatia_came() -> None:
    assert "GBR" in members_of_the_union(date(2020, 1, 31))
    assert "GBR" not in members_of_the_union(date(2020, 2, 1))
    assert "HRV" not in members_of_the_union(date(2013, 6, 30))
    assert "HRV" in members_of_the_union(date(2013, 7, 1))


@pytest.mark.parametrize(
    ("code", "on", "exists"),
    [
        ("HRV", "1991-10-07", False),
        ("HRV", "1991-10-08", True),
        ("YUG", "1992-04-26", True),
        ("YUG", "1992-04-27", False),
        ("SRB", "1992-04-27", True),
        ("CSK", "1992-12-31", True),
        ("CZE", "1992-12-31", False),
        ("CZE", "1993-01-01", True),
        ("DDR", "1990-10-03", False),
        ("DEU", "1990-10-02", True),
        ("MNE", "2006-06-03", True),
        ("SSD", "2011-07-08", False),
        ("RUS", "1985-01-01", True),
    ],
)
def test_states_begin_and_end_on_their_days(code: str, on: str, *, exists: bool) -> None:
    assert roll(FACTS)[code].exists(date.fromisoformat(on)) is exists


def test_nobody_became_a_member_of_the_united_nations_before_it_existed() -> None:
    early = [
        p.code
        for p in EVERYBODY
        if p.un_member_since and p.existed_since and p.un_member_since < p.existed_since
    ]
    assert early == []


def test_every_act_kept_here_is_of_a_participant_that_existed() -> None:
    everybody = roll(FACTS)
    found = acts()
    assert len(found) > 2_000
    strangers = {(treaty, text) for treaty, text, _ in found if everybody.named(text) is None}
    assert strangers == set()
    early = [
        (treaty, text, day)
        for treaty, text, day in found
        if (actor := everybody.named(text)) and not actor.exists(day)
    ]
    assert early == []


def test_every_participant_of_today_but_the_union_has_its_place_on_the_map() -> None:
    lines = (FACTS / "centroids.csv").read_text(encoding="utf-8").splitlines()[1:]
    placed = {row["participant"] for row in csv.DictReader(lines)}
    assert placed == {p.code for p in EVERYBODY if p.existed_until is None} - {"EU"}


@pytest.mark.parametrize("table", ["participants.csv", "names.csv", "memberships.csv"])
def test_each_table_names_its_source_first(table: str) -> None:
    first = (FACTS / table).read_text(encoding="utf-8").split("\n", 2)
    assert first[0].startswith("# ")
    assert first[1].startswith(("# Source", "# Sources"))
