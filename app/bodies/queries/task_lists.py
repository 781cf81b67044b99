"""Milestones and action items with all that a page tells of them: a constant number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment
from app.bodies.models import Decision, Meeting, Paper, Task, TaskChange
from app.bodies.queries import decisions, meetings, papers
from app.bodies.queries.tasks import Owns, changes, owners
from app.bodies.rules.access import RUNNING
from app.bodies.rules.tasks import Difference, days_late, differences
from app.bodies.values.tasks import TaskFilter, TaskQuestion, TaskState
from app.kernel.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Who:
    """Who took a step: by name to those who run bodies, to all others by capacity."""

    name: str = ""
    participant: str | None = None
    role: Role = Role.SYSTEM


@dataclass(frozen=True, slots=True)
class Told:
    """One step, with what it changed."""

    change: TaskChange
    who: Who
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Line:
    """One milestone or action item as pages and files tell of it."""

    task: Task
    owners: Sequence[Owns]
    late: int
    """By how many days; 0 if it is in time, or over."""
    history: Sequence[Told]
    """The latest step first."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What milestones and action items name of the body's, as far as somebody may read it."""

    papers: Mapping[str, Paper]
    """By id, written out: histories name papers too."""
    meetings: Mapping[UUID, Meeting]
    decisions: Mapping[UUID, Decision]


def lines(session: Session, actor: Actor, among: Sequence[Task], *, on: date) -> list[Line]:
    """Give each with its owners and its history."""
    runs = actor.role in RUNNING
    owned = owners(session, among, on=on, officers=runs)
    history = changes(session, among)
    acted = {each.by for rows in history.values() for each in rows if each.by is not None}
    people = _people(session, acted, by_name=runs)
    return [
        Line(
            task,
            owned[task.id],
            days_late(task.state, task.due_on, today=on),
            _told(history[task.id], people),
        )
        for task in among
    ]


def kept(among: Sequence[Line], asked: TaskQuestion) -> list[Line]:
    """Keep those that a list is asked for."""
    return [each for each in among if _is_of(each, asked.which) and _is_whose(each, asked.owner)]


def beside(session: Session, actor: Actor, among: Sequence[Line], *, on: date) -> Beside:
    """Give the papers, meetings and decisions that are named, to somebody who may read them."""
    named = {told.change.after.get("paper") for each in among for told in each.history}
    ids = [UUID(each) for each in named if each]
    wanted = select(Paper).where(Paper.id.in_(ids), papers.readable(actor, on=on))
    met = [each.task.meeting_id for each in among if each.task.meeting_id]
    decided = [each.task.decision_id for each in among if each.task.decision_id]
    held = select(Meeting).where(Meeting.id.in_(met), meetings.readable(actor, on=on))
    taken = select(Decision).where(Decision.id.in_(decided), decisions.readable_by(actor, on=on))
    return Beside(
        {str(each.id): each for each in (session.scalars(wanted) if ids else ())},
        {each.id: each for each in (session.scalars(held) if met else ())},
        {each.id: each for each in (session.scalars(taken) if decided else ())},
    )


def _is_of(line: Line, which: TaskFilter) -> bool:
    state = line.task.state
    match which:
        case TaskFilter.ALL:
            return True
        case TaskFilter.LATE:
            return line.late > 0
        case TaskFilter.OPEN:
            return state.is_open
        case TaskFilter.DONE:
            return state is TaskState.DONE
        case TaskFilter.DROPPED:
            return state is TaskState.DROPPED


def _is_whose(line: Line, owner: str) -> bool:
    return not owner or any(each.owner.word == owner for each in line.owners)


def _told(history: Sequence[TaskChange], people: Mapping[int, Who]) -> list[Told]:
    before = [None, *history]
    pairs = zip(history, before, strict=False)
    found = [
        Told(
            each,
            people.get(each.by or 0, Who()),
            differences(last.after, each.after) if last else (),
        )
        for each, last in pairs
    ]
    return found[::-1]


def _people(session: Session, numbers: Collection[int], *, by_name: bool) -> Mapping[int, Who]:
    """Give who people are: a delegate is named by the participant, and perhaps by name too."""
    rows = session.execute(
        select(Account.number, Account.name, Appointment.participant, Appointment.role)
        .join(Appointment, Appointment.account == Account.number)
        .where(Account.number.in_(numbers))
        .order_by(Appointment.number)
    )
    return {number: Who(name if by_name else "", code, role) for number, name, code, role in rows}
