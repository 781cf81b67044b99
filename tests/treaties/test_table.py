"""The status table, its selection and its remarks; the headline; how long a bar is."""

from datetime import date
from decimal import Decimal
from gettext import NullTranslations

import pytest

from app.kernel.languages import said
from app.treaties.forms.questions import question
from app.treaties.rules.headline import explanation, headline, uncounted
from app.treaties.rules.progress import progress, threshold
from app.treaties.rules.table import ORDER, Row, grouped, plain, rows, selected
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import Count, Named, RegionalOrganisations, Share
from app.treaties.values.selection import Selection, Sort
from app.treaties.values.status import (
    ConditionProgress,
    Consent,
    Counts,
    Entry,
    Notice,
    Period,
    Standing,
    Status,
    TreatyStatus,
)
from tests.treaties.builders import clauses, entry, treaty
from tests.treaties.vectors import everyone

TODAY = date(2027, 3, 14)
ROLL = everyone()
NOT_YET = Entry(None, None, (), (), ())

STANDINGS = (
    Standing(
        "FRA",
        Status.PARTY,
        date(2001, 1, 1),
        Consent(ActionKind.APPROVAL, date(2002, 1, 1)),
        date(2003, 1, 1),
    ),
    Standing("CIV", Status.SIGNATORY, date(2000, 1, 1)),
    Standing("ALA", Status.NON_SIGNATORY),
    Standing("AFG", Status.NON_SIGNATORY),
    Standing("SWE", Status.SIGNATORY, date(2001, 5, 5)),
)


def table(*standings: Standing) -> tuple[Row, ...]:
    return rows(standings or STANDINGS, roll=ROLL, language="en")


def remarks(standing: Standing) -> list[str]:
    [row] = table(standing)
    return [said(remark, NullTranslations()) for remark in row.remarks]


@pytest.mark.parametrize(
    ("selection", "codes"),
    [
        (Selection(), ["AFG", "ALA", "CIV", "FRA", "SWE"]),
        (Selection(descending=True), ["SWE", "FRA", "CIV", "ALA", "AFG"]),
        (Selection(sort=Sort.STATUS), ["FRA", "CIV", "SWE", "AFG", "ALA"]),
        (Selection(sort=Sort.SIGNED), ["CIV", "FRA", "SWE", "AFG", "ALA"]),
        (Selection(sort=Sort.SIGNED, descending=True), ["SWE", "FRA", "CIV", "AFG", "ALA"]),
        (Selection(sort=Sort.CONSENT), ["FRA", "AFG", "ALA", "CIV", "SWE"]),
        (Selection(sort=Sort.IN_FORCE), ["FRA", "AFG", "ALA", "CIV", "SWE"]),
        (Selection(status=Status.SIGNATORY), ["CIV", "SWE"]),
        (Selection(text="COTE"), ["CIV"]),
        (Selection(text=" swe "), ["SWE"]),
        (Selection(text="atlantis"), []),
    ],
)
def test_rows_are_those_asked_for_and_whoever_has_no_date_comes_last(
    selection: Selection, codes: list[str]
) -> None:
    assert [row.code for row in selected(table(), selection)] == codes


def test_everybody_stands_in_one_group_from_the_closest_to_the_farthest() -> None:
    groups = grouped(table())
    assert [status for status, _ in groups] == [
        Status.PARTY,
        Status.SIGNATORY,
        Status.NON_SIGNATORY,
    ]
    assert sum(len(members) for _, members in groups) == len(STANDINGS)
    assert set(ORDER) == set(Status)


def test_a_name_is_compared_without_accents_and_capitals() -> None:
    assert plain("Côte d'Ivoire") == "cote d'ivoire"
    assert plain("TÜRKİYE") == "turkiye"


@pytest.mark.parametrize(
    ("standing", "sentences"),
    [
        (Standing("FRA", Status.PARTY, periods=(Period(date(2003, 1, 1)),)), []),
        (
            Standing("YUG", Status.NON_SIGNATORY, historical=True),
            ["No longer exists."],
        ),
        (
            Standing("CHE", Status.PROVISIONALLY_APPLYING, provisional_since=date(2026, 5, 20)),
            ["Applies it provisionally since 20 May 2026."],
        ),
        (
            Standing(
                "POL",
                Status.FORMER_PARTY,
                periods=(Period(date(2013, 6, 1), date(2026, 2, 20)),),
                withdrawal=Notice(date(2025, 8, 20), date(2026, 2, 20)),
            ),
            ["Was a party from 1 June 2013; no longer from 20 February 2026."],
        ),
        (
            Standing(
                "USA",
                Status.WITHDRAWING,
                periods=(
                    Period(date(2016, 11, 4), date(2020, 11, 4)),
                    Period(date(2021, 2, 19)),
                ),
                withdrawal=Notice(date(2025, 1, 27), date(2026, 1, 27)),
            ),
            [
                "Was a party from 4 November 2016; no longer from 4 November 2020.",
                "Gave notice of withdrawal on 27 January 2025, with effect on 27 January 2026.",
            ],
        ),
        (
            Standing(
                "FRA",
                Status.WITHDRAWING,
                periods=(Period(date(2021, 2, 19)),),
                withdrawal=Notice(date(2025, 1, 27), date(2026, 1, 27), with_parent=True),
            ),
            [
                "Withdraws with effect on 27 January 2026, by its notice of 27 January 2025 under "
                "the parent treaty."
            ],
        ),
    ],
)
def test_a_row_remarks_what_its_dates_do_not_say(standing: Standing, sentences: list[str]) -> None:
    assert remarks(standing) == sentences


@pytest.mark.parametrize(
    ("stands", "sentence"),
    [
        (NOT_YET, "Not yet in force."),
        (Entry(date(2027, 3, 14), TODAY, (), (), ()), "In force since 14 March 2027."),
        (Entry(date(2027, 3, 15), TODAY, (), (), ()), "Enters into force on 15 March 2027."),
        (
            Entry(date(2001, 1, 1), date(2000, 1, 1), (), (), (), lapsed_on=date(2020, 1, 1)),
            "No longer in force since 1 January 2020.",
        ),
    ],
)
def test_the_headline_says_whether_it_is_in_force(stands: Entry, sentence: str) -> None:
    status = TreatyStatus("made-up", TODAY, None, stands, Counts(0, 0, 0, 0), ())
    assert said(headline(treaty(), status), NullTranslations()) == sentence


def test_a_treaty_that_needs_nothing_is_in_force_for_each_by_its_own_deposit() -> None:
    status = TreatyStatus("made-up", TODAY, None, NOT_YET, Counts(0, 0, 0, 0), ())
    needs_nothing = treaty(clauses(entry()))
    sentence = said(headline(needs_nothing, status), NullTranslations())
    assert sentence == "In force for each participant by its own deposit."


@pytest.mark.parametrize(
    ("stands", "sentences"),
    [
        (NOT_YET, []),
        (
            Entry(None, TODAY, ("EGY",), (), ()),
            ["What entry into force needs was reached on 14 March 2027, with the deposit of Egy."],
        ),
        (
            Entry(None, TODAY, ("FRA", "EGY"), (), ()),
            [
                "What entry into force needs was reached on 14 March 2027, with the deposits of "
                "Egy and Fra; between deposits of one day there is no order."
            ],
        ),
        (
            Entry(None, TODAY, (), (), ()),
            ["What entry into force needs was reached on 14 March 2027."],
        ),
        (Entry(None, None, (), (), ("EGY",)), ["The consent of Egy is still needed."]),
        (
            Entry(None, None, (), (), ("FRA", "EGY")),
            ["The consents of these 2 are still needed: Egy and Fra."],
        ),
    ],
)
def test_what_led_to_it_or_is_missing_is_named_without_an_order(
    stands: Entry, sentences: list[str]
) -> None:
    given = explanation(stands, name=str.title)
    assert [said(sentence, NullTranslations()) for sentence in given] == sentences


@pytest.mark.parametrize(
    ("reached", "required", "place"),
    [(0, 12, 0), (11, 12, 91.6), (11999, 12000, 99.9), (12, 12, 100), (14, 12, 100), (0, 0, 100)],
)
def test_a_bar_is_full_only_when_what_is_needed_is_reached(
    reached: int, required: int, place: float
) -> None:
    [drawn] = progress(
        [Count(required)], [ConditionProgress("count", required, reached, None)], name=str
    )
    assert drawn.place == place


def test_a_timeline_leads_to_the_largest_plain_number_of_consents() -> None:
    assert threshold([Count(12), Share("gdp", Decimal("0.25"))]) == 12
    assert threshold([Count(12, among=frozenset({"FRA"})), Named(frozenset({"FRA"}))]) is None


def test_a_question_writes_itself_again_with_one_word_changed() -> None:
    asked = question({"as_of": "2001-01-01", "q": " an ", "other": "x"}, today=TODAY)
    assert asked.query() == "?as_of=2001-01-01&q=an"
    assert asked.query(sort="-name", q=None) == "?as_of=2001-01-01&sort=-name"
    assert question({}, today=TODAY).query() == ""


@pytest.mark.parametrize(
    ("rule", "codes", "sentence"),
    [
        ("not_additional", ["EU", "FRA"], "The consent of the Eu binds it, and is not counted"),
        ("not_additional", ["FRA"], None),
        ("counts", ["EU"], None),
    ],
)
def test_an_organisation_whose_consent_does_not_count_is_named(
    rule: str, codes: list[str], sentence: str | None
) -> None:
    consent = Consent(ActionKind.APPROVAL, date(2002, 1, 1))
    consented = [Standing(code, Status.CONTRACTING, consent=consent) for code in codes]
    definition = treaty(clauses(regional_organisations=RegionalOrganisations(rule)))
    given = uncounted(definition, consented, roll=ROLL, name=str.title)
    assert (given is None) == (sentence is None)
    assert given is None or (sentence or "") in said(given, NullTranslations())
