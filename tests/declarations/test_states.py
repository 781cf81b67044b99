"""What may happen to a declaration, step by step, and who may do it."""

from itertools import product

import pytest

from app.declarations.forms import published
from app.declarations.rules import states
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Eyes, Hands, Status, Step, reference
from app.kernel.actor import DELEGATES, Actor, Role
from app.kernel.errors import Invalid, NotFound
from tests.declarations.filing import DRAFTER, OFFICER, REPRESENTATIVE

LIFE = """
draft edit drafter,accredited_representative draft
draft ask drafter,accredited_representative draft
draft take_back drafter,accredited_representative draft
draft submit accredited_representative submitted
submitted take_up declarations_officer under_review
submitted recall accredited_representative recalled
submitted amend drafter,accredited_representative draft
under_review find_in_good_order declarations_officer in_good_order
under_review return declarations_officer returned
under_review recall accredited_representative recalled
under_review amend drafter,accredited_representative draft
in_good_order recall accredited_representative recalled
in_good_order amend drafter,accredited_representative draft
returned amend drafter,accredited_representative draft
recalled amend drafter,accredited_representative draft
"""
"""From a status by a step: who may, and where it leads. Whatever is not here is refused."""

EXPECTED = {
    (Status(before), Step(step)): (frozenset(map(Role, who.split(","))), Status(to))
    for before, step, who, to in map(str.split, LIFE.strip().splitlines())
}


def actor(role: Role, participant: str) -> Actor:
    return Actor(role, 1, participant if role in DELEGATES else None)


def attempt(status: Status, step: Step, by: Actor) -> Status | None:
    try:
        return states.after(status, step, by=by, participant="CAN", note="because")
    except (Invalid, NotFound):
        return None


def test_every_step_from_every_status_by_everybody_is_as_the_table_says() -> None:
    for status, step, role, participant in product(Status, Step, Role, ("CAN", "JPN")):
        who, to = EXPECTED.get((status, step), (frozenset(), None))
        own = role not in DELEGATES or participant == "CAN"
        expected = to if role in who and own else None
        by = actor(role, participant)
        assert attempt(status, step, by) is expected, (status, step, by)
        offered = step in states.open_steps(status, by=by, participant="CAN")
        assert offered is (expected is not None), (status, step, by)


def test_whoever_never_takes_a_step_is_told_there_is_no_such_page() -> None:
    for by in (DRAFTER, OFFICER, Actor(Role.REPRESENTATIVE, 1, "JPN")):
        with pytest.raises(NotFound):
            states.after(Status.DRAFT, Step.SUBMIT, by=by, participant="CAN")


def test_a_step_that_came_too_late_says_that_things_have_moved_on() -> None:
    with pytest.raises(Invalid, match="moved on"):
        states.after(Status.RECALLED, Step.RETURN, by=OFFICER, participant="CAN", note="late")


@pytest.mark.parametrize(
    ("status", "step", "by"),
    [
        (Status.UNDER_REVIEW, Step.RETURN, OFFICER),
        (Status.IN_GOOD_ORDER, Step.RECALL, REPRESENTATIVE),
    ],
)
def test_returning_and_recalling_are_explained(status: Status, step: Step, by: Actor) -> None:
    with pytest.raises(Invalid, match="Say why"):
        states.after(status, step, by=by, participant="CAN")


@pytest.mark.parametrize(
    ("asked_by", "one_officer", "expected"),
    [
        (21, False, Hands.TWO),
        (21, True, Hands.TWO),
        (22, True, Hands.ONE),
        (None, True, Hands.ONE),
        (22, False, None),
        (None, False, None),
    ],
)
def test_two_pairs_of_eyes_or_one_by_written_designation(
    *, asked_by: int | None, one_officer: bool, expected: Hands | None
) -> None:
    eyes = Eyes(asked_by, one_officer)
    if expected is None:
        with pytest.raises(Invalid, match="second person"):
            states.hands(eyes, by=REPRESENTATIVE)
    else:
        assert states.hands(eyes, by=REPRESENTATIVE) is expected


@pytest.mark.parametrize(
    ("code", "outcome", "has_record", "refused"),
    [
        ("F2", Outcome.NIL, False, []),
        ("F1", Outcome.NIL, True, ["outcome"]),
        ("F1", Outcome.NO_CHANGE, True, []),
        ("F1", Outcome.NO_CHANGE, False, ["outcome"]),
        ("F2", Outcome.NO_CHANGE, True, ["outcome"]),
        ("F2", Outcome.FILED, False, []),
    ],
)
def test_only_some_forms_are_filed_nil_or_unchanged(
    *, code: str, outcome: Outcome, has_record: bool, refused: list[str]
) -> None:
    found = states.complaints_of(
        published(code), outcome, amends=False, reason="", has_record=has_record
    )
    assert [each.field for each in found] == refused


def test_an_amendment_says_why() -> None:
    found = states.complaints_of(
        published("F2"), Outcome.FILED, amends=True, reason="", has_record=True
    )
    assert [each.field for each in found] == ["reason"]


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ([], None),
        ([(1, Status.SUBMITTED)], 1),
        ([(1, Status.IN_GOOD_ORDER), (2, Status.SUBMITTED)], 2),
        ([(1, Status.IN_GOOD_ORDER), (2, Status.RECALLED)], 1),
        ([(1, Status.IN_GOOD_ORDER), (2, Status.RETURNED)], 1),
        ([(1, Status.RETURNED), (2, Status.RECALLED)], None),
    ],
)
def test_a_chain_points_to_the_last_version_that_stands(
    chain: list[tuple[int, Status]], expected: int | None
) -> None:
    assert states.of_record(chain) == expected


@pytest.mark.parametrize("slug", ["CAN-2027-3", "EU-2027-12"])
def test_a_reference_is_read_as_it_is_written(slug: str) -> None:
    assert str(reference(slug)) == slug


@pytest.mark.parametrize("slug", ["", "CAN-2027-0", "can-2027-1", "CAN-27-1", "CAN-2027-1x", "1"])
def test_what_writes_no_reference_is_none(slug: str) -> None:
    assert reference(slug) is None
