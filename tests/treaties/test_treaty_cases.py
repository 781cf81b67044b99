"""The cases in words that come with the vectors, as far as they concern the register."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.treaties.rules.course import Course, course_of
from app.treaties.rules.delays import delayed
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import (
    Days,
    LaterJoiners,
    Months,
    OwnDelayRunsAfter,
)
from app.treaties.values.status import Entry
from tests.treaties.builders import (
    acts,
    clauses,
    course,
    day,
    entry,
    periods,
    standing,
    story,
    treaty,
)
from tests.treaties.vectors import VECTORS, dossier, everyone
from tests.treaties.vectors import course as real

ELSEWHERE = {
    "case-20": "deadlines",
    "case-21": "deadlines",
    "case-22": "reporting",
    "case-24": "which act is refused",
    "case-26": "decisions",
}


def at(name: str, on: str) -> Entry:
    return real(name).on(day(on)).entry_into_force


def with_more(name: str, *lines: str) -> Course:
    """Give a real treaty's course with more acts."""
    held = dossier(name)
    more = (replace(act, number=1000 + act.number) for act in acts(*lines))
    return course_of(replace(held, acts=(*held.acts, *more)), everyone())


def test_every_case_is_tested_here_or_named_as_tested_elsewhere() -> None:
    cases = [case["id"] for case in json.loads((VECTORS / "cases.json").read_text())]
    here = [f"case-{name[10:12]}" for name in globals() if name.startswith("test_case_")]
    assert sorted([*here, *ELSEWHERE]) == cases


def test_case_01_two_deposits_on_the_trigger_day() -> None:
    found = at("mine-ban", "1998-09-16")
    assert found.on == day("1999-03-01")
    assert found.trigger_participants == ("BFA", "GNQ")
    assert (found.conditions[0].reached, found.conditions[0].required) == (40, 40)
    assert at("mine-ban", "1998-09-15").conditions[0].reached == 38


def test_case_02_many_deposits_on_one_day() -> None:
    found = at("rome-statute", "2002-04-11")
    assert (found.on, found.trigger_on) == (day("2002-07-01"), day("2002-04-11"))
    assert found.conditions[0].reached == 66
    assert len(found.trigger_participants) == 10


def test_case_03_a_month_edge() -> None:
    assert day("2003-01-31") + timedelta(days=60) == day("2003-04-01")
    assert standing(real("rome-statute"), "ALB", "2003-01-31").in_force_on == day("2003-05-01")


def test_case_04_a_deposit_on_the_day_of_entry_into_force() -> None:
    assert story(real("rome-statute"), "AUS", "2002-07-01") == ["contracting"]
    assert standing(real("rome-statute"), "AUS", "2002-07-01").in_force_on == day("2002-09-01")


def test_case_05_a_regional_organisation_is_not_counted() -> None:
    found = at("rotterdam", "2003-11-26")
    assert (found.on, found.trigger_participants) == (day("2004-02-24"), ("ARM",))
    assert at("rotterdam", "2003-10-10").on is None
    assert story(real("rotterdam"), "EU", "2004-02-23", "2004-02-24") == ["contracting", "party"]


def test_case_06_two_conditions() -> None:
    count, share = at("kyoto-protocol", "2004-11-17").conditions
    assert (count.reached, count.met_on, share.met_on) == (126, day("2002-05-23"), None)
    assert float(share.reached) == pytest.approx(0.4439, abs=0.0001)
    found = at("kyoto-protocol", "2004-11-18")
    assert float(found.conditions[1].reached) == pytest.approx(0.6179, abs=0.0001)
    assert (found.trigger_on, found.on) == (day("2004-11-18"), day("2005-02-16"))
    assert found.trigger_participants == ("MKD", "RUS")


def test_case_07_a_share_and_a_regional_organisation() -> None:
    assert float(at("paris-agreement", "2016-10-04").conditions[1].reached) == pytest.approx(
        0.521, abs=0.001
    )
    found = at("paris-agreement", "2016-10-05")
    count, share = found.conditions
    assert (count.met_on, count.reached) == (day("2016-09-21"), 73)
    assert float(share.reached) == pytest.approx(0.588, abs=0.001)
    assert found.on == day("2016-11-04")
    assert "EU" not in found.trigger_participants


def test_case_08_a_participant_that_no_longer_exists() -> None:
    found = at("unclos", "1993-11-16")
    assert (found.on, found.trigger_participants) == (day("1994-11-16"), ("GUY",))
    assert standing(real("unclos"), "YUG", "1993-11-16").historical


def test_case_09_a_trigger_is_never_reopened() -> None:
    for on in ("1993-11-16", "1994-01-12", "2001-03-12", "2020-01-01"):
        found = at("unclos", on)
        assert (found.trigger_on, found.on) == (day("1993-11-16"), day("1994-11-16"))
    assert standing(real("unclos"), "BIH", "1994-01-12").in_force_on == day("1994-11-16")


def test_case_10_a_named_list() -> None:
    found = real("ctbt").on(day("2014-03-04"))
    missing = ("CHN", "EGY", "IND", "IRN", "ISR", "PAK", "PRK", "USA")
    assert (found.entry_into_force.on, found.entry_into_force.missing) == (None, missing)
    assert found.entry_into_force.conditions[0].reached == 36
    assert found.counts.parties == 0
    consented = [each for each in found.participants if each.consent]
    assert {each.status.value for each in consented} == {"contracting"}


def test_case_11_a_consent_withdrawn_before_entry_into_force() -> None:
    assert story(real("ctbt"), "RUS", "2023-11-02", "2023-11-03") == ["contracting", "signatory"]
    assert len(at("ctbt", "2023-11-03").missing) == 9
    kept = [act.kind for act in real("ctbt").acts if act.participant == "RUS"]
    assert kept[-2:] == [ActionKind.RATIFICATION, ActionKind.WITHDRAWAL_OF_CONSENT]


@pytest.mark.parametrize(
    ("code", "effect"),
    [
        ("EST", "2025-12-27"),
        ("LVA", "2025-12-27"),
        ("LTU", "2025-12-27"),
        ("FIN", "2026-01-10"),
        ("POL", "2026-02-20"),
    ],
)
def test_case_12_a_withdrawal_of_six_months(code: str, effect: str) -> None:
    given = real("mine-ban")
    last = str(day(effect) - timedelta(days=1))
    assert story(given, code, last, effect) == ["withdrawing", "former_party"]
    assert given.on(day(last)).counts.parties > given.on(day(effect)).counts.parties


def test_case_13_a_withdrawal_deferred_by_an_armed_conflict() -> None:
    deferred = with_more("mine-ban", "FRA withdrawal 2025-01-10 2026-03-05")
    assert story(deferred, "FRA", "2026-03-04", "2026-03-05") == ["withdrawing", "former_party"]
    plain = with_more("mine-ban", "FRA withdrawal 2025-01-10")
    assert story(plain, "FRA", "2025-07-09", "2025-07-10") == ["withdrawing", "former_party"]


def test_case_14_an_act_that_the_treaty_does_not_provide_for() -> None:
    given = with_more("mine-ban", "FRA objection 2025-07-20", "AUT objection 2025-07-20")
    assert story(given, "UKR", "2025-07-17", "2025-07-18", "2026-06-01") == ["party"] * 3
    assert [act.kind.value for act in given.acts if act.deposited_on == day("2025-07-18")] == [
        "communication"
    ]
    assert sum(act.kind is ActionKind.OBJECTION for act in given.acts) == 2


def test_case_15_a_withdrawal_rescinded() -> None:
    days = ("2016-11-09", "2016-11-10", "2017-02-09", "2017-02-10")
    assert story(real("rome-statute"), "GMB", *days) == [
        "party",
        "withdrawing",
        "withdrawing",
        "party",
    ]
    assert periods(real("rome-statute"), "GMB") == ["2002-09-01.."]
    kept = [act.kind.value for act in real("rome-statute").acts if act.participant == "GMB"]
    assert kept[-2:] == ["withdrawal", "rescission_of_withdrawal"]


def test_case_16_a_withdrawal_of_one_year() -> None:
    given = real("rome-statute")
    assert story(given, "BDI", "2017-10-26", "2017-10-27") == ["withdrawing", "former_party"]
    assert story(given, "PHL", "2019-03-16", "2019-03-17") == ["withdrawing", "former_party"]
    counts = list(given.counts(map(day, ["2016-10-27", "2017-10-26", "2017-10-27"])))
    assert [each.parties for each in counts] == [122, 122, 121]
    assert at("rome-statute", "2019-03-17").on == day("2002-07-01")


def test_case_17_a_lock_out() -> None:
    given = real("paris-agreement")
    assert story(given, "USA", "2017-08-04", "2019-11-03", "2019-11-04") == [
        "party",
        "party",
        "withdrawing",
    ]
    early = [
        replace(act, deposited_on=day("2019-11-03"))
        if act.deposited_on == day("2019-11-04")
        else act
        for act in dossier("paris-agreement").acts
    ]
    too_early = course_of(replace(dossier("paris-agreement"), acts=tuple(early)), everyone())
    assert story(too_early, "USA", "2019-11-03", "2020-11-04") == ["party", "party"]


def test_case_18_joining_again() -> None:
    given = real("paris-agreement")
    days = ("2020-11-04", "2021-01-19", "2021-01-20", "2021-02-18", "2021-02-19")
    assert story(given, "USA", *days) == [
        "former_party",
        "former_party",
        "contracting",
        "contracting",
        "party",
    ]
    assert periods(given, "USA") == ["2016-11-04..2020-11-04", "2021-02-19..2026-01-27"]
    consents = [act for act in given.acts if act.participant == "USA" and act.kind.is_consent]
    assert len(consents) == 2


def test_case_19_a_succession_takes_effect_on_its_own_date() -> None:
    given = real("mine-ban")
    assert story(given, "SSD", "2011-07-09", "2011-11-11") == ["party", "party"]
    assert standing(given, "SSD", "2011-11-11").in_force_on == day("2011-07-09")
    assert delayed(day("2011-07-09"), Days(180)) == day("2012-01-05")
    assert delayed(day("2011-07-09"), Months(120)) == day("2021-07-09")


def test_case_23_an_amendment_in_force_party_by_party() -> None:
    by_party = clauses(
        entry(delay=Months(12)),
        later_joiners=LaterJoiners(Months(12), OwnDelayRunsAfter.ENTRY_INTO_FORCE),
    )
    given = course(
        treaty(by_party),
        "DNK acceptance 2025-01-01",
        "DNK territorial_application 2025-01-01",
        "ESP acceptance 2025-10-17",
    )
    assert story(given, "DNK", "2025-12-31", "2026-01-01") == ["contracting", "party"]
    assert story(given, "ESP", "2026-10-16", "2026-10-17") == ["contracting", "party"]
    assert given.on(day("2030-01-01")).counts.parties == 2


def test_case_25_signature_and_ratification_on_one_day() -> None:
    given = real("mine-ban")
    kept = [act for act in given.acts if act.participant == "CAN"]
    assert [act.kind.value for act in kept] == ["signature", "ratification"]
    canada = standing(given, "CAN", "1997-12-03")
    assert canada.consent
    assert canada.signed_on == canada.consent.on == day("1997-12-03")
    assert canada.status == "contracting"


def test_case_27_the_floor() -> None:
    dates = {
        code: str(standing(real("unclos"), code, "1996-01-01").in_force_on)
        for code in ("COM", "AUS", "DEU", "MUS", "COK")
    }
    assert dates == {
        "COM": "1994-11-16",
        "AUS": "1994-11-16",
        "DEU": "1994-11-16",
        "MUS": "1994-12-04",
        "COK": "1995-03-17",
    }


def test_case_28_a_deposit_between_trigger_and_entry_into_force() -> None:
    given = real("mine-ban")
    assert standing(given, "BEN", "1998-09-25").in_force_on == day("1999-03-01")
    assert standing(given, "AUS", "1999-01-14").in_force_on == day("1999-07-01")
    assert story(given, "AUS", "1999-03-01") == ["contracting"]
