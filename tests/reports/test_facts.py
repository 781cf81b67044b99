"""The facts of a report are those of the page: same figures, same words, frozen for two days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.documents.rules import frozen
from app.treaties.rules.course import course_of
from app.treaties.values.acts import ActionKind
from app.treaties.values.status import Status
from tests.reports.facts import LATE, dossier, everyone, facts_of, short

TREATIES = ["mine-ban", "ctbt", "gaima-statute", "unclos", "rotterdam"]


@pytest.mark.parametrize("treaty", TREATIES)
@pytest.mark.parametrize("as_of", [date(1998, 12, 31), date(2010, 6, 30), LATE])
def test_rows_and_groups_count_what_the_status_counts(treaty: str, as_of: date) -> None:
    facts = facts_of(dossier(treaty), as_of=as_of)
    status = course_of(dossier(treaty), everyone(), known_on=LATE).on(as_of)
    standing = [each.status for each in status.participants]
    grouped = {word: len(members) for word, members in facts["groups"]}
    assert grouped == {each: standing.count(each) for each in Status}
    assert len(facts["rows"]) + len(facts["others"]) == len(standing)
    assert facts["counts"]["parties"] == status.counts.parties


@pytest.mark.parametrize("treaty", TREATIES)
def test_the_same_question_has_the_same_facts(treaty: str) -> None:
    assert facts_of(dossier(treaty)) == facts_of(dossier(treaty))


def test_what_is_recorded_after_the_day_changes_nothing() -> None:
    held, known_on = dossier("gaima-statute"), date(2026, 8, 1)
    known = replace(held, acts=tuple(act for act in held.acts if act.recorded_on <= known_on))
    assert len(known.acts) < len(held.acts)
    assert facts_of(held, known_on=known_on) == facts_of(known, known_on=known_on)


def test_acts_deposited_after_the_day_are_left_out() -> None:
    facts = facts_of(dossier("mine-ban"), as_of=date(1998, 1, 1))
    assert max(act["deposited_on"] for act in facts["acts"]) <= "1998-01-01"


def test_a_correction_shows_both_records_and_why() -> None:
    held = short()
    wrong = next(act for act in held.acts if act.kind is ActionKind.SIGNATURE)
    right = replace(
        wrong,
        number=99,
        deposited_on=wrong.deposited_on + timedelta(days=1),
        recorded_on=date(2026, 7, 3),
        replaces=wrong.number,
        reason="Typed wrongly; note verbale of 2 July.",
    )
    held = replace(held, acts=(*held.acts, right))
    [correction] = facts_of(held)["corrections"]
    assert correction["wrong"]["deposited_on"] == wrong.deposited_on.isoformat()
    assert correction["right"]["deposited_on"] == right.deposited_on.isoformat()
    assert correction["reason"] == right.reason
    assert facts_of(held, known_on=date(2026, 7, 2))["corrections"] == []


@pytest.mark.parametrize(
    ("treaty", "names"),
    [("gaima-statute", ["European Union"]), ("rotterdam", ["European Union"]), ("mine-ban", [])],
)
def test_an_organisation_that_counts_nothing_is_named(treaty: str, names: list[str]) -> None:
    assert facts_of(dossier(treaty))["uncounted"] == names


def test_names_stand_in_all_six_languages() -> None:
    names = facts_of(short())["names"]
    assert all(set(name) == {"ar", "en", "es", "fr", "ru", "zh"} for name in names)
    assert {"ar": "كندا", "en": "Canada", "es": "Canadá", "fr": "Canada"}.items() <= next(
        name for name in names if name["en"] == "Canada"
    ).items()


def test_a_treaty_that_is_asked_about_before_its_adoption_has_no_timeline() -> None:
    assert facts_of(dossier("mine-ban"), as_of=date(1990, 1, 1))["timeline"] is None


def test_a_day_of_recording_is_given_only_where_it_differs_from_that_of_deposit() -> None:
    assert {act["recorded_on"] for act in facts_of(dossier("mine-ban"))["acts"]} == {None}
    assert None not in {act["recorded_on"] for act in facts_of(dossier("gaima-statute"))["acts"]}


def test_facts_hold_nothing_that_has_two_written_forms() -> None:
    facts = facts_of(dossier("gaima-statute"))
    assert frozen(facts) == (facts, frozen(facts)[1])
