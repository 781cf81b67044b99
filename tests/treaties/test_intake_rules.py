"""The desk's table of states and steps, written a second time and compared in full."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from app.kernel.actor import Actor, Role
from app.kernel.errors import Invalid
from app.treaties.rules import intake as rules
from app.treaties.values.intake import DeskKind, Particulars, Powers, State, Step
from tests.treaties.desk import FIRST, GIVEN, OURS, SECOND, THEIRS, TODAY

OPEN = {
    DeskKind.INSTRUMENT: {
        "received": "amend attach examine>under_examination",
        "under_examination": (
            "amend attach find_in_good_order>in_good_order hold>held return>returned"
        ),
        "held": "amend attach examine>under_examination",
        "in_good_order": "take_back>under_examination confirm>recorded",
        "returned": "",
        "recorded": "",
    },
    DeskKind.CORRECTION: {
        "received": "",
        "under_examination": "",
        "held": "",
        "in_good_order": "drop>returned confirm>recorded",
        "returned": "",
        "recorded": "",
    },
    DeskKind.CEREMONY: {
        "received": "",
        "under_examination": "amend find_in_good_order>in_good_order drop>returned",
        "held": "",
        "in_good_order": "take_back>under_examination confirm>recorded",
        "returned": "",
        "recorded": "",
    },
}
EVERY = [(kind, *pair) for kind in DeskKind for pair in product(State, Step)]


def expected(kind: DeskKind, state: State, step: Step) -> State | None:
    for word in OPEN[kind][state].split():
        named, _, leads = word.partition(">")
        if named == step:
            return State(leads or state)
    return None


@pytest.mark.parametrize(("kind", "state", "step"), EVERY)
def test_a_step_is_open_exactly_where_the_table_says(
    kind: DeskKind, state: State, step: Step
) -> None:
    leads = expected(kind, state, step)
    if leads is not None:
        assert rules.following(kind, state, step) is leads
        return
    with pytest.raises(Invalid, match="not open"):
        rules.following(kind, state, step)


@pytest.mark.parametrize(("kind", "state"), list(product(DeskKind, State)))
def test_what_is_closed_has_no_step_left_and_what_is_open_has_one(
    kind: DeskKind, state: State
) -> None:
    steps = rules.open_steps(kind, state, by=SECOND, prepared_by=11)
    assert set(steps) == {step for step in Step if expected(kind, state, step)}
    assert not (state.is_closed and steps)


@pytest.mark.parametrize("role", [role for role in Role if role not in rules.OFFICERS])
def test_nobody_but_a_depositary_officer_takes_a_step(role: Role) -> None:
    by = Actor(role, account=99)
    assert not any(
        rules.open_steps(kind, state, by=by, prepared_by=11)
        for kind, state in product(DeskKind, State)
    )


def test_who_prepared_a_record_is_not_offered_its_confirmation_and_is_refused_it() -> None:
    state, kind = State.IN_GOOD_ORDER, DeskKind.INSTRUMENT
    assert Step.CONFIRM not in rules.open_steps(kind, state, by=FIRST, prepared_by=11)
    assert Step.CONFIRM in rules.open_steps(kind, state, by=SECOND, prepared_by=11)
    with pytest.raises(Invalid, match="You prepared this record yourself"):
        rules.check(kind, state, Step.CONFIRM, by=FIRST, prepared_by=11, note="")


def test_an_actor_without_an_account_is_nobodys_second() -> None:
    assert not rules.is_second(Actor(Role.SYSTEM), prepared_by=11)
    assert not rules.is_second(Actor(Role.SYSTEM), prepared_by=None)


@pytest.mark.parametrize(
    ("kind", "state", "step"),
    [
        (DeskKind.INSTRUMENT, State.UNDER_EXAMINATION, Step.HOLD),
        (DeskKind.INSTRUMENT, State.UNDER_EXAMINATION, Step.RETURN),
        (DeskKind.INSTRUMENT, State.IN_GOOD_ORDER, Step.TAKE_BACK),
        (DeskKind.CORRECTION, State.IN_GOOD_ORDER, Step.DROP),
    ],
)
def test_a_step_that_sets_back_is_explained(kind: DeskKind, state: State, step: Step) -> None:
    with pytest.raises(Invalid, match="Say why") as refused:
        rules.check(kind, state, step, by=FIRST, prepared_by=11, note="")
    assert refused.value.complaints[0].field == "note"
    assert rules.check(kind, state, step, by=FIRST, prepared_by=11, note="Because.")


CITED = replace(GIVEN, treaty="theirs", notification="2027/7", notified_on=date(2027, 3, 13))


@pytest.mark.parametrize(
    ("given", "ours", "fields"),
    [
        (GIVEN, True, []),
        (replace(GIVEN, dated_on=GIVEN.received_on), True, []),
        (replace(GIVEN, received_on=date(2027, 3, 15)), True, ["received_on"]),
        (replace(GIVEN, dated_on=date(2027, 3, 13)), True, ["dated_on"]),
        (replace(CITED, treaty="ours"), True, ["notification"]),
        (CITED, False, []),
        (replace(CITED, notification=""), False, ["notification"]),
        (replace(CITED, notified_on=None), False, ["notified_on"]),
        (replace(CITED, notification="", notified_on=None), False, ["notification", "notified_on"]),
        (replace(CITED, notified_on=date(2027, 3, 11)), False, ["notified_on"]),
        (replace(CITED, notified_on=date(2027, 3, 15)), False, ["notified_on"]),
    ],
)
def test_each_wrong_particular_is_named(
    given: Particulars,
    ours: bool,  # noqa: FBT001 (a table's column)
    fields: list[str],
) -> None:
    found = rules.complaints(given, OURS if ours else THEIRS, today=TODAY)
    assert [complaint.field for complaint in found] == fields


def test_an_instrument_without_full_powers_is_not_in_good_order() -> None:
    assert [each.field for each in rules.unready(replace(GIVEN, powers=Powers.MISSING))] == [
        "powers"
    ]
    assert not list(rules.unready(replace(GIVEN, powers=Powers.SEEN)))


def test_an_act_cites_the_instruments_number_or_the_notification_it_mirrors() -> None:
    assert rules.act_of(GIVEN, None, recorded_on=TODAY).reference == ""
    assert rules.act_of(CITED, None, recorded_on=TODAY).reference == "2027/7"
    act = rules.act_of(GIVEN, None, recorded_on=TODAY)
    assert (act.deposited_on, act.recorded_on) == (GIVEN.received_on, TODAY)
