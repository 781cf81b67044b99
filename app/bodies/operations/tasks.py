"""Milestones and action items: entered, changed, done, reopened, dropped; every step is kept.

Whoever calls has locked the body, so that of two who act at once one sees what the other did. No
step has legal effect, so the ledger holds none: what is kept are the rows of their history.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Decision, Meeting, Paper, Seat, Task, TaskChange, TaskOwner
from app.bodies.operations.task_deadlines import settle
from app.bodies.queries import tasks as looked_up
from app.bodies.rules import tasks as rules
from app.bodies.rules.access import RUNNING
from app.bodies.values import BodyState, Hand
from app.bodies.values.tasks import TaskKind, TaskState, TaskStep, Wanted
from app.kernel import numbering
from app.kernel.actor import Role
from app.kernel.errors import Complaint, Conflict, Invalid, NotFound

ENTERING = (*RUNNING, Role.SYSTEM)
"""Who sets down what is to be done."""


def enter(
    session: Session, of: Body, kind: TaskKind, wanted: Wanted, *, hand: Hand, seat: ZoneInfo
) -> Task:
    """Enter something that is to be done in a body, under the next number; a form is one entry.

    Raises:
        Invalid: its day is past, or an owner may not read it; each complaint names its field.
        Conflict: the body has concluded its work, or the form was sent for something else.

    """
    if sent := looked_up.sent_before(session, hand):
        return _sent_for(session.get_one(Task, sent.task_id), of, kind)
    if queries.state(session, of, on=hand.today) is BodyState.CONCLUDED:
        raise Conflict.because("This body has concluded its work. Nothing more can be set down.")
    Invalid.unless_none(_wrong_with(session, of, wanted, hand=hand))
    number = numbering.take(session, f"bodies/{of.id}/{kind}")
    task = Task(body_id=of.id, kind=kind, number=number, state=TaskState.ACTIVE)
    task.meeting_id, task.decision_id = wanted.meeting_id, wanted.decision_id
    session.add(task)
    _write(session, task, wanted)
    _keep(session, task, TaskStep.ENTERED, "", after=0, hand=hand)
    settle(session, task, TaskStep.ENTERED, at=hand.at, seat=seat)
    return task


def change(
    session: Session,
    of: Body,
    task: Task,
    wanted: Wanted,
    *,
    reason: str,
    after: int,
    hand: Hand,
    seat: ZoneInfo,
) -> None:
    """Change what is to be done, by when or by whom, for a reason; a form is one change.

    ``after`` is the last step that whoever changes it has seen.

    Raises:
        Invalid: nothing is changed, its day is past, or an owner may not read it.
        Conflict: there was a step since, or it is done or dropped.

    """
    if _is_sent(session, task, hand):
        return
    _check(session, task, TaskStep.CHANGED, after, hand=hand)
    Invalid.unless_none(_wrong_with(session, of, wanted, hand=hand, was=task))
    before = _snapshot(session, task)
    _write(session, task, wanted)
    changed = rules.differences(before, _snapshot(session, task))
    if not changed:
        raise Invalid.because("Nothing has been changed.")
    task.state = rules.state_after(task.state, changed)
    _keep(session, task, TaskStep.CHANGED, reason, after=after, hand=hand)
    settle(session, task, TaskStep.CHANGED, at=hand.at, seat=seat)


def take(
    session: Session,
    task: Task,
    step: TaskStep,
    *,
    reason: str,
    after: int,
    hand: Hand,
    seat: ZoneInfo,
) -> None:
    """Note that something is done, drop it, or reopen it; a form is one step.

    Raises:
        NotFound: whoever asks may not do so.
        Conflict: there was a step since, or it stands where this cannot be done.

    """
    if _is_sent(session, task, hand):
        return
    _check(session, task, step, after, hand=hand)
    task.state = rules.NEXT[task.state][step]
    _keep(session, task, step, reason, after=after, hand=hand)
    settle(session, task, step, at=hand.at, seat=seat)


def _check(session: Session, task: Task, step: TaskStep, after: int, *, hand: Hand) -> None:
    runs = hand.by.role in ENTERING
    if not runs and (
        step is not TaskStep.DONE or not looked_up.owns(session, hand.by, task, on=hand.today)
    ):
        raise NotFound.because("There is nothing of this number here.")
    if looked_up.last_step(session, task) != after:
        raise Conflict.because(
            "This has changed since you opened it. See what changed, and decide again."
        )
    if complaint := rules.refused(task.state, step):
        raise Conflict(complaint)


def _is_sent(session: Session, task: Task, hand: Hand) -> bool:
    sent = looked_up.sent_before(session, hand)
    if sent is not None and sent.task_id != task.id:
        raise Conflict.because("This form was sent already. Open a new one.")
    return sent is not None


def _sent_for(task: Task, of: Body, kind: TaskKind) -> Task:
    if (task.body_id, task.kind) != (of.id, kind):
        raise Conflict.because("This form was sent already. Open a new one.")
    return task


def _wrong_with(
    session: Session, of: Body, wanted: Wanted, *, hand: Hand, was: Task | None = None
) -> Iterator[Complaint]:
    """Give what is wrong with what somebody sets down, also with what it names of the body's."""
    yield from rules.wrong_with(wanted, today=hand.today, was_due_on=was.due_on if was else None)
    for place, owner in enumerate(wanted.owners, start=1):
        sits = session.get(Seat, owner.seat) if owner.seat else None
        if owner.seat and (sits is None or sits.body_id != of.id):
            yield Complaint("Choose an owner who has a seat in this body.", field=f"owner-{place}")
        elif sits and not rules.may_own(sits.standing, wanted.sort):
            yield Complaint(
                "This owner may not read what is of this class. Choose another, or another class.",
                field=f"owner-{place}",
            )
    for name, table, key in (
        ("paper", Paper, wanted.paper_id),
        ("meeting", Meeting, wanted.meeting_id),
        ("decision", Decision, wanted.decision_id),
    ):
        if key and session.scalar(select(table.id).filter_by(id=key, body_id=of.id)) is None:
            yield Complaint("Choose one of this body, from the list.", field=name)


def _write(session: Session, task: Task, wanted: Wanted) -> None:
    """Write what is wanted; who was named before is named no more."""
    task.what, task.due_on, task.sort = wanted.what, wanted.due_on, wanted.sort
    task.deliverable, task.paper_id = wanted.deliverable, wanted.paper_id
    session.flush()
    session.execute(delete(TaskOwner).where(TaskOwner.task_id == task.id))
    session.add_all(
        TaskOwner(task_id=task.id, place=place, seat_id=each.seat, account=each.account)
        for place, each in enumerate(wanted.owners, start=1)
    )
    session.flush()


def _snapshot(session: Session, task: Task) -> Mapping[str, Any]:
    """Give what is to be done as its history keeps it: officers by number, never by name."""
    rows = looked_up.owner_rows(session, task)
    return {
        "what": task.what,
        "due_on": task.due_on.isoformat(),
        "deliverable": task.deliverable,
        "paper": str(task.paper_id) if task.paper_id else None,
        "sort": task.sort.value,
        "owners": [
            {"participant": sits.participant, "name": sits.name}
            if sits
            else {"account": row.account}
            for row, sits in rows
        ],
    }


def _keep(
    session: Session, task: Task, step: TaskStep, reason: str, *, after: int, hand: Hand
) -> None:
    session.add(
        TaskChange(
            task_id=task.id,
            number=after + 1,
            step=step,
            reason=reason,
            after=dict(_snapshot(session, task)),
            key=hand.key,
            by=hand.by.account,
            at=hand.at,
        )
    )
    session.flush()
