"""Late reservations are circulated, and accepted unless somebody objects in time."""

from dataclasses import replace
from datetime import date

import pytest

from app.treaties.rules.acceptance import examined
from app.treaties.rules.circulation import circulation_of, circulations
from app.treaties.rules.course import course_of
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.circulation import Circulation, Outcome
from app.treaties.values.clauses import Definition, Duration, DurationUnit, Reservations
from app.treaties.values.dossier import Dossier
from tests.treaties.builders import acts, clauses, day, treaty
from tests.treaties.vectors import everyone

OPEN = treaty(clauses(reservations=Reservations.ALLOWED), named="open")


def held(
    *lines: str, about: dict[int, int] | None = None, definition: Definition = OPEN
) -> Dossier:
    """Give a dossier of lines, in which some acts name another by its number."""
    named = about or {}
    found = tuple(replace(act, concerns=named.get(act.number)) for act in acts(*lines))
    return Dossier(replace(definition, adopted_on=date(1900, 1, 1)), found)


def circulated(dossier: Dossier, known_on: date | None = None) -> tuple[Circulation, ...]:
    return circulations(dossier, course_of(dossier, everyone(), known_on=known_on))


def recorded(dossier: Dossier, number: int, on: str) -> Dossier:
    """Give the dossier with an act recorded, and so notified, on a later day."""
    changed = (
        replace(act, recorded_on=day(on)) if act.number == number else act for act in dossier.acts
    )
    return replace(dossier, acts=tuple(changed))


AZERBAIJAN = recorded(
    held("AZE accession 1999-01-22", "AZE reservation 2000-09-28"), 2, "2000-10-05"
)
"""Second Optional Protocol to the Covenant on Civil and Political Rights: circulated on 5 October
2000; nobody objected, and it was accepted on 5 October 2001 (Multilateral Treaties, IV.12)."""

BAHRAIN = recorded(
    held(
        "BHR accession 2006-09-20",
        "BHR reservation 2006-12-04",
        "NLD objection 2007-07-27",
        "CAN objection 2007-09-18",
        about={3: 2, 4: 2},
    ),
    2,
    "2006-12-28",
)
"""Covenant on Civil and Political Rights: circulated on 28 December 2006; the Netherlands, Canada
and others objected, and it was not accepted (Multilateral Treaties, IV.4)."""


@pytest.mark.parametrize(
    ("dossier", "until", "story"),
    [
        (
            AZERBAIJAN,
            "2001-10-05",
            {"2001-10-05": Outcome.CIRCULATED, "2001-10-06": Outcome.ACCEPTED},
        ),
        (
            BAHRAIN,
            "2007-12-28",
            {
                "2007-07-26": Outcome.CIRCULATED,
                "2007-07-27": Outcome.NOT_ACCEPTED,
                "2008-01-01": Outcome.NOT_ACCEPTED,
            },
        ),
    ],
    ids=["Azerbaijan", "Bahrain"],
)
def test_real_late_reservations_end_as_they_did(
    dossier: Dossier, until: str, story: dict[str, Outcome]
) -> None:
    [found] = circulated(dossier)
    assert found.until == day(until)
    assert {on: found.outcome(day(on)) for on in story} == story


@pytest.mark.parametrize(
    "lines",
    [
        ["FRA reservation 2001-01-01"],
        ["FRA ratification 2001-01-01", "FRA reservation 2001-01-01"],
        ["FRA signature 2001-01-01", "FRA reservation 2001-02-01"],
        ["FRA ratification 2001-01-01", "FRA declaration 2001-02-01"],
        ["FRA ratification 2001-01-01", "DEU reservation 2001-02-01"],
        [
            "FRA ratification 2001-01-01",
            "DEU ratification 2001-01-01",
            "FRA withdrawal 2002-01-01",
            "FRA accession 2003-01-01",
            "FRA reservation 2003-01-01",
        ],
    ],
)
def test_a_reservation_made_before_or_with_the_consent_is_not_late(lines: list[str]) -> None:
    assert circulated(held(*lines)) == ()


LATE = ("FRA ratification 2001-01-01", "FRA reservation 2002-03-14")


@pytest.mark.parametrize(
    ("line", "outcome", "belated"),
    [
        ("DEU objection 2003-03-14", Outcome.NOT_ACCEPTED, 0),
        ("DEU objection 2003-03-15", Outcome.ACCEPTED, 1),
        ("FRA withdrawal_of_reservation 2003-03-14", Outcome.WITHDRAWN, 0),
        ("FRA withdrawal_of_reservation 2003-03-15", Outcome.ACCEPTED, 0),
    ],
)
def test_what_comes_on_the_last_day_is_in_time(line: str, outcome: Outcome, belated: int) -> None:
    [found] = circulated(held(*LATE, line, about={3: 2}))
    assert (found.outcome(day("2004-01-01")), len(found.belated)) == (outcome, belated)


def test_a_treaty_may_set_another_time_limit() -> None:
    ninety = Duration(90, DurationUnit.DAYS)
    shorter = replace(OPEN, final_clauses=replace(OPEN.final_clauses, late_reservations=ninety))
    [found] = circulated(held(*LATE, definition=shorter))
    assert found.until == day("2002-06-12")


def test_an_objection_that_names_nothing_or_another_act_stops_nothing() -> None:
    [found] = circulated(held(*LATE, "DEU objection 2002-05-01", "ITA objection 2002-05-01"))
    assert found.outcome(day("2004-01-01")) is Outcome.ACCEPTED


def test_another_depositarys_circulations_are_not_ours() -> None:
    assert circulated(held(*LATE, definition=replace(OPEN, depositary="France"))) == ()


def corrected() -> Dossier:
    """Give a late reservation that was corrected after an objection had named its first record."""
    dossier = held(*LATE, "DEU objection 2002-05-01", about={3: 2})
    right = replace(
        dossier.acts[1], number=4, replaces=2, reason="r", text="t", recorded_on=day("2002-06-01")
    )
    return replace(dossier, acts=(*dossier.acts, right))


def test_a_correction_keeps_the_time_limit_and_the_objections() -> None:
    [found] = circulated(corrected())
    assert (found.reservation.number, found.until) == (4, day("2003-03-14"))
    assert found.outcome(day("2004-01-01")) is Outcome.NOT_ACCEPTED
    [then] = circulated(corrected(), known_on=day("2002-05-15"))
    assert then.reservation.number == 2
    dossier = corrected()
    course = course_of(dossier, everyone())
    assert circulation_of(dossier, course, dossier.acts[2]) == found
    assert circulation_of(dossier, course, dossier.acts[0]) is None


def told(dossier: Dossier, act: Act) -> list[str]:
    """Give what is said of the next act of a dossier."""
    fresh = replace(act, number=len(dossier.acts) + 1)
    found = examined(dossier, [fresh], roll=everyone(), today=day("2010-01-01"))
    return [each.complaint.message for each in (*found.refusals, *found.warnings)]


@pytest.mark.parametrize(
    ("line", "concerns", "words"),
    [
        ("FRA reservation 2003-01-01", None, "the reservation is late"),
        ("DEU objection 2003-01-01", None, "names no reservation"),
        ("DEU objection 2003-01-01", 9, "has no act %(number)s"),
        ("DEU objection 2003-01-01", 1, "is no reservation"),
        ("DEU objection 2002-01-01", 2, "was deposited later"),
        ("FRA objection 2003-01-01", 2, "One objects to the reservation of another"),
        ("DEU withdrawal_of_reservation 2003-01-01", 2, "One objects to the reservation"),
        ("DEU communication 2003-01-01", 2, "Only an objection"),
    ],
)
def test_what_an_act_says_it_is_about_is_examined(
    line: str, concerns: int | None, words: str
) -> None:
    [act] = acts(line)
    assert words in " ".join(told(held(*LATE), replace(act, concerns=concerns)))


@pytest.mark.parametrize(
    "line", ["DEU objection 2003-01-01", "FRA withdrawal_of_reservation 2003-01-01"]
)
def test_an_act_that_names_the_right_reservation_is_accepted(line: str) -> None:
    [act] = acts(line)
    assert told(held(*LATE), replace(act, concerns=2)) == []


def test_only_a_regional_organisation_declares_a_competence_and_says_which() -> None:
    [state, union] = acts(
        "FRA competence_declaration 2003-01-01", "EU competence_declaration 2003-01-01"
    )
    assert state.kind is ActionKind.COMPETENCE_DECLARATION
    assert "no regional organisation" in " ".join(told(held(), replace(state, text="t")))
    assert "Give the text" in " ".join(told(held(), union))
    assert told(held(), replace(union, text="Trade.")) == []
