"""Milestones and action items: numbered, changed for a reason, kept whole, and reminded of."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import routine
from app.bodies.models import Seat, Task
from app.bodies.operations import tasks as operations
from app.bodies.queries import tasks as queries
from app.bodies.rules import tasks as rules
from app.bodies.values import Class, Standing
from app.bodies.values.tasks import Owner, TaskKind, TaskState, TaskStep
from app.correspondence.models import Letter
from app.deadlines.models import Deadline
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.runtime import Runtime
from tests.bodies.builders import AT, founded, seated
from tests.bodies.tasks import DUE, changed, entered, hand, presiding, taken, wanted
from tests.conftest import SEAT, StoppedClock
from tests.people import made, somebody

LATER = AT + timedelta(days=30)


@pytest.mark.parametrize(
    ("state", "runs", "owns", "steps"),
    [
        (TaskState.ACTIVE, True, False, "changed done dropped"),
        (TaskState.CHANGED, True, True, "changed done dropped"),
        (TaskState.DONE, True, False, "reopened"),
        (TaskState.DROPPED, True, True, ""),
        (TaskState.ACTIVE, False, True, "done"),
        (TaskState.DONE, False, True, ""),
        (TaskState.ACTIVE, False, False, ""),
    ],
)
def test_who_may_do_what_with_it(state: TaskState, *, runs: bool, owns: bool, steps: str) -> None:
    assert rules.open_steps(state, runs=runs, owns=owns) == set(map(TaskStep, steps.split()))


def test_numbers_have_no_gap_for_each_body_and_kind_and_a_form_is_one_entry(
    database: Database,
) -> None:
    key = uuid4()
    with database.write(by=SYSTEM) as session:
        first, second = founded(session), founded(session, "wg-2")
        found = [
            entered(session, first),
            entered(session, first, key=key),
            entered(session, first, key=key),
            entered(session, first, kind=TaskKind.ACTION),
            entered(session, second),
            entered(session, first),
        ]
        assert [each.number for each in found] == [1, 2, 2, 1, 1, 3]
        with pytest.raises(Conflict, match="sent already"):
            entered(session, second, key=key)


def test_every_change_is_kept_with_what_it_was_before(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session, members=["CAN"])
        seat = session.scalars(select(Seat)).one()
        task = entered(session, body, seat)
        moved = wanted(seat, due_on=date(2027, 6, 30))
        changed(session, task, moved, reason="More time is needed.", at=LATER)
        assert task.state is TaskState.CHANGED
        with pytest.raises(Conflict, match="See what changed"):
            changed(session, task, wanted(seat), after=1)
        with pytest.raises(Invalid, match="Nothing has been changed"):
            changed(session, task, moved)
        changed(session, task, wanted(seat, due_on=moved.due_on, deliverable="Draft protocol"))
        first, second, third = queries.changes(session, [task])[task.id]
    [day] = rules.differences(first.after, second.after)
    assert (day.field, day.before, day.after) == ("due_on", "2027-04-30", "2027-06-30")
    assert [each.field for each in rules.differences(second.after, third.after)] == ["deliverable"]
    assert (second.reason, second.at, second.by) == ("More time is needed.", LATER, None)
    assert third.after["owners"] == [{"participant": "CAN", "name": ""}]


def test_what_only_names_a_paper_or_an_owner_leaves_it_as_first_set_down(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session)
        task = entered(session, body)
        changed(session, task, wanted(deliverable="Draft protocol"))
        assert task.state is TaskState.ACTIVE


def test_what_cannot_be_set_down_is_refused_with_its_field(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body, other = founded(session), founded(session, "wg-2", members=["JPN"])
        watching = seated(session, body, Standing.OBSERVER, participant="CAN")
        [elsewhere] = session.scalars(select(Seat).where(Seat.body_id == other.id))
        past = AT - timedelta(days=1)
        for field, given in {
            "due_on": wanted(due_on=past.date()),
            "owner-1": wanted(watching, sort=Class.PROTECTED),
            "owner-2": wanted(watching, elsewhere),
            "paper": wanted(paper_id=uuid4()),
            "meeting": wanted(meeting_id=uuid4()),
            "decision": wanted(decision_id=uuid4()),
        }.items():
            with pytest.raises(Invalid) as refused:
                operations.enter(session, body, TaskKind.ACTION, given, hand=hand(), seat=SEAT)
            assert [each.field for each in refused.value.complaints] == [field]
        assert session.scalars(select(Task)).all() == []
        late = entered(session, body)
        changed(
            session, late, wanted(deliverable="Late as it is"), at=datetime(2027, 6, 1, tzinfo=UTC)
        )


def test_what_is_done_can_be_reopened_and_never_dropped(runtime: Runtime) -> None:
    key = uuid4()
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session)
        task = entered(session, body)
        with pytest.raises(Conflict, match="nothing to reopen"):
            taken(session, task, TaskStep.REOPENED)
        taken(session, task, TaskStep.DONE, key=key)
        taken(session, task, TaskStep.DONE, key=key)
        with pytest.raises(Conflict, match="only be reopened"):
            taken(session, task, TaskStep.DROPPED)
        taken(session, task, TaskStep.REOPENED)
        taken(session, task, TaskStep.DROPPED)
        with pytest.raises(Conflict, match="Enter it anew"):
            taken(session, task, TaskStep.DONE)
        steps = [each.step for each in queries.changes(session, [task])[task.id]]
    assert steps == ["entered", "done", "reopened", "dropped"]


def test_an_owner_says_that_it_is_done_and_does_nothing_else_with_it(runtime: Runtime) -> None:
    owner, other = made(runtime, Role.DRAFTER, "CAN"), made(runtime, Role.DRAFTER, "JPN")
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session, members=["CAN", "JPN"])
        seat = session.scalars(select(Seat).where(Seat.participant == "CAN")).one()
        task = entered(session, body, seat)
        for by, step in ((owner, TaskStep.DROPPED), (other, TaskStep.DONE)):
            with pytest.raises(NotFound):
                taken(session, task, step, by=by.actor)
        seat.ended_on = LATER.date()
        session.flush()
        with pytest.raises(NotFound):
            taken(session, task, TaskStep.DONE, by=owner.actor, at=LATER)
        taken(session, task, TaskStep.DONE, by=owner.actor)
        assert task.state is TaskState.DONE


def test_lists_begin_with_what_is_late(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session)
        due = [date(2027, 5, 1), date(2027, 2, 1), date(2027, 3, 1), date(2027, 2, 2)]
        found = [entered(session, body, due_on=each) for each in due]
        taken(session, found[1], TaskStep.DONE)
        listed = queries.tasks(session, SYSTEM, body, TaskKind.MILESTONE, on=date(2027, 2, 20))
    assert [each.number for each in listed] == [4, 3, 1, 2]
    assert rules.days_late(TaskState.ACTIVE, date(2027, 2, 2), today=date(2027, 2, 20)) == 18


def told(runtime: Runtime) -> Counter[tuple[str, str]]:
    """Give how many letters of each template each address is owed."""
    with runtime.database.read(by=SYSTEM) as session:
        rows = session.execute(select(Letter.template, Letter.address))
        return Counter((template, address) for template, address in rows)


def test_owners_and_secretaries_hear_before_and_after_and_the_chair_what_is_late(
    runtime: Runtime, clock: StoppedClock
) -> None:
    clock.at = AT
    with runtime.database.write(by=SYSTEM) as session:
        drafter = somebody(session, Role.DRAFTER, "CAN", at=AT)
        expert = somebody(session, Role.EXPERT, at=AT)
        chair = somebody(session, Role.REPRESENTATIVE, "JPN", at=AT)
        secretary = somebody(session, Role.BODIES_OFFICER, at=AT)
        body = founded(session, members=["CAN", "JPN"])
        seats = {each.participant: each for each in session.scalars(select(Seat))}
        own = seated(session, body, Standing.EXPERT, name="Prof. Roe", account=expert.number)
        presiding(session, seats["JPN"], account=chair.number)
        task = entered(session, body, seats["CAN"], own)
    for month, day in ((3, 31), (4, 16), (4, 23), (4, 30), (5, 7), (6, 1)):
        routine.remind(runtime, datetime(2027, month, day, 12, tzinfo=UTC))
    before, after = "task_coming", "task_passed"
    assert told(runtime) == {
        **{(before, each.email): 4 for each in (drafter, expert, secretary)},
        **{(after, each.email): 2 for each in (drafter, expert, secretary, chair)},
    }
    with runtime.database.read(by=SYSTEM) as session:
        letter = session.scalars(select(Letter).where(Letter.address == chair.email)).first()
        assert letter
        assert letter.facts["title"] == "Second draft"
        assert (letter.about, letter.private) == ("/bodies/wg-1/milestones/1", False)
    with runtime.database.write(by=SYSTEM) as session:
        at = datetime(2027, 6, 2, 12, tzinfo=UTC)
        taken(session, session.get_one(Task, task.id), TaskStep.DONE, at=at)
    with runtime.database.read(by=SYSTEM) as session:
        rows = session.scalars(select(Deadline)).all()
        assert {each.kind for each in rows if each.met_at} == {
            "milestone", "milestone_owner", "milestone_chair",
        }  # fmt: skip
        assert all(each.next_step_at is None for each in rows if each.kind.startswith("mile"))


def deadlines(runtime: Runtime) -> dict[str, Deadline]:
    """Give the deadlines of what is to be done, by kind."""
    with runtime.database.read(by=SYSTEM) as session:
        wanted_ = select(Deadline).where(Deadline.kind.like("action%"))
        return {each.kind: each for each in session.scalars(wanted_)}


def test_deadlines_move_lapse_and_come_back_with_what_is_to_be_done(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session)
        task = entered(session, body, kind=TaskKind.ACTION)
    first = deadlines(runtime)["action"]
    with runtime.database.write(by=SYSTEM) as session:
        changed(session, session.get_one(Task, task.id), wanted(due_on=DUE + timedelta(days=9)))
    assert deadlines(runtime)["action"].due_at == first.due_at + timedelta(days=9)
    for step, seen in (
        (TaskStep.DONE, (True, False)),
        (TaskStep.REOPENED, (False, False)),
        (TaskStep.DROPPED, (False, True)),
    ):
        with runtime.database.write(by=SYSTEM) as session:
            taken(session, session.get_one(Task, task.id), step, at=LATER)
        row = deadlines(runtime)["action"]
        assert (row.met_at is not None, row.lifted_at is not None) == seen


def test_whoever_has_left_is_reminded_no_more_and_a_new_chair_is(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session, members=["CAN", "JPN", "KOR"])
        seats = {each.participant: each for each in session.scalars(select(Seat))}
        entered(session, body, seats["CAN"], seats["KOR"], kind=TaskKind.ACTION)
        seats["CAN"].ended_on = LATER.date()
        presiding(session, seats["JPN"])
    routine.follow(runtime, LATER)
    found = deadlines(runtime)
    assert {each: (row.participant, row.lifted_at is None) for each, row in found.items()} == {
        "action": ("KOR", True),
        "action_owner": ("KOR", False),
        "action_chair": ("JPN", True),
    }


@pytest.mark.parametrize(
    ("public", "sort"), [(False, Class.UNCLASSIFIED), (True, Class.RESTRICTED)]
)
def test_no_letter_says_what_not_everybody_may_read(
    runtime: Runtime, *, public: bool, sort: Class
) -> None:
    officer = Owner(account=made(runtime, Role.BODIES_OFFICER).number)
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session, public=public)
        entered(session, body, officer, sort=sort)
    routine.remind(runtime, datetime(2027, 5, 7, 12, tzinfo=UTC))
    with runtime.database.read(by=SYSTEM) as session:
        letter = session.scalars(select(Letter)).one()
    assert (letter.facts["title"], letter.private) == ("", True)
    assert "body" not in letter.facts
