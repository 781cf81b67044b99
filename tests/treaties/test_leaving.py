"""Leaving a treaty: lock-out, notice, deferral, rescission, with the parent, and its lapse."""

from dataclasses import replace

import pytest

from app.treaties.values.clauses import (
    Count,
    Days,
    Duration,
    DurationUnit,
    FirstOfMonthAfterMonths,
    Immediate,
    WithdrawalClause,
)
from app.treaties.values.dossier import Dossier
from tests.treaties.builders import (
    LEAVING,
    NO_LOCKOUT,
    acts,
    clauses,
    course,
    day,
    entry,
    periods,
    ratified,
    standing,
    story,
    treaty,
)

FOUNDING = ratified(["FRA", "DEU"], "2001-01-01")  # in force for both on 2001-01-31
THREE_YEARS = Duration(3, DurationUnit.YEARS)
ONE_YEAR = Duration(1, DurationUnit.YEARS)
LOCKED = clauses(withdrawal=WithdrawalClause(THREE_YEARS, ONE_YEAR, later_date_allowed=True))

NOTICES = [
    ("2001-01-15", None),  # before it is in force for the state
    ("2001-01-31", None),
    ("2004-01-30", None),  # the last day of the lock-out
    ("2004-01-31", "2005-01-31"),
    ("2004-02-29", "2005-02-28"),
    ("2004-01-31 2004-06-01", "2005-01-31"),  # never earlier than the clause allows
    ("2004-01-31 2006-01-01", "2006-01-01"),
]


@pytest.mark.parametrize(("notice", "effect"), NOTICES)
def test_a_notice_is_valid_after_the_lock_out_and_takes_effect_after_its_period(
    notice: str, effect: str | None
) -> None:
    found = course(treaty(LOCKED), *FOUNDING, f"FRA withdrawal {notice}")
    received = notice.split(maxsplit=1)[0]
    assert periods(found, "FRA") == [f"2001-01-31..{effect or ''}"]
    shown = standing(found, "FRA", received).withdrawal
    assert (str(shown.effective_on) if shown else None) == effect


@pytest.mark.parametrize(
    ("notice", "effect"),
    [
        (Days(90), "2004-04-30"),
        (FirstOfMonthAfterMonths(3), "2004-05-01"),
        (ONE_YEAR, "2005-01-31"),
    ],
)
def test_a_notice_period_is_a_duration_or_a_delay(notice: Duration | Days, effect: str) -> None:
    leaving = WithdrawalClause(NO_LOCKOUT, notice)
    found = course(treaty(clauses(withdrawal=leaving)), *FOUNDING, "FRA withdrawal 2004-01-31")
    assert periods(found, "FRA") == [f"2001-01-31..{effect}"]


def test_who_leaves_is_a_party_until_the_last_day() -> None:
    found = course(treaty(), *FOUNDING, "FRA withdrawal 2002-01-15")
    days = ("2002-01-14", "2002-01-15", "2002-07-14", "2002-07-15")
    assert story(found, "FRA", *days) == ["party", "withdrawing", "withdrawing", "former_party"]
    assert [found.on(day(on)).counts.parties for on in days] == [2, 2, 2, 1]
    assert [found.on(day(on)).counts.former for on in days] == [0, 0, 0, 1]
    assert periods(found, "FRA", "2002-01-14") == ["2001-01-31.."]
    left = standing(found, "FRA", "2010-01-01")
    assert left.withdrawal
    assert (left.withdrawal.on, left.in_force_on) == (day("2002-01-15"), day("2001-01-31"))
    assert left.consent


@pytest.mark.parametrize(
    "line",
    [
        "ITA withdrawal 2002-01-15",
        "FRA withdrawal 2001-01-30",
        "FRA rescission_of_withdrawal 2002-01-15",
    ],
)
def test_a_notice_of_who_is_not_bound_is_a_communication(line: str) -> None:
    found = course(treaty(), *FOUNDING, line)
    code = line.split(maxsplit=1)[0]
    assert standing(found, code, "2005-01-01").withdrawal is None
    assert story(found, "FRA", "2005-01-01") == ["party"]


def test_a_treaty_without_a_withdrawal_clause_is_not_left() -> None:
    found = course(treaty(clauses(withdrawal=None)), *FOUNDING, "FRA withdrawal 2002-01-15")
    assert story(found, "FRA", "2005-01-01") == ["party"]


def test_a_second_notice_adds_nothing_while_the_first_stands() -> None:
    found = course(
        treaty(), *FOUNDING, "FRA withdrawal 2002-01-15", "FRA withdrawal 2002-03-15 2003-01-01"
    )
    assert periods(found, "FRA") == ["2001-01-31..2002-07-15"]


def test_a_notice_that_would_end_the_day_on_which_it_began_is_none() -> None:
    at_once = WithdrawalClause(NO_LOCKOUT, Immediate())
    found = course(treaty(clauses(withdrawal=at_once)), *FOUNDING, "FRA withdrawal 2001-01-31")
    assert periods(found, "FRA") == ["2001-01-31.."]


@pytest.mark.parametrize(
    ("rescinded_on", "last"), [("2002-07-14", ""), ("2002-07-15", "2002-07-15")]
)
def test_a_notice_is_rescinded_before_it_takes_effect_or_not_at_all(
    rescinded_on: str, last: str
) -> None:
    found = course(
        treaty(),
        *FOUNDING,
        "FRA withdrawal 2002-01-15",
        f"FRA rescission_of_withdrawal {rescinded_on}",
    )
    assert periods(found, "FRA") == [f"2001-01-31..{last}"]
    assert periods(found, "FRA", "2002-07-13") == ["2001-01-31..2002-07-15"]
    assert story(found, "FRA", "2002-07-13") == ["withdrawing"]


def test_after_a_rescission_another_notice_may_follow() -> None:
    found = course(
        treaty(),
        *FOUNDING,
        "FRA withdrawal 2002-01-15",
        "FRA rescission_of_withdrawal 2002-02-15",
        "FRA withdrawal 2003-01-15",
    )
    days = ("2002-02-14", "2002-02-15", "2003-01-15", "2003-07-15")
    assert story(found, "FRA", *days) == ["withdrawing", "party", "withdrawing", "former_party"]


def test_an_armed_conflict_defers_the_effect_to_its_end() -> None:
    leaving = replace(LEAVING, deferred_by_armed_conflict=True)
    found = course(
        treaty(clauses(withdrawal=leaving)), *FOUNDING, "FRA withdrawal 2025-01-10 2026-03-05"
    )
    assert story(found, "FRA", "2025-07-10", "2026-03-04", "2026-03-05") == [
        "withdrawing",
        "withdrawing",
        "former_party",
    ]


def test_who_joins_again_has_a_second_period_and_a_new_lock_out() -> None:
    found = course(
        treaty(LOCKED),
        *FOUNDING,
        "FRA withdrawal 2004-01-31",
        "FRA accession 2004-12-31",  # still a party: a second consent, which adds nothing
        "FRA accession 2005-01-31",
        "FRA withdrawal 2006-01-01",  # in the lock-out of the second period
        "FRA withdrawal 2008-03-02",
    )
    days = ("2005-01-30", "2005-01-31", "2005-03-01", "2005-03-02", "2008-03-02", "2009-03-02")
    assert story(found, "FRA", *days) == [
        "withdrawing",
        "contracting",
        "contracting",
        "party",
        "withdrawing",
        "former_party",
    ]
    assert periods(found, "FRA") == ["2001-01-31..2005-01-31", "2005-03-02..2009-03-02"]
    waiting = standing(found, "FRA", "2005-01-31")
    assert waiting.withdrawal is None
    assert waiting.consent
    assert waiting.consent.on == day("2005-01-31")
    assert found.on(day("2005-01-31")).counts.former == 0


def test_a_period_of_a_succession_does_not_reach_back_into_the_one_before() -> None:
    found = course(
        treaty(),
        *FOUNDING,
        "FRA withdrawal 2002-01-01",
        "FRA succession 2003-01-01 2001-06-01",
    )
    assert periods(found, "FRA") == ["2001-01-31..2002-07-01", "2002-07-01.."]


GENOCIDE = clauses(entry(Count(3), lapses_below=3))
PARTIES = ratified(["FRA", "DEU", "ITA"], "2001-01-01")


def test_a_treaty_lapses_when_a_withdrawal_leaves_too_few() -> None:
    found = course(
        treaty(GENOCIDE),
        *PARTIES,
        "FRA withdrawal 2002-01-15",
        "DEU withdrawal 2002-03-15",
        "ESP ratification 2002-07-01",
        "DEU ratification 2002-07-15",
        "USA signature 2002-08-01",
        "USA ratification 2002-08-01",
        "CHE provisional_application 2002-08-01",
    )
    assert found.on(day("2002-07-14")).entry_into_force.lapsed_on is None
    at_last = found.on(day("2003-01-01"))
    assert at_last.entry_into_force.lapsed_on == day("2002-07-15")
    assert at_last.entry_into_force.on == day("2001-01-31")
    assert at_last.counts.parties == 0
    assert at_last.counts.former == 3
    assert periods(found, "ITA") == ["2001-01-31..2002-07-15"]
    assert periods(found, "ITA", "2002-07-14") == ["2001-01-31.."]
    assert standing(found, "DEU", "2002-07-14").withdrawal
    assert standing(found, "DEU", "2003-01-01").withdrawal is None
    assert periods(found, "ESP", "2002-07-14") == ["2002-07-31.."]
    assert story(found, "ESP", "2002-07-14", "2002-07-15") == ["contracting", "non_signatory"]
    assert story(found, "USA", "2002-08-01") == ["signatory"]
    assert story(found, "CHE", "2002-08-01") == ["non_signatory"]


def test_acts_received_on_the_day_of_a_lapse_meet_a_treaty_in_force() -> None:
    at_once = WithdrawalClause(NO_LOCKOUT, Immediate())
    found = course(
        treaty(replace(GENOCIDE, withdrawal=at_once)),
        *PARTIES,
        "FRA withdrawal 2002-01-15",
        "DEU withdrawal_of_consent 2002-01-15",
        "ITA accession 2002-01-15",
    )
    assert found.entry.lapsed_on == day("2002-01-15")
    for code in ("FRA", "DEU", "ITA"):
        assert periods(found, code) == ["2001-01-31..2002-01-15"]
    left = standing(found, "FRA", "2002-01-15").withdrawal
    assert left
    assert left.on == left.effective_on == day("2002-01-15")


def test_a_treaty_does_not_lapse_while_enough_remain_or_where_no_clause_says_so() -> None:
    enough = course(
        treaty(GENOCIDE),
        *PARTIES,
        "ESP ratification 2001-06-01",
        "FRA withdrawal 2002-01-15",
    )
    assert enough.entry.lapsed_on is None
    silent = course(treaty(), *FOUNDING, "FRA withdrawal 2002-01-15", "DEU withdrawal 2002-01-15")
    assert silent.entry.lapsed_on is None
    assert silent.on(day("2003-01-01")).entry_into_force.on == day("2001-01-31")


def test_a_participant_that_is_no_more_does_not_keep_a_treaty_alive() -> None:
    found = course(
        treaty(clauses(entry(Count(3), lapses_below=2))),
        *ratified(["YUG", "CSK", "FRA", "DEU"], "1990-01-01"),
        "CSK withdrawal 1990-06-01",
        "FRA withdrawal 1993-01-01",
    )
    assert found.entry.lapsed_on == day("1993-07-01")


def statute(*lines: str) -> Dossier:
    held = clauses(entry(Count(1), delay=Immediate(), lapses_below=1))
    return Dossier(treaty(held, named="parent"), acts(*lines))


PROTOCOL = treaty(clauses(withdrawal=replace(LEAVING, with_parent=True)), parent="parent")
OF_BOTH = ratified(["FRA", "DEU"], "2001-01-01")


def test_leaving_the_parent_treaty_is_leaving_this_one() -> None:
    parent = statute(
        *OF_BOTH,
        "FRA withdrawal 2002-01-15",
        "DEU withdrawal 2002-02-15",
        "DEU rescission_of_withdrawal 2002-03-15",
    )
    found = course(PROTOCOL, *FOUNDING, related={"parent": parent})
    days = ("2002-01-14", "2002-01-15", "2002-07-14", "2002-07-15")
    assert story(found, "FRA", *days) == ["party", "withdrawing", "withdrawing", "former_party"]
    shown = standing(found, "FRA", "2002-01-15").withdrawal
    assert shown
    assert (shown.on, shown.with_parent) == (day("2002-01-15"), True)
    assert story(found, "DEU", "2002-02-15", "2002-03-15") == ["withdrawing", "party"]


def test_of_two_ways_out_the_earlier_one_counts() -> None:
    parent = statute(*OF_BOTH, "FRA withdrawal 2002-01-15")
    found = course(
        PROTOCOL,
        *FOUNDING,
        "FRA withdrawal 2002-02-01",
        "FRA rescission_of_withdrawal 2002-02-02",
        "DEU withdrawal 2002-02-01",
        related={"parent": parent},
    )
    assert periods(found, "FRA") == ["2001-01-31..2002-07-15"]
    assert story(found, "FRA", "2002-02-02") == ["withdrawing"]
    assert periods(found, "DEU") == ["2001-01-31..2002-08-01"]


def test_a_parent_treaty_that_lapses_takes_this_one_along() -> None:
    parent = statute(
        *ratified(["FRA"], "2001-01-01"), "FRA withdrawal 2002-01-15", "DEU signature 2001-01-01"
    )
    found = course(PROTOCOL, *FOUNDING, related={"parent": parent})
    assert periods(found, "FRA") == ["2001-01-31..2002-07-15"]
    assert story(found, "DEU", "2003-01-01") == ["party"]


def test_who_joins_after_leaving_the_parent_is_bound_for_itself() -> None:
    parent = statute(*OF_BOTH, "FRA withdrawal 2002-01-15")
    found = course(PROTOCOL, *FOUNDING, "FRA accession 2002-07-15", related={"parent": parent})
    assert periods(found, "FRA") == ["2001-01-31..2002-07-15", "2002-08-14.."]


def test_the_parent_is_looked_at_only_where_the_clause_says_so_and_it_is_known() -> None:
    parent = statute(*OF_BOTH, "FRA withdrawal 2002-01-15")
    alone = treaty(parent="parent")
    assert periods(course(alone, *FOUNDING, related={"parent": parent}), "FRA") == ["2001-01-31.."]
    assert periods(course(PROTOCOL, *FOUNDING), "FRA") == ["2001-01-31.."]


def test_a_notice_under_the_parent_that_its_lapse_overtakes_ends_nothing_here() -> None:
    lapsing = Dossier(
        treaty(clauses(entry(Count(1), delay=Immediate(), lapses_below=2)), named="parent"),
        acts(*OF_BOTH, "FRA withdrawal 2002-01-15", "DEU withdrawal 2002-02-15"),
    )
    found = course(
        PROTOCOL,
        *FOUNDING,
        "DEU withdrawal 2001-02-01",
        "DEU accession 2002-07-10",
        related={"parent": lapsing},
    )
    assert periods(found, "DEU") == ["2001-01-31..2001-08-01", "2002-08-09.."]
    assert standing(found, "DEU", "2002-07-14").periods[-1].to == day("2002-08-15")
