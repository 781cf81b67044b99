"""Every kind of act and of occasion is told in whole sentences, with its days and names."""

from gettext import NullTranslations
from typing import Any

import pytest

from app.kernel.languages import said
from app.treaties.rules import notification_words as words
from app.treaties.values.acts import ActionKind
from app.treaties.values.notifications import NotificationNumber, Occasion, OccasionKind

PLAIN = NullTranslations()
ACT: dict[str, Any] = {"act": "ratification", "deposited_on": "2027-03-12"}


def occasion(kind: OccasionKind = OccasionKind.ACT, **facts: Any) -> Occasion:
    return Occasion(kind=kind, treaty="ours", subject="x", participant="FRA", facts=facts)


def told(given: Occasion) -> list[str]:
    return [said(each, PLAIN) for each in words.paragraphs(given, name=str.lower)]


@pytest.mark.parametrize("kind", ActionKind)
def test_every_kind_of_act_is_told_with_who_and_when(kind: ActionKind) -> None:
    first = told(occasion(act=kind.value, deposited_on="2027-03-12"))[0]
    assert "fra" in first
    assert "12 March 2027" in first
    assert first.endswith(".")


@pytest.mark.parametrize("kind", OccasionKind)
def test_every_kind_of_occasion_has_a_line_and_sentences(kind: OccasionKind) -> None:
    given = occasion(kind, **ACT, was=ACT | {"participant": "FRA"}, reason="misread")
    assert said(words.headline(given, name=str.lower), PLAIN)
    assert told(given)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"in_force_on": "2027-06-12"}, "The treaty enters into force for fra on 12 June 2027."),
        ({}, "The treaty enters into force for fra once it is in force itself."),
        ({"effective_on": "2027-06-12"}, "It takes effect on 12 June 2027."),
    ],
)
def test_what_follows_from_an_act_is_said(facts: dict[str, Any], expected: str) -> None:
    assert expected in told(occasion(**ACT, **facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"enters_on": "2027-06-12"}, ["The treaty enters into force on 12 June 2027."]),
        (
            {"enters_on": "2027-06-12", "before": "2027-06-11"},
            ["The treaty enters into force on 12 June 2027, and not on 11 June 2027."],
        ),
        (
            {"before": "2027-06-11"},
            [
                "What entry into force needs is not reached. The entry into force on 11 June 2027, "
                "of which the depositary had notified, falls away."
            ],
        ),
        (
            {"enters_on": "2027-06-12", "trigger_on": "2027-03-14"},
            [
                "What entry into force needs was reached on 14 March 2027.",
                "The treaty enters into force on 12 June 2027.",
            ],
        ),
    ],
)
def test_an_entry_into_force_is_told(facts: dict[str, Any], expected: list[str]) -> None:
    assert told(occasion(OccasionKind.ENTRY_INTO_FORCE, **facts)) == expected


def test_how_the_treaty_stands_is_said_last() -> None:
    standing = {"in_force_on": "2027-01-01", "signatories": 9, "contracting": 1, "parties": 1}
    assert told(occasion(**ACT, standing=standing))[-2:] == [
        "The treaty is in force, for 1 party.",
        "1 participant has consented to be bound and is not yet bound.",
    ]


def test_a_number_is_written_as_on_paper_and_as_in_an_address() -> None:
    number = NotificationNumber(2027, 12)
    assert (str(number), number.slug) == ("GAIMA/DN/2027/12", "2027-12")
    assert number.address == "/notifications/2027-12"
