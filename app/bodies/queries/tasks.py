"""Looking for milestones and action items, for who is to do them, and for their history."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.bodies.models import Body, Decision, Seat, Task, TaskChange, TaskOwner
from app.bodies.queries.places import holding, own, reading
from app.bodies.values import Hand
from app.bodies.values.tasks import Owner, TaskKind, TaskState
from app.kernel.actor import Actor
from app.kernel.errors import NotFound

OPEN = [each for each in TaskState if each.is_open]


@dataclass(frozen=True, slots=True)
class Owns:
    """Somebody who is to do something, as pages name them."""

    owner: Owner
    participant: str | None
    name: str
    """Of the person, where it is known: whoever has the seat, or the officer."""
    in_place: bool
    """Whether they have their seat on the day that was asked for."""


def readable(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep what somebody may read of what is to be done."""
    return reading(actor, on=on, body=Task.body_id, sort=Task.sort)


def late(on: date) -> ColumnElement[bool]:
    """Keep what is still to be done and was due before a day; ``rules.tasks.days_late``."""
    return and_(Task.state.in_(OPEN), Task.due_on < on)


def owned(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep what somebody is to do themselves, or the participant for which they speak."""
    seated = select(Seat.id).where(own(actor), holding(on))
    mine = or_(TaskOwner.seat_id.in_(seated), TaskOwner.account == actor.account)
    if actor.account is None:
        mine = TaskOwner.seat_id.in_(seated)
    return Task.id.in_(select(TaskOwner.task_id).where(mine))


def order(on: date) -> tuple[ColumnElement[int], ...]:
    """Give the order of lists: what is late first, then what is to be done, then what is over."""
    rank = case((late(on), 0), (Task.state.in_(OPEN), 1), else_=2)
    return (rank, Task.due_on, Task.number)  # type: ignore[return-value]  # columns of several types


def tasks(session: Session, actor: Actor, of: Body, kind: TaskKind, *, on: date) -> Sequence[Task]:
    """Give what somebody may read of a body's milestones, or action items, the late ones first."""
    wanted = select(Task).where(Task.body_id == of.id, Task.kind == kind, readable(actor, on=on))
    return session.scalars(wanted.order_by(*order(on))).all()


def task(
    session: Session, actor: Actor, of: Body, kind: TaskKind, number: int, *, on: date
) -> Task:
    """Give a milestone or an action item, to somebody who may read it.

    Raises:
        NotFound: there is none of this number, or none that they may read.

    """
    found = session.scalar(
        select(Task).where(
            Task.body_id == of.id,
            Task.kind == kind,
            Task.number == number,
            readable(actor, on=on),
        )
    )
    if found is None:
        raise NotFound.because("There is nothing of this number here.")
    return found


def owns(session: Session, actor: Actor, of: Task, *, on: date) -> bool:
    """Say whether somebody is to do it."""
    wanted = select(Task.id).where(Task.id == of.id, owned(actor, on=on))
    return session.scalar(wanted) is not None


def late_tasks(session: Session, actor: Actor, of: Body, *, on: date) -> Sequence[Task]:
    """Give all that is late in a body, as far as somebody may read it, the longest late first."""
    wanted = select(Task).where(Task.body_id == of.id, late(on), readable(actor, on=on))
    return session.scalars(wanted.order_by(Task.due_on, Task.kind, Task.number)).all()


def owners(
    session: Session, among: Iterable[Task], *, on: date, officers: bool
) -> Mapping[UUID, Sequence[Owns]]:
    """Give who is to do each, in the order in which they are named; ``officers`` by name too."""
    ids = [each.id for each in among]
    rows = session.execute(
        select(TaskOwner, Seat, Account.name)
        .outerjoin(Seat, Seat.id == TaskOwner.seat_id)
        .outerjoin(Account, Account.number == TaskOwner.account)
        .where(TaskOwner.task_id.in_(ids))
        .order_by(TaskOwner.task_id, TaskOwner.place)
    )
    found: defaultdict[UUID, list[Owns]] = defaultdict(list, {each: [] for each in ids})
    for row, seat, officer in rows:
        found[row.task_id].append(
            Owns(
                Owner(row.seat_id, row.account),
                seat.participant if seat else None,
                seat.name if seat else officer if officers else "",
                in_place=seat is None or seat.span.covers(on),
            )
        )
    return found


def changes(session: Session, among: Iterable[Task]) -> Mapping[UUID, Sequence[TaskChange]]:
    """Give what was done with each, in order."""
    ids = [each.id for each in among]
    found: dict[UUID, list[TaskChange]] = {each: [] for each in ids}
    wanted = select(TaskChange).where(TaskChange.task_id.in_(ids))
    for row in session.scalars(wanted.order_by(TaskChange.task_id, TaskChange.number)):
        found[row.task_id].append(row)
    return found


def led_to(session: Session, decision: Decision) -> Sequence[Task]:
    """Give what was set down to be done because of a decision."""
    return session.scalars(select(Task).where(Task.decision_id == decision.id)).all()


def last_step(session: Session, of: Task) -> int:
    """Give the number of the last thing that was done with it."""
    wanted = select(func.max(TaskChange.number)).where(TaskChange.task_id == of.id)
    return session.scalar(wanted) or 0


def owner_rows(session: Session, of: Task) -> Sequence[tuple[TaskOwner, Seat | None]]:
    """Give the owners of one, each with the seat, if it is one."""
    rows = session.execute(
        select(TaskOwner, Seat)
        .outerjoin(Seat, Seat.id == TaskOwner.seat_id)
        .where(TaskOwner.task_id == of.id)
        .order_by(TaskOwner.place)
    )
    return [(row, sits) for row, sits in rows]


def sent_before(session: Session, hand: Hand) -> TaskChange | None:
    """Give what was done when this very form was posted before, if it was."""
    if hand.key is None:
        return None
    return session.scalar(select(TaskChange).where(TaskChange.key == hand.key))


def own_tasks(session: Session, actor: Actor, *, on: date) -> Sequence[tuple[Task, Body]]:
    """Give what somebody is to do in all bodies and has not done, the longest late first."""
    rows = session.execute(
        select(Task, Body)
        .join(Body, Body.id == Task.body_id)
        .where(Task.state.in_(OPEN), owned(actor, on=on), readable(actor, on=on))
        .order_by(Task.due_on, Body.symbol, Task.kind, Task.number)
    )
    return [(found, of) for found, of in rows]


def late_in(
    session: Session, actor: Actor, bodies: Collection[UUID], *, on: date
) -> Sequence[tuple[Task, Body]]:
    """Give what is late in some bodies, as far as somebody may read it, the longest late first."""
    rows = session.execute(
        select(Task, Body)
        .join(Body, Body.id == Task.body_id)
        .where(Task.body_id.in_(bodies), late(on), readable(actor, on=on))
        .order_by(Task.due_on, Body.symbol, Task.kind, Task.number)
    )
    return [(found, of) for found, of in rows]
