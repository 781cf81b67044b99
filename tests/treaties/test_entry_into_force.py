"""When real treaties entered into force, by the rule that each of them wrote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from app.treaties.rules.course import course_of
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import (
    Count,
    Days,
    EntryIntoForce,
    FirstOfMonthAfterMonths,
    FirstOfNthMonthAfterMonth,
    FractionOfParties,
    Immediate,
    Months,
    Named,
    RegionalOrganisations,
    Require,
    Share,
    TreatyInForce,
)
from app.treaties.values.dossier import Dossier, Indicator
from tests.treaties.builders import (
    acts,
    clauses,
    course,
    day,
    entry,
    indicator,
    ratified,
    standing,
    states,
    treaty,
)
from tests.treaties.vectors import everyone

CWC = frozenset({ActionKind.RATIFICATION})
NPT = frozenset({"GBR", "RUS", "USA"})
CLUSTER = {"BFA", "MDA"}
EUROPE = frozenset({"ALB", "HRV", "EST", "HUN", "LTU"})


@dataclass(frozen=True)
class Real:
    """A real treaty: its rule, the deposits that mattered, and what followed."""

    rule: EntryIntoForce
    lines: Sequence[str]
    trigger_on: str | None
    on: str | None
    whose: Sequence[str] = ()
    indicators: Sequence[Indicator] = ()


REAL = {
    "Arms Trade Treaty, art. 22: the 50th instrument, 90 days": Real(
        entry(Count(50), delay=Days(90)),
        [*ratified(states(45), "2014-09-02"), *ratified(states(53)[45:], "2014-09-25")],
        "2014-09-25",
        "2014-12-24",
        states(53)[45:],
    ),
    "Chemical Weapons Convention, art. XXI: the 65th ratification, 180 days, not before 1995": Real(
        entry(Count(65, kinds=CWC), delay=Days(180), not_before=day("1995-01-13")),
        [
            *ratified(states(64), "1996-10-30"),
            *ratified(states(70)[65:], "1996-10-30", "accession"),
            f"{states(65)[64]} ratification 1996-10-31",
        ],
        "1996-10-31",
        "1997-04-29",
        states(65)[64:],
    ),
    "the same, ratified at once: the earliest day possible": Real(
        entry(Count(65, kinds=CWC), delay=Days(180), not_before=day("1995-01-13")),
        ratified(states(65), "1993-01-13"),
        "1993-01-13",
        "1995-01-13",
        states(65),
    ),
    "Cluster Munitions Convention, art. 17: the 30th, first day of the sixth month after": Real(
        entry(Count(30), delay=FirstOfNthMonthAfterMonth(6)),
        [
            *ratified([code for code in states(40) if code not in CLUSTER][:28], "2009-12-01"),
            *ratified(sorted(CLUSTER), "2010-02-16"),
        ],
        "2010-02-16",
        "2010-08-01",
        ["BFA", "MDA"],
    ),
    "Budapest Convention, art. 36: five, three of them members of the Council of Europe": Real(
        entry(Count(5), Count(3, among=EUROPE), delay=FirstOfMonthAfterMonths(3)),
        [
            "ALB ratification 2002-06-20",
            "HRV ratification 2002-10-17",
            "EST ratification 2003-05-12",
            "HUN ratification 2003-12-04",
            "LTU ratification 2004-03-18",
        ],
        "2004-03-18",
        "2004-07-01",
        ["LTU"],
    ),
    "Non-Proliferation Treaty, art. IX: the three depositaries and forty others, at once": Real(
        entry(Named(NPT), Count(43), delay=Immediate()),
        [
            *ratified([code for code in states(60) if code not in NPT][:45], "1969-11-01"),
            "GBR ratification 1968-11-27",
            *ratified(["USA", "RUS"], "1970-03-05"),
        ],
        "1970-03-05",
        "1970-03-05",
        ["RUS", "USA"],
    ),
    "Montreal Protocol, art. 16: eleven, two thirds of consumption, on 1 January 1989": Real(
        entry(
            Count(11),
            Share("consumption", Decimal(2) / Decimal(3)),
            delay=Days(90),
            fixed_date=day("1989-01-01"),
            not_before=day("1989-01-01"),
        ),
        [
            *ratified([code for code in states(16) if code != "AUS"][:12], "1988-11-01"),
            "USA ratification 1988-04-21",
            "JPN ratification 1988-09-30",
            "EU approval 1988-12-16",
            "FRA approval 1988-12-16",
        ],
        "1988-12-16",
        "1989-01-01",
        ["FRA"],
        [indicator("consumption", USA=40, JPN=20, FRA=10, AUS=30, EU=70)],
    ),
    "the same, met only after that day: 90 days later": Real(
        entry(Count(2), delay=Days(90), fixed_date=day("1989-01-01"), not_before=day("1989-01-01")),
        ["USA ratification 1988-04-21", "JPN ratification 1989-01-02"],
        "1989-01-02",
        "1989-04-02",
        ["JPN"],
    ),
    "the same, met on the very day: that day": Real(
        entry(Count(2), delay=Days(90), fixed_date=day("1989-01-01")),
        ["USA ratification 1988-04-21", "JPN ratification 1989-01-01"],
        "1989-01-01",
        "1989-01-01",
        ["JPN"],
    ),
    "Doha Amendment, art. 20 of the Kyoto Protocol: three fourths of 192 parties, 90 days": Real(
        entry(FractionOfParties("kyoto-protocol", 3, 4, of=192), delay=Days(90)),
        [
            *ratified([code for code in states(160) if code != "JAM"][:143], "2020-09-28"),
            "EU acceptance 2017-12-21",
            "JAM acceptance 2020-10-02",
        ],
        "2020-10-02",
        "2020-12-31",
        ["JAM"],
    ),
    "one too few": Real(entry(Count(3)), ratified(["FRA", "DEU"], "2001-01-01"), None, None),
    "any of two conditions is enough where the treaty says so": Real(
        entry(Count(9), Named(frozenset({"FRA"})), require=Require.ANY, delay=Months(1)),
        ["DEU ratification 2001-01-10", "FRA ratification 2001-01-31"],
        "2001-01-31",
        "2001-02-28",
        ["FRA"],
    ),
}


@pytest.mark.parametrize("real", REAL.values(), ids=REAL.keys())
def test_a_treaty_enters_into_force_when_its_rule_says(real: Real) -> None:
    kyoto = Dossier(treaty(named="kyoto-protocol"), ())
    found = course(
        treaty(clauses(real.rule)),
        *real.lines,
        indicators=real.indicators,
        related={"kyoto-protocol": kyoto},
    )
    at_last = found.on(day("2030-01-01")).entry_into_force
    assert at_last.trigger_on == (day(real.trigger_on) if real.trigger_on else None)
    assert at_last.on == (day(real.on) if real.on else None)
    assert list(at_last.trigger_participants) == sorted(real.whose)


def test_a_consent_of_a_kind_that_is_not_counted_binds_all_the_same() -> None:
    found = course(
        treaty(clauses(entry(Count(1, kinds=CWC)))),
        "FRA accession 2001-01-01",
        "DEU ratification 2001-02-01",
    )
    assert found.entry.trigger_participants == ("DEU",)
    assert standing(found, "FRA", "2001-02-01").in_force_on == day("2001-03-03")


def test_a_definitive_signature_is_a_signature_and_a_consent() -> None:
    found = course(treaty(clauses(entry(Count(1)))), "FRA definitive_signature 2001-01-01")
    alone = standing(found, "FRA", "2001-01-01")
    assert alone.signed_on == day("2001-01-01")
    assert alone.consent
    assert alone.consent.action is ActionKind.DEFINITIVE_SIGNATURE
    assert alone.in_force_on == day("2001-01-31")


def test_a_second_consent_of_a_participant_counts_once_unless_only_its_kind_counts() -> None:
    lines = ["FRA acceptance 2001-01-01", "FRA ratification 2001-02-01"]
    assert course(treaty(), *lines).entry.trigger_on is None
    by_kind = course(treaty(clauses(entry(Count(1, kinds=CWC)))), *lines)
    assert by_kind.entry.trigger_on == day("2001-02-01")


REIO = [
    (RegionalOrganisations.NOT_ADDITIONAL, "2001-03-01", ("DEU",), Decimal(1)),
    (RegionalOrganisations.NOT_ELIGIBLE, "2001-03-01", ("DEU",), Decimal(1)),
    (RegionalOrganisations.COUNTS, "2001-02-01", ("EU",), Decimal("0.75")),
]


@pytest.mark.parametrize(("rule", "trigger_on", "whose", "share"), REIO)
def test_a_regional_organisation_counts_only_where_the_treaty_says_so(
    rule: RegionalOrganisations, trigger_on: str, whose: tuple[str, ...], share: Decimal
) -> None:
    found = course(
        treaty(clauses(entry(Count(2), Share("gdp", Decimal("0.5"))), regional_organisations=rule)),
        "FRA ratification 2001-01-01",
        "EU approval 2001-02-01",
        "DEU ratification 2001-03-01",
        indicators=[indicator("gdp", FRA=1, DEU=1, EU=2)],
    )
    at_last = found.on(day("2002-01-01"))
    assert found.entry.trigger_on == day(trigger_on)
    assert found.entry.trigger_participants == whose
    assert at_last.entry_into_force.conditions[1].reached == share
    assert standing(found, "EU", "2002-01-01").status.is_bound


def test_a_share_of_a_list_is_counted_within_that_list() -> None:
    rule = entry(Share("gdp", Decimal("0.5"), among=frozenset({"FRA", "DEU"})))
    found = course(
        treaty(clauses(rule)),
        "USA ratification 2001-01-01",
        "FRA ratification 2001-02-01",
        indicators=[indicator("gdp", USA=1000, FRA=1, DEU=1)],
    )
    first, second = (found.on(day(on)).entry_into_force for on in ("2001-01-01", "2001-02-01"))
    assert first.conditions[0].reached == 0
    assert (second.conditions[0].reached, second.trigger_participants) == (Decimal("0.5"), ("FRA",))


def test_a_share_of_nothing_is_nothing() -> None:
    rule = entry(Share("gdp", Decimal("0.5")))
    found = course(
        treaty(clauses(rule)), "FRA ratification 2001-01-01", indicators=[indicator("gdp", EU=5)]
    )
    assert found.entry.trigger_on is None
    assert found.on(day("2001-01-01")).entry_into_force.conditions[0].reached == 0


def test_a_consent_withdrawn_before_the_trigger_leaves_every_count() -> None:
    rule = entry(Count(2), Named(frozenset({"FRA", "DEU"})), Share("gdp", Decimal("0.9")))
    found = course(
        treaty(clauses(rule)),
        "FRA ratification 2001-01-01",
        "FRA withdrawal_of_consent 2001-02-01",
        "FRA withdrawal_of_consent 2001-02-02",
        "DEU ratification 2001-03-01",
        "FRA ratification 2001-04-01",
        indicators=[indicator("gdp", FRA=50, DEU=50)],
    )
    before = found.on(day("2001-03-31")).entry_into_force
    assert [each.reached for each in before.conditions] == [1, 1, Decimal("0.5")]
    assert before.missing == ("FRA",)
    assert found.entry.trigger_on == day("2001-04-01")


def test_a_condition_is_met_from_the_first_day_of_the_unbroken_run() -> None:
    rule = entry(Count(2), Count(4))
    found = course(
        treaty(clauses(rule)),
        *ratified(["FRA", "DEU"], "2001-01-01"),
        "DEU withdrawal_of_consent 2001-02-01",
        "ITA ratification 2001-03-01",
    )
    met = [
        found.on(day(on)).entry_into_force.conditions[0].met_on
        for on in ("2000-12-31", "2001-01-31", "2001-02-28", "2001-03-01")
    ]
    assert met == [None, day("2001-01-01"), None, day("2001-03-01")]


def test_the_figures_stand_still_from_the_trigger_on() -> None:
    found = course(
        treaty(),
        *ratified(["FRA", "DEU"], "2001-01-01"),
        *ratified(["ITA"], "2001-01-02"),
        "FRA withdrawal_of_consent 2001-01-03",
    )
    assert found.on(day("2001-06-01")).entry_into_force.conditions[0].reached == 2
    assert found.entry.on == day("2001-01-31")
    assert standing(found, "FRA", "2001-06-01").status.value == "non_signatory"


def test_another_treatys_entry_into_force_can_be_the_trigger() -> None:
    other = Dossier(
        treaty(clauses(entry(Count(1), delay=Days(100))), named="other"),
        acts("FRA ratification 2001-01-01"),
    )
    found = course(
        treaty(clauses(entry(Count(1), TreatyInForce("other")))),
        "DEU ratification 2001-02-01",
        related={"other": other},
    )
    before, after = (found.on(day(on)).entry_into_force for on in ("2001-04-10", "2001-04-11"))
    assert [(each.reached, each.required) for each in before.conditions] == [(1, 1), (0, 1)]
    assert before.conditions[1].treaty == "other"
    assert (after.trigger_on, after.on) == (day("2001-04-11"), day("2001-05-11"))
    assert after.trigger_participants == ()


def test_a_treaty_that_lapsed_is_not_in_force_for_another() -> None:
    rule = entry(Count(1), delay=Immediate(), lapses_below=1)
    other = Dossier(
        treaty(clauses(rule), named="other"),
        acts("FRA ratification 2001-01-01", "FRA withdrawal 2001-02-01"),
    )
    found = course(
        treaty(clauses(entry(Count(1), TreatyInForce("other")))),
        "DEU ratification 2001-09-01",
        related={"other": other},
    )
    reached = [
        found.on(day(on)).entry_into_force.conditions[1].reached
        for on in ("2001-07-31", "2001-08-01")
    ]
    assert reached == [1, 0]
    assert found.entry.trigger_on is None


def test_a_fraction_is_of_the_other_treatys_parties_of_that_day() -> None:
    rule = entry(Count(1), delay=Immediate())
    other = Dossier(
        treaty(clauses(rule), named="other"),
        acts(
            *ratified(["FRA", "DEU", "ITA", "ESP"], "2001-01-01"),
            "ITA withdrawal 2001-01-02",
        ),
    )
    found = course(
        treaty(clauses(entry(FractionOfParties("other", 3, 4)))),
        *ratified(["FRA", "DEU", "USA"], "2001-01-01"),
        related={"other": other},
    )
    figures = [
        (each.reached, each.required)
        for on in ("2000-12-31", "2001-01-01", "2001-07-02")
        for each in found.on(day(on)).entry_into_force.conditions
    ]
    assert figures == [(0, 1), (2, 3), (2, 3)]
    fewer = course(
        treaty(clauses(entry(FractionOfParties("other", 2, 3)))),
        *ratified(["FRA", "DEU", "USA"], "2001-01-01"),
        related={"other": other},
    )
    assert fewer.entry.trigger_on == day("2001-07-02")


def test_a_fraction_of_no_parties_is_not_met() -> None:
    found = course(
        treaty(clauses(entry(FractionOfParties("other", 1, 2), Count(1)))),
        "FRA ratification 2001-01-01",
        related={"other": Dossier(treaty(named="other"), ())},
    )
    assert found.entry.trigger_on is None


def test_a_participant_that_is_no_more_counts_for_the_trigger_and_in_no_figure_of_today() -> None:
    found = course(treaty(), "YUG ratification 1990-01-01", "FRA ratification 1993-01-01")
    status = found.on(day("1993-06-01"))
    assert found.entry.trigger_on == day("1993-01-01")
    assert status.counts.parties == 1
    ended = standing(found, "YUG", "1993-06-01")
    assert ended.historical
    assert ended.status.is_bound
    assert not standing(found, "YUG", "1992-01-01").historical


def test_a_correction_recomputes_the_trigger_as_known_from_then_on() -> None:
    wrong, *rest = acts("FRA ratification 2001-01-01", "DEU ratification 2001-02-01")
    right = replace(
        wrong,
        number=3,
        replaces=1,
        deposited_on=day("2001-03-01"),
        recorded_on=day("2001-03-10"),
    )
    held = Dossier(treaty(), (wrong, *rest, right))
    known = {
        on: course_of(held, everyone(), known_on=day(on)).entry.trigger_on
        for on in ("2001-01-31", "2001-02-01", "2001-03-09", "2001-03-10")
    }
    assert known == {
        "2001-01-31": None,
        "2001-02-01": day("2001-02-01"),
        "2001-03-09": day("2001-02-01"),
        "2001-03-10": day("2001-03-01"),
    }
