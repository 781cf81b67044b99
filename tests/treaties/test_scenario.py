"""What would be if: the same rules, other acts, and nothing stored."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.errors import Invalid
from app.treaties.forms import posed, scenario
from app.treaties.forms.scenarios import MOST_ACTS
from app.treaties.rules.scenario import explored, scenario_document, supposed
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.scenario import Comparison
from app.treaties.values.status import Status
from tests.treaties import vectors
from tests.treaties.vectors import NAMES, everyone

TODAY = date(2027, 3, 14)
LAST = date(2027, 6, 30)


def ratifying(code: str, on: date = LAST) -> Act:
    return Act(code, ActionKind.RATIFICATION, on, TODAY)


def explore(name: str, *acts: Act, as_of: date | None = None) -> Comparison:
    dossier = vectors.dossier(name)
    return explored(dossier, acts, roll=everyone(), as_of=as_of, today=TODAY)


def missing(name: str) -> tuple[str, ...]:
    return vectors.course(name).on(TODAY).entry_into_force.missing


def test_the_missing_states_bring_the_test_ban_treaty_into_force_after_180_days() -> None:
    compared = explore("ctbt", *map(ratifying, missing("ctbt")))
    assert missing("ctbt")
    assert compared.before.entry_into_force.on is None
    assert compared.after.entry_into_force.missing == ()
    assert compared.after.entry_into_force.trigger_on == LAST
    assert compared.after.entry_into_force.on == date(2027, 12, 27)
    assert compared.moves_entry_into_force


def test_all_but_one_of_the_missing_states_bring_nothing_into_force() -> None:
    *most, last = missing("ctbt")
    compared = explore("ctbt", *map(ratifying, most))
    assert compared.after.entry_into_force.on is None
    assert compared.after.entry_into_force.missing == (last,)
    assert not compared.moves_entry_into_force


def test_it_says_who_becomes_a_party_and_when() -> None:
    compared = explore("mine-ban", Act("USA", ActionKind.ACCESSION, date(2027, 5, 3), TODAY))
    assert compared.becoming_parties == (("USA", date(2027, 11, 1)),)
    [change] = compared.changes
    assert change.before is not None
    assert (change.before.status, change.after.status) == (
        Status.NON_SIGNATORY,
        Status.CONTRACTING,
    )
    assert not compared.moves_entry_into_force


def test_everyone_who_waits_becomes_a_party_on_the_day_the_treaty_enters_into_force() -> None:
    compared = explore("ctbt", *map(ratifying, missing("ctbt")), as_of=date(2028, 1, 1))
    days = {on for _, on in compared.becoming_parties}
    assert days == {date(2027, 12, 27)}
    assert compared.after.counts.parties == len(compared.becoming_parties)


def test_without_a_day_it_looks_at_the_last_deposit_and_not_before_today() -> None:
    assert explore("ctbt", ratifying("USA")).after.as_of == LAST
    assert explore("ctbt", ratifying("USA", date(2020, 1, 1))).after.as_of == TODAY
    assert explore("ctbt").after.as_of == TODAY


@pytest.mark.parametrize("name", NAMES)
def test_supposing_nothing_changes_nothing(name: str) -> None:
    compared = explore(name)
    assert compared.changes == ()
    assert compared.before == compared.after


def test_the_supposed_acts_are_numbered_after_the_last_and_recorded_on_their_day() -> None:
    dossier = supposed(vectors.dossier("ctbt"), [ratifying("USA"), ratifying("CHN")], on=TODAY)
    first, second = dossier.acts[-2:]
    assert (first.number + 1, first.recorded_on) == (second.number, LAST)
    assert first.number == max(act.number for act in vectors.dossier("ctbt").acts) + 1


def test_the_document_says_before_and_after() -> None:
    compared = explore("ctbt", *map(ratifying, missing("ctbt")))
    document = scenario_document(compared, roll=everyone())
    assert document["scenario"]["entry_into_force"] == {
        "before": {"on": None, "trigger_on": None},
        "after": {"on": "2027-12-27", "trigger_on": "2027-06-30"},
    }
    usa = next(each for each in document["scenario"]["changes"] if each["code"] == "USA")
    assert usa == {
        "code": "USA",
        "name": "United States of America",
        "before": {"status": "signatory", "in_force_on": None},
        "after": {"status": "contracting", "in_force_on": "2027-12-27"},
    }


@settings(max_examples=10, deadline=None)
@given(st.permutations([ratifying(code) for code in ("USA", "CHN", "IND", "EGY")]))
def test_the_order_of_the_supposed_acts_is_irrelevant(acts: list[Act]) -> None:
    assert explore("ctbt", *acts).after == explore("ctbt", *sorted(acts, key=str)).after


def test_an_address_spells_rows_column_by_column() -> None:
    rows = posed(["USA", "", "China"], ["ratification"], ["2027-06-30", "2027-01-01"])
    assert rows == [
        {"participant": "USA", "action": "ratification", "deposited_on": "2027-06-30"},
        {"participant": "China", "action": "", "deposited_on": ""},
    ]


def test_rows_become_acts_of_the_participants_they_name() -> None:
    rows = [{"participant": "china", "action": "ratification", "deposited_on": "2027-06-30"}]
    assert scenario(rows, roll=everyone(), on=TODAY) == [ratifying("CHN")]


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("participant", "Atlantis", "There is no participant “Atlantis”."),
        ("action", "vote", "There is no action “vote”."),
        ("deposited_on", "30.6.2027", "“30.6.2027” is not a date of the years 1800 to 2199."),
        ("deposited_on", "", "“” is not a date of the years 1800 to 2199."),
        ("deposited_on", "9999-12-31", "“9999-12-31” is not a date of the years 1800 to 2199."),
        ("effective_on", "2200-01-01", "“2200-01-01” is not a date of the years 1800 to 2199."),
    ],
)
def test_a_row_that_cannot_be_read_is_named(column: str, text: str, sentence: str) -> None:
    good = {"participant": "USA", "action": "ratification", "deposited_on": "2027-06-30"}
    with pytest.raises(Invalid) as refused:
        scenario([good, good | {column: text}], roll=everyone(), on=TODAY)
    [complaint] = refused.value.complaints
    assert (complaint.line, complaint.field) == (2, column)
    assert complaint.sentence.startswith(sentence)


def test_too_many_acts_are_refused() -> None:
    row = {"participant": "USA", "action": "ratification", "deposited_on": "2027-06-30"}
    with pytest.raises(Invalid, match="At most 400 acts"):
        scenario([row] * (MOST_ACTS + 1), roll=everyone(), on=TODAY)


def test_an_act_that_the_register_would_refuse_cannot_be_supposed() -> None:
    withdrawal = Act("USA", ActionKind.WITHDRAWAL, LAST, TODAY)
    with pytest.raises(Invalid) as refused:
        explore("ctbt", ratifying("CHN"), withdrawal)
    assert {complaint.line for complaint in refused.value.complaints} == {2}
