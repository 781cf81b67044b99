"""From when a treaty binds each participant, and where each stands until then."""

import pytest

from app.treaties.values.clauses import (
    Count,
    Days,
    Immediate,
    LaterJoiners,
    Months,
    Named,
    OwnDelayRunsAfter,
)
from tests.treaties.builders import clauses, course, day, entry, ratified, standing, story, treaty

AFTER_TRIGGER = OwnDelayRunsAfter.TRIGGER
AFTER_ENTRY = OwnDelayRunsAfter.ENTRY_INTO_FORCE

# The trigger is 2001-01-31 and the general date 2001-05-01 in all of these.
OWN_DATES = [
    (AFTER_TRIGGER, "2001-01-01", "2001-05-01"),
    (AFTER_TRIGGER, "2001-01-31", "2001-05-01"),
    (AFTER_TRIGGER, "2001-02-01", "2001-05-01"),
    (AFTER_TRIGGER, "2001-04-02", "2001-05-02"),
    (AFTER_TRIGGER, "2001-04-30", "2001-05-30"),
    (AFTER_TRIGGER, "2001-05-01", "2001-05-31"),
    (AFTER_ENTRY, "2001-01-31", "2001-05-01"),
    (AFTER_ENTRY, "2001-02-01", "2001-05-01"),
    (AFTER_ENTRY, "2001-04-30", "2001-05-01"),
    (AFTER_ENTRY, "2001-05-01", "2001-05-31"),
    (AFTER_ENTRY, "2001-12-31", "2002-01-30"),
]


@pytest.mark.parametrize(("runs_after", "deposited_on", "expected"), OWN_DATES)
def test_a_deposit_binds_from_the_general_date_or_its_own_but_never_before_the_treaty(
    runs_after: OwnDelayRunsAfter, deposited_on: str, expected: str
) -> None:
    rule = entry(Named(frozenset({"FRA"})), delay=Days(90))
    found = course(
        treaty(clauses(rule, later_joiners=LaterJoiners(Days(30), runs_after))),
        "FRA ratification 2001-01-31",
        f"DEU ratification {deposited_on}",
    )
    assert found.entry.on == day("2001-05-01")
    assert standing(found, "DEU", "2003-01-01").in_force_on == day(expected)


def test_a_trigger_deposit_takes_the_general_date_even_where_that_is_the_same_day() -> None:
    rule = entry(Count(1), delay=Immediate())
    found = course(
        treaty(clauses(rule, later_joiners=LaterJoiners(Days(90), AFTER_ENTRY))),
        "FRA ratification 2001-01-31",
    )
    assert story(found, "FRA", "2001-01-30", "2001-01-31") == ["non_signatory", "party"]


def test_nothing_is_foretold_before_the_trigger() -> None:
    found = course(treaty(), "FRA ratification 2001-01-01", "DEU ratification 2001-02-01")
    before, after = (standing(found, "FRA", on) for on in ("2001-01-31", "2001-02-01"))
    assert (before.status, before.in_force_on, before.periods) == ("contracting", None, ())
    assert (after.status, after.in_force_on) == ("contracting", day("2001-03-03"))
    assert after.periods[0].since == day("2001-03-03")


WITHOUT_CONDITIONS = clauses(
    entry(delay=Months(12)), later_joiners=LaterJoiners(Months(12), AFTER_ENTRY)
)


def test_without_conditions_a_treaty_binds_each_by_its_own_deposit() -> None:
    found = course(
        treaty(WITHOUT_CONDITIONS),
        "EU acceptance 2025-01-01",
        "DNK acceptance 2025-01-15",
        "ESP acceptance 2025-10-17",
    )
    status = found.on(day("2026-06-01"))
    assert status.entry_into_force.conditions == ()
    assert status.entry_into_force.trigger_participants == ("EU",)
    assert standing(found, "EU", "2026-06-01").in_force_on == day("2026-01-01")
    assert standing(found, "DNK", "2026-06-01").in_force_on == day("2026-01-15")
    assert standing(found, "ESP", "2026-06-01").in_force_on == day("2026-10-17")
    assert status.counts.parties == 2


def test_without_conditions_a_fixed_date_takes_all_who_deposited_by_it() -> None:
    rule = entry(delay=Days(30), fixed_date=day("2025-06-01"))
    found = course(
        treaty(clauses(rule)),
        "DNK acceptance 2025-01-01",
        "ESP acceptance 2025-06-01",
        "FRA acceptance 2025-06-02",
    )
    dates = [str(standing(found, code, "2026-01-01").in_force_on) for code in ("DNK", "ESP", "FRA")]
    assert dates == ["2025-06-01", "2025-06-01", "2025-07-02"]


def test_without_conditions_a_consent_withdrawn_is_no_longer_one() -> None:
    found = course(
        treaty(WITHOUT_CONDITIONS),
        "DNK acceptance 2025-01-01",
        "DNK withdrawal_of_consent 2025-02-01",
        "ESP acceptance 2025-03-01",
    )
    assert story(found, "DNK", "2025-01-31", "2025-02-01") == ["contracting", "non_signatory"]
    assert standing(found, "ESP", "2026-12-01").in_force_on == day("2026-03-01")


def test_a_succession_binds_from_its_own_day_on_earlier_days_too() -> None:
    found = course(
        treaty(),
        *ratified(["FRA", "DEU"], "2001-01-01"),
        "HRV succession 2001-06-01 1991-10-08",
        "SVN succession 2001-06-01 2001-03-01",
        "CZE succession 2001-06-01",
    )
    assert found.entry.on == day("2001-01-31")
    assert story(found, "HRV", "2001-01-30", "2001-01-31") == ["non_signatory", "party"]
    assert story(found, "SVN", "2001-02-28", "2001-03-01") == ["non_signatory", "party"]
    assert standing(found, "CZE", "2001-06-01").in_force_on == day("2001-07-01")
    assert found.on(day("2001-04-01")).counts.parties == 4
    early = standing(found, "SVN", "2001-04-01")
    assert early.consent
    assert early.consent.on == day("2001-06-01")


def test_a_succession_to_a_signature_shows_from_its_notification_on() -> None:
    found = course(treaty(), "SVK succession_to_signature 1993-05-28 1993-01-01")
    assert story(found, "SVK", "1993-05-27", "1993-05-28") == ["non_signatory", "signatory"]
    assert standing(found, "SVK", "1993-05-28").signed_on == day("1993-01-01")


def test_a_consent_withdrawn_after_the_trigger_leaves_the_date_standing() -> None:
    found = course(
        treaty(),
        "FRA signature 2000-01-01",
        *ratified(["FRA", "DEU"], "2001-01-01"),
        "FRA withdrawal_of_consent 2001-01-15",
        "FRA ratification 2001-06-01",
    )
    days = ("2001-01-14", "2001-01-15", "2001-01-31", "2001-06-01", "2001-07-01")
    assert story(found, "FRA", *days) == [
        "contracting",
        "signatory",
        "signatory",
        "contracting",
        "party",
    ]
    assert standing(found, "FRA", "2001-02-01").consent is None
    assert found.entry.on == day("2001-01-31")
    assert found.on(day("2001-02-01")).counts.contracting == 0


def test_a_party_cannot_withdraw_its_consent_any_more() -> None:
    found = course(
        treaty(),
        *ratified(["FRA", "DEU"], "2001-01-01"),
        "FRA withdrawal_of_consent 2001-01-31",
    )
    assert story(found, "FRA", "2001-01-31", "2005-01-01") == ["party", "party"]


def test_a_consent_withdrawn_on_the_trigger_day_is_in_no_count_of_that_day() -> None:
    found = course(
        treaty(clauses(entry(Count(1), delay=Immediate()))),
        *ratified(["FRA", "DEU"], "2001-01-01"),
        "FRA withdrawal_of_consent 2001-01-01",
    )
    assert found.entry.trigger_participants == ("DEU",)
    assert story(found, "FRA", "2001-01-01") == ["non_signatory"]


def test_provisional_application_outranks_waiting_and_ends_with_entry_into_force() -> None:
    found = course(
        treaty(),
        "CHE provisional_application 2000-06-01 2000-07-01",
        *ratified(["CHE", "DEU"], "2001-01-01"),
        "CHE withdrawal 2002-01-01",
    )
    assert story(found, "CHE", "2000-06-30", "2000-07-01", "2001-01-30", "2001-01-31") == [
        "non_signatory",
        "provisionally_applying",
        "provisionally_applying",
        "party",
    ]
    assert standing(found, "CHE", "2000-07-01").provisional_since == day("2000-07-01")
    assert standing(found, "CHE", "2001-01-31").provisional_since is None
    assert found.on(day("2000-12-31")).counts.contracting == 0
    assert found.on(day("2001-01-30")).counts.contracting == 2
    assert story(found, "CHE", "2002-07-01") == ["former_party"]


def test_provisional_application_begins_no_earlier_than_its_declaration() -> None:
    found = course(treaty(), "CHE provisional_application 2000-06-01 2000-01-01")
    assert story(found, "CHE", "2000-05-31", "2000-06-01") == [
        "non_signatory",
        "provisionally_applying",
    ]
    assert standing(found, "CHE", "2000-06-01").provisional_since == day("2000-01-01")


@pytest.mark.parametrize(
    ("act", "last", "after"),
    [
        ("withdrawal 2001-01-01", "2000-12-31", "2001-01-01"),
        ("withdrawal 2001-01-01 2001-03-01", "2001-02-28", "2001-03-01"),
        ("withdrawal_of_consent 2001-01-01", "2000-12-31", "2001-01-01"),
    ],
)
def test_who_only_applies_provisionally_may_end_it_and_begin_again(
    act: str, last: str, after: str
) -> None:
    found = course(
        treaty(),
        "CHE provisional_application 2000-06-01",
        f"CHE {act}",
        "CHE withdrawal 2001-04-01",
        "CHE provisional_application 2001-06-01",
    )
    assert story(found, "CHE", last, after, "2001-06-01") == [
        "provisionally_applying",
        "non_signatory",
        "provisionally_applying",
    ]


def test_who_withdraws_its_consent_applies_no_longer_provisionally_either() -> None:
    found = course(
        treaty(),
        "CHE provisional_application 2000-06-01",
        "CHE ratification 2000-07-01",
        "CHE withdrawal_of_consent 2000-08-01",
    )
    assert story(found, "CHE", "2000-07-31", "2000-08-01") == [
        "provisionally_applying",
        "non_signatory",
    ]


def test_who_left_may_apply_provisionally_until_it_is_bound_again() -> None:
    found = course(
        treaty(),
        *ratified(["CHE", "DEU"], "2001-01-01"),
        "CHE provisional_application 2001-06-01",
        "CHE withdrawal 2002-01-01",
        "CHE provisional_application 2003-01-01",
        "CHE ratification 2004-01-01",
    )
    days = ("2001-06-01", "2002-07-01", "2003-01-01", "2004-01-01", "2004-01-31")
    assert story(found, "CHE", *days) == [
        "party",
        "former_party",
        "provisionally_applying",
        "provisionally_applying",
        "party",
    ]
    assert [found.on(day(on)).counts.contracting for on in ("2003-01-01", "2004-01-01")] == [0, 1]


def test_a_treaty_that_knows_no_provisional_application_has_none() -> None:
    found = course(
        treaty(clauses(provisional_application=False)), "CHE provisional_application 2000-06-01"
    )
    assert story(found, "CHE", "2000-06-01") == ["non_signatory"]


def test_what_is_only_said_changes_nothing() -> None:
    kinds = (
        "communication",
        "declaration",
        "reservation",
        "objection",
        "withdrawal_of_reservation",
        "territorial_application",
    )
    found = course(
        treaty(),
        *ratified(["FRA", "DEU"], "2001-01-01"),
        *[f"FRA {kind} 2002-01-01" for kind in kinds],
        *[f"ITA {kind} 2002-01-01" for kind in kinds],
    )
    assert story(found, "FRA", "2003-01-01") == ["party"]
    assert story(found, "ITA", "2003-01-01") == ["non_signatory"]
    assert len(found.acts) == 14


def test_everyone_who_may_join_and_everyone_who_acted_is_listed_by_code() -> None:
    lines = ["YUG signature 1990-01-01", "SSD signature 2012-01-01", "EU signature 2012-01-01"]
    all_states = course(treaty(), *lines)
    codes = [each.code for each in all_states.on(day("2013-01-01")).participants]
    assert codes == sorted(codes)
    assert {"YUG", "SSD", "EU", "FRA", "VAT", "COK"} <= set(codes)
    assert "CSK" not in codes
    assert "SSD" not in [each.code for each in all_states.on(day("2011-07-08")).participants]
    few = course(treaty(clauses(eligible=frozenset({"FRA", "SSD", "CSK"}))), *lines)
    assert [each.code for each in few.on(day("2013-01-01")).participants] == [
        "EU",
        "FRA",
        "SSD",
        "YUG",
    ]
    assert [each.code for each in few.on(day("1985-01-01")).participants] == ["CSK", "FRA"]
