"""Who owes what: from entry into force to the last day, on which basis, and never too early."""

from dataclasses import replace

import pytest

from app.obligations.rules.owing import owed
from app.obligations.rules.tenures import learned_on, tenures
from app.obligations.values import (
    AfterEvent,
    AfterPeriod,
    Arrangement,
    Basis,
    BeforeMeeting,
    BeforePeriod,
    ByDate,
    Catalogue,
    EndState,
    Initial,
    Meeting,
    Periodic,
    Tenure,
)
from app.treaties.rules.course import course_of
from app.treaties.values.dossier import Dossier
from tests.obligations.builders import SEAT, day, dues, obligation, owing, tenure
from tests.treaties.builders import acts, course, treaty
from tests.treaties.vectors import dossier, everyone

YEARLY = obligation(AfterPeriod("annual_after", 90), "yearly")
FIRST = obligation(Initial("initial", 180), "first")


def test_a_year_is_owed_by_whoever_is_bound_in_it_and_when_it_falls_due() -> None:
    assert dues(YEARLY, tenure("2026-12-31"), until=2028) == {
        "2026": "2027-03-31",
        "2027": "2028-03-30",
        "2028": "2029-03-31",
    }
    assert list(dues(YEARLY, tenure("2027-01-01"), until=2028)) == ["2027", "2028"]


@pytest.mark.parametrize(
    ("to", "last"),
    [("2028-03-30", "2026"), ("2028-03-31", "2027"), ("2028-12-31", "2027")],
)
def test_who_leaves_owes_until_the_last_day_and_nothing_after(to: str, last: str) -> None:
    assert list(dues(YEARLY, tenure("2026-05-01", to)))[-1] == last


def test_who_comes_back_owes_the_initial_declaration_again_and_no_year_between() -> None:
    times = (tenure("2020-01-01", "2022-06-01"), tenure("2025-03-01"))
    assert dues(FIRST, *times) == {"initial": "2020-06-29", "initial-2": "2025-08-28"}
    assert list(dues(YEARLY, *times, until=2026)) == ["2020", "2021", "2025", "2026"]


def test_the_strongest_basis_of_the_day_counts() -> None:
    times = (
        tenure("2024-01-15", None, Basis.ARRANGEMENT),
        tenure("2026-05-20", "2027-03-01", Basis.PROVISIONAL),
        tenure("2027-03-01", None, Basis.PARTY),
    )
    bases = {each.period: each.basis for each in owing(YEARLY, *times, until=2027)}
    assert bases == {
        "2024": Basis.ARRANGEMENT,
        "2025": Basis.ARRANGEMENT,
        "2026": Basis.PARTY,
        "2027": Basis.PARTY,
    }
    first = obligation(Initial("initial", 30))
    assert list(dues(first, *times)) == [
        "initial-arrangement",
        "initial-provisionally_applying",
        "initial",
    ]


def test_what_follows_something_is_owed_once_that_was_due() -> None:
    later = obligation(ByDate("annual_by_date", 6, 30), "later", following="first")
    first_on = obligation(Initial("initial", 210), "first")
    found = dues(later, tenure("2026-12-15"), until=2028, others=(first_on,))
    assert found == {"2027": "2028-06-30", "2028": "2029-06-30"}
    assert "2026" in dues(later, tenure("2026-12-15"), until=2028, others=(FIRST,))
    assert dues(later, tenure("2026-12-15", "2027-02-01"), others=(FIRST,)) == {}


def test_what_is_due_before_its_year_is_owed_by_whoever_is_bound_then() -> None:
    early = obligation(BeforePeriod("annual_before", 60))
    assert dues(early, tenure("2026-10-01"), until=2027) == {"2027": "2026-11-02"}


def test_each_kind_has_the_period_that_names_it() -> None:
    assert dues(obligation(EndState("end_state", 10)), tenure("2027-03-01")) == {
        "end-state": "2037-03-01"
    }
    turns = obligation(Periodic("periodic", 4, 9, 1))
    assert dues(turns, tenure("2027-03-01"), until=2036) == {
        "2031": "2031-09-01",
        "2035": "2035-09-01",
    }
    assert dues(obligation(AfterEvent("after_event", hours=72)), tenure("2027-03-01")) == {}
    before = obligation(BeforeMeeting("before_meeting", 2, "GAIMA/C"), "meet")
    meetings = [
        Meeting("GAIMA/C", "c-1", day("2027-06-07")),
        Meeting("GAIMA/EC", "ec-1", day("2027-06-07")),
    ]
    catalogue = Catalogue({"meet": before}, meetings=meetings)
    found = owed(before, "CAN", [tenure("2027-03-01")], catalogue=catalogue, until=2027, seat=SEAT)
    assert [each.period for each in found] == ["c-1"]


def test_nothing_is_owed_by_whoever_is_never_bound() -> None:
    for each in (YEARLY, FIRST, obligation(Periodic("periodic", 4, 9, 1))):
        assert dues(each) == {}


def of(code: str, *, today: str, arrangements: tuple[Arrangement, ...] = ()) -> list[Tenure]:
    held = dossier("mine-ban")
    known = course_of(held, everyone())
    return list(tenures(known, held.acts, arrangements, today=day(today)).get(code, ()))


def test_case_19_a_late_notified_succession_is_bound_from_its_own_date() -> None:
    [bound] = of("SSD", today="2012-01-01")
    assert bound.since == day("2011-07-09")
    initial = obligation(Initial("initial", 180))
    assert dues(initial, bound) == {"initial": "2012-01-05"}
    assert dues(obligation(EndState("end_state", 10)), bound) == {"end-state": "2021-07-09"}


def test_case_14_a_communication_leaves_every_duty_as_it_was() -> None:
    held = dossier("mine-ban")
    more = [replace(each, number=9_000) for each in acts("UKR communication 2025-07-18")]
    before = of("UKR", today="2025-12-01")
    after = tenures(
        course_of(replace(held, acts=(*held.acts, *more)), everyone()),
        (*held.acts, *more),
        (),
        today=day("2025-12-01"),
    )["UKR"]
    assert list(after) == before != []


def test_an_arrangement_binds_those_who_take_part_from_their_own_day() -> None:
    agreed = Arrangement("a", "mine-ban", {"USA": day("2024-01-15")})
    assert of("USA", today="2025-01-01", arrangements=(agreed,)) == [
        Tenure(Basis.ARRANGEMENT, day("2024-01-15"), None, day("2024-01-15"))
    ]
    assert tenures(None, (), (agreed,), today=day("2025-01-01")).keys() == {"USA"}


def test_a_correction_of_a_reference_makes_nothing_newer_and_one_of_a_date_does() -> None:
    [first] = acts("FRA ratification 2001-02-03")
    first = replace(first, number=1, recorded_on=day("2001-02-05"))
    text = replace(first, number=2, replaces=1, reference="r", recorded_on=day("2020-01-01"))
    date_ = replace(text, number=3, replaces=2, deposited_on=day("2001-02-01"))
    assert learned_on(text, (first, text)) == day("2001-02-05")
    assert learned_on(date_, (first, text, date_)) == day("2020-01-01")


def test_provisional_application_binds_until_the_treaty_does() -> None:
    lines = ("CHE provisional_application 2026-05-20", "CHE ratification 2026-07-01")
    done = acts(*lines, "FRA ratification 2026-08-01")
    known = course(treaty(), *lines, "FRA ratification 2026-08-01")
    found = tenures(known, done, (), today=day("2027-01-01"))
    assert [(each.basis, each.since, each.to) for each in found["CHE"]] == [
        (Basis.PARTY, day("2026-08-31"), None),
        (Basis.PROVISIONAL, day("2026-05-20"), day("2026-08-31")),
    ]
    before = tenures(known, done, (), today=day("2026-07-15"))
    assert [each.basis for each in before["CHE"]] == [Basis.PROVISIONAL]
    assert "FRA" not in before


def test_an_entry_into_force_learned_late_makes_nobody_late() -> None:
    done = [
        replace(each, recorded_on=day(on))
        for each, on in zip(
            acts("CHE ratification 2026-01-05", "FRA ratification 2026-02-01"),
            ("2026-01-06", "2026-12-24"),
            strict=True,
        )
    ]
    known = course_of(Dossier(treaty(), tuple(done)), everyone())
    found = tenures(known, done, (), today=day("2027-01-01"))
    assert {each.recorded_on for times in found.values() for each in times} == {day("2026-12-24")}
