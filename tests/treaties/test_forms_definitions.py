"""A definition is read whole or refused with every fault and its path."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Invalid
from app.treaties import forms
from app.treaties.rules.definition import definition_document
from app.treaties.rules.records import exact
from app.treaties.values.clauses import (
    Days,
    Duration,
    DurationUnit,
    FirstOfMonthAfterMonths,
    Require,
    Reservations,
)
from tests.treaties.vectors import NAMES, PRECEDENTS, VECTORS, everyone

OWN = ["gaima-statute", "gaima-protocol-1"]


def document() -> dict[str, Any]:
    """Give a definition that has every kind of condition."""
    days = {"kind": "days", "n": 90}
    return {
        "id": "made-up",
        "title": "A made-up treaty",
        "short_title": "Made up",
        "adopted_on": "2000-01-01",
        "adopted_at": "Nowhere",
        "depositary": "GAIMA",
        "precedent": False,
        "parent": "older",
        "open_for_signature": {"from": "2000-02-01", "until": "2001-02-01"},
        "final_clauses": {
            "eligible": ["FRA", "KEN", "EU"],
            "entry_into_force": {
                "require": "any",
                "conditions": [
                    {"kind": "count", "n": 2, "actions": ["ratification"], "among": ["FRA", "KEN"]},
                    {"kind": "named", "participants": ["FRA"]},
                    {"kind": "share", "indicator": "gdp", "at_least": 0.55, "among": ["FRA"]},
                    {
                        "kind": "fraction_of_parties",
                        "treaty": "older",
                        "numerator": 3,
                        "denominator": 4,
                        "of": 192,
                    },
                    {"kind": "treaty_in_force", "treaty": "older"},
                ],
                "delay": {"kind": "first_of_month_after_months", "n": 3},
                "fixed_date": "2003-01-01",
                "not_before": "2002-01-01",
                "lapses_below": 2,
            },
            "later_joiners": {"delay": days, "own_delay_runs_after": "entry_into_force"},
            "regional_organisations": "counts",
            "withdrawal": {
                "lockout": {"years": 1},
                "notice": days,
                "later_date_allowed": True,
                "deferred_by_armed_conflict": True,
                "with_parent": True,
            },
            "reservations": "unless_incompatible",
            "provisional_application": True,
        },
    }


def content(given_: Any) -> bytes:
    return json.dumps(given_).encode()


def told(given_: Any) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        forms.definition(content(given_), roll=everyone())
    return [str(complaint) for complaint in refusal.value.complaints]


def changed(*path: str | int, to: Any) -> dict[str, Any]:
    """Give the definition with one part replaced."""
    whole = document()
    inner: Any = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return whole


ENTRY = ("final_clauses", "entry_into_force")
CONDITIONS = (*ENTRY, "conditions")


def condition(**parts: Any) -> dict[str, Any]:
    return changed(*CONDITIONS, to=[parts])


def test_everything_that_a_definition_may_hold_is_read() -> None:
    read = forms.definition(content(document()), roll=everyone())
    entry = read.final_clauses.entry_into_force
    assert [type(each).__name__ for each in entry.conditions] == [
        "Count",
        "Named",
        "Share",
        "FractionOfParties",
        "TreatyInForce",
    ]
    assert (entry.require, entry.delay) == (Require.ANY, FirstOfMonthAfterMonths(3))
    assert read.final_clauses.reservations is Reservations.UNLESS_INCOMPATIBLE
    assert read.final_clauses.withdrawal is not None
    assert read.final_clauses.withdrawal.notice == Days(90)
    assert read.final_clauses.withdrawal.lockout == Duration(1, DurationUnit.YEARS)


@pytest.mark.parametrize(
    "file", [*(VECTORS / name for name in NAMES), *(PRECEDENTS / n for n in OWN)]
)
def test_what_is_written_down_reads_back_as_the_same(file: Any) -> None:
    read = forms.definition((file / "treaty.json").read_bytes(), roll=everyone())
    written = definition_document(read)
    assert forms.definition_of(exact(written)) == read
    assert forms.definition(content(written), roll=everyone()) == read


def test_what_may_be_left_out_has_its_default() -> None:
    whole = document()
    short = {
        "regional_organisations": "counts",
        "reservations": "none",
        "later_joiners": whole["final_clauses"]["later_joiners"],
        "entry_into_force": {"conditions": [], "delay": {"kind": "immediate"}},
    }
    del whole["parent"], whole["precedent"]
    read = forms.definition(content({**whole, "final_clauses": short}), roll=everyone())
    clauses = read.final_clauses
    assert (read.parent, read.precedent, clauses.eligible) == (None, False, None)
    assert (clauses.withdrawal, clauses.provisional_application) == (None, False)
    assert clauses.entry_into_force.require is Require.ALL
    assert clauses.entry_into_force.lapses_below is None


PATH = "final_clauses.entry_into_force"
FAULTS: list[tuple[dict[str, Any], str]] = [
    (changed("colour", to="red"), "colour: There is no key “colour” here. The keys are: id, title"),
    (changed(*ENTRY, "dealy", to=1), f"{PATH}.dealy: There is no key “dealy” here."),
    (changed("id", to="Mine Ban"), "id: An identifier has small letters"),
    (changed("id", to="a" * 61), "id: The identifier has more than 60 characters."),
    (changed("title", to="  "), "title: A text is expected here."),
    (changed("title", to="\u200b"), "title: A text is expected here."),
    (changed("title", to="a\u2028b"), "title: The text holds a line break"),
    (changed("title", to="two\nlines"), "title: The text holds a line break"),
    (changed("title", to="\u202etwo"), "title: The text holds a line break"),
    (changed("title", to="x" * 501), "title: The text has more than 500 characters."),
    (changed("adopted_on", to="1.1.2000"), "adopted_on: A date of the years 1800 to 2199"),
    (changed("adopted_on", to="20000101"), "adopted_on: A date of the years 1800 to 2199"),
    (changed("adopted_on", to="2000-02-30"), "adopted_on: A date of the years 1800 to 2199"),
    (changed("adopted_on", to="9999-12-31"), "adopted_on: A date of the years 1800 to 2199"),
    (changed("adopted_on", to=20000101), "adopted_on: A date of the years 1800 to 2199"),
    (changed("precedent", to="yes"), "precedent: Write true or false."),
    (changed("precedent", to=None), "precedent: Write true or false."),
    (changed("open_for_signature", to=[]), "open_for_signature: An object in braces is expected"),
    (
        changed("open_for_signature", "from", to="1999-12-31"),
        "open_for_signature.from: The treaty cannot be open for signature before it was adopted",
    ),
    (
        changed("open_for_signature", "until", to="2000-01-31"),
        "open_for_signature.until: The last day of signature lies before the first (2000-02-01).",
    ),
    (
        changed(*ENTRY, "fixed_date", to="1999-01-01"),
        f"{PATH}.fixed_date: The treaty cannot enter into force before it was adopted",
    ),
    (
        changed("parent", to=None),
        "final_clauses.withdrawal.with_parent: The treaty has no parent",
    ),
    (changed("final_clauses", "eligible", to=[]), "final_clauses.eligible: The list is empty."),
    (
        changed("final_clauses", "eligible", to=["FRA", "XXX", 7]),
        "final_clauses.eligible[1]: There is no participant with the code “XXX”.",
    ),
    (
        changed("final_clauses", "eligible", to=["FRA", "FRA"]),
        "final_clauses.eligible: FRA stands 2 times in the list.",
    ),
    (
        changed("final_clauses", "eligible", to="some_states"),
        "final_clauses.eligible: A list in square brackets is expected here.",
    ),
    (
        changed("final_clauses", "reservations", to="a few"),
        "final_clauses.reservations: One of these is expected here: none, allowed, unless_",
    ),
    (changed(*ENTRY, "require", to=None), f"{PATH}.require: One of these is expected here: all"),
    (changed(*ENTRY, "lapses_below", to=0), f"{PATH}.lapses_below: 0 is out of bounds"),
    (
        changed(*ENTRY, "delay", to={"kind": "fortnight", "n": 1}),
        f"{PATH}.delay.kind: There is no kind “fortnight” here. The kinds are: immediate, days",
    ),
    (changed(*ENTRY, "delay", to={"kind": "days"}), f"{PATH}.delay: The key “n” is missing."),
    (changed(*ENTRY, "delay", to={"n": 3}), f"{PATH}.delay: The key “kind” is missing."),
    (changed(*ENTRY, "delay", to="soon"), f"{PATH}.delay: An object in braces with a “kind”"),
    (
        changed(*ENTRY, "delay", to={"kind": "days", "n": -1}),
        f"{PATH}.delay.n: -1 is out of bounds: give a whole number from 1 to 36500.",
    ),
    (
        changed(*ENTRY, "delay", to={"kind": "days", "n": True}),
        f"{PATH}.delay.n: A whole number is expected here.",
    ),
    (
        changed(*ENTRY, "delay", to={"kind": "immediate", "n": 1}),
        f"{PATH}.delay.n: There is no key “n” here.",
    ),
    (
        changed("final_clauses", "withdrawal", "lockout", to={"weeks": 3}),
        "final_clauses.withdrawal.lockout.weeks: There is no key “weeks” here.",
    ),
    (
        changed("final_clauses", "withdrawal", "lockout", to={"days": 3, "years": 1}),
        "final_clauses.withdrawal.lockout: Give one of days, months and years",
    ),
    (
        changed("final_clauses", "withdrawal", "lockout", to={"years": 101}),
        "final_clauses.withdrawal.lockout.years: 101 is out of bounds",
    ),
    (changed(*CONDITIONS, to={}), f"{PATH}.conditions: A list in square brackets is expected"),
    (condition(kind="count", n=0), f"{PATH}.conditions[0].n: 0 is out of bounds"),
    (condition(kind="count", n=-40), f"{PATH}.conditions[0].n: -40 is out of bounds"),
    (condition(kind="count", n=4.5), f"{PATH}.conditions[0].n: A whole number is expected here."),
    (
        condition(kind="count", n=2, among=["FRA"]),
        f"{PATH}.conditions[0]: 2 of a list of 1 can never be reached.",
    ),
    (
        condition(kind="count", n=2, actions=["signature"]),
        f"{PATH}.conditions[0].actions[0]: Only consents count: one of definitive_signature",
    ),
    (condition(kind="count", n=2, actions=[]), f"{PATH}.conditions[0].actions: The list is empty."),
    (
        condition(kind="share", indicator="gdp", at_least=1.5),
        f"{PATH}.conditions[0].at_least: 1.5 is no share: give a number above 0, at most 1.",
    ),
    (
        condition(kind="share", indicator="gdp", at_least=0),
        f"{PATH}.conditions[0].at_least: 0 is no share",
    ),
    (
        condition(kind="share", indicator="gdp", at_least="half"),
        f"{PATH}.conditions[0].at_least: A number is expected here.",
    ),
    (
        condition(kind="share", indicator="gdp", at_least=0.1234567890123),
        f"{PATH}.conditions[0].at_least: Give at most 12 decimal places.",
    ),
    (
        condition(kind="share", indicator="../gdp", at_least=0.5),
        f"{PATH}.conditions[0].indicator: An identifier has small letters",
    ),
    (
        condition(kind="fraction_of_parties", treaty="older", numerator=4, denominator=3),
        f"{PATH}.conditions[0]: 4/3 is more than all.",
    ),
    (condition(kind="wish"), f"{PATH}.conditions[0].kind: There is no kind “wish” here."),
]


@pytest.mark.parametrize(("whole", "sentence"), FAULTS, ids=[s[:60] for _, s in FAULTS])
def test_each_fault_is_told_with_its_path(whole: dict[str, Any], sentence: str) -> None:
    assert any(complaint.startswith(sentence) for complaint in told(whole)), told(whole)


def test_all_faults_are_told_at_once_and_once() -> None:
    whole = changed(*ENTRY, "delay", to={"kind": "fortnight", "n": 1})
    whole["adopted_on"] = "yesterday"
    del whole["title"]
    assert [complaint.split(":")[0] for complaint in told(whole)] == [
        "The key “title” is missing.",
        "adopted_on",
        "final_clauses.entry_into_force.delay.kind",
    ]


def test_what_is_no_object_at_all_is_refused_in_one_sentence() -> None:
    assert told([1, 2]) == ["An object in braces is expected here."]


def test_a_definition_of_more_than_a_megabyte_is_refused() -> None:
    with pytest.raises(Invalid, match="at most"):
        forms.definition(b" " * 1_000_001, roll=everyone())


def _paths(part: Any, to_here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, Any]] = []
    if isinstance(part, dict):
        inner = list(part.items())
    if isinstance(part, list):
        inner = list(enumerate(part))
    return [p for key, each in inner for p in [(*to_here, key), *_paths(each, (*to_here, key))]]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(path=st.sampled_from(_paths(document())), to=JSON)
def test_whatever_stands_anywhere_is_read_or_refused(path: tuple[str | int, ...], to: Any) -> None:
    with suppress(Invalid):
        read = forms.definition(content(changed(*path, to=to)), roll=everyone())
        assert forms.definition_of(exact(definition_document(read))) == read


def test_a_document_of_the_register_that_nobody_wrote_is_refused() -> None:
    reader: Callable[[Any], Any] = forms.definition_of
    with pytest.raises(Invalid):
        reader({"id": "x"})
