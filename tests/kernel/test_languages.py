"""How dates, figures and lists read in the reader's language."""

from datetime import date
from decimal import Decimal

import pytest

from app.kernel.languages import (
    Language,
    chosen,
    dated,
    figure,
    filters,
    listed,
    long_date,
    measured,
    month_of,
    percent,
    told_day,
    told_instant,
)

DAY = date(2027, 3, 3)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (["fr-CH", "en"], Language.FRENCH),
        (["tlh", "es_MX"], Language.SPANISH),
        (["ar"], Language.ENGLISH),
        ([], Language.ENGLISH),
    ],
)
def test_a_reader_gets_the_first_wanted_language_that_there_is(
    wanted: list[str], given: Language
) -> None:
    among = [Language.ENGLISH, Language.FRENCH, Language.SPANISH]
    assert chosen(wanted, among) is given


def test_a_date_reads_as_people_write_it_and_carries_what_programs_read() -> None:
    assert long_date(DAY) == "3 March 2027"
    assert long_date(DAY, "fr") == "3 mars 2027"
    assert dated(DAY) == '<time datetime="2027-03-03">3 March 2027</time>'
    assert month_of(DAY) == "Mar 2027"


@pytest.mark.parametrize(
    ("declared", "english", "french"),
    [
        ("1234567.50", "1,234,567.50", "1\u202f234\u202f567,50"),
        ("1.20e25", "1.20 × 10<sup>25</sup>", "1,20 × 10<sup>25</sup>"),
        ("3E-05", "3 × 10<sup>−5</sup>", "3 × 10<sup>−5</sup>"),
        ("0", "0", "0"),
        ("100000000000000000000000001", "100,000,000,000,000,000,000,000,001", None),
        ("about 7", "about 7", "about 7"),
    ],
)
def test_a_declared_number_keeps_every_digit_and_gets_separators(
    declared: str, english: str, french: str | None
) -> None:
    assert measured(declared) == english
    assert french is None or measured(declared, "fr") == french


def test_what_was_declared_as_text_reads_as_other_days_and_instants_do() -> None:
    assert told_day("2027-03-03") == dated(DAY)
    assert told_day("soon") == told_instant("soon") == "soon"
    assert ">3 March 2027, 09:05 (UTC+01:00)<" in told_instant("2027-03-03T09:05+01:00")
    assert ">3 mars 2027, 09:05 (UTC)<" in told_instant("2027-03-03T09:05Z", "fr")


@pytest.mark.parametrize(
    ("share", "written"),
    [("0.55", "55%"), ("0.5512", "55.1%"), ("0.24996", "24.9%"), ("1", "100%"), ("0", "0%")],
)
def test_a_share_is_never_rounded_up_to_a_threshold_it_has_not_reached(
    share: str, written: str
) -> None:
    assert percent(Decimal(share)) == written


@pytest.mark.parametrize(
    ("items", "written"), [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_a_list_reads_as_in_a_sentence(items: list[str], written: str) -> None:
    assert listed(items) == written


def test_pages_and_prints_share_filters_that_follow_the_reader() -> None:
    spoken = "en"
    given = filters(lambda: spoken)
    assert given["figure"](12345) == figure(12345) == "12,345"
    spoken = "ru"
    assert given["long_date"](DAY) == "3 марта 2027\u202fг."
