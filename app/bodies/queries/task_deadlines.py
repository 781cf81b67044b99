"""Which deadlines milestones and action items should have, and which they have."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Bureau, Seat, Task, TaskOwner
from app.bodies.queries.bodies import states
from app.bodies.queries.chairs import chairs
from app.bodies.queries.places import holding
from app.bodies.queries.tasks import OPEN
from app.bodies.rules.task_deadlines import KINDS, Awaited, Reminded, deadlines_of
from app.bodies.values import BodyState, Class
from app.deadlines.models import Deadline
from app.deadlines.queries.people import as_set
from app.deadlines.values import Set, Subject
from app.kernel.clock import date_at, end_of_day


def awaited(
    session: Session, *, at: datetime, seat: ZoneInfo, only: UUID | None = None
) -> Mapping[Subject, Set]:
    """Give the deadlines that all milestones and action items should have, or that one should.

    What a body has left undone when it was concluded is awaited of nobody.
    """
    on = date_at(at, seat)
    rows = _open(session, only)
    bodies = {body.id for _, body in rows}
    concluded = {
        each
        for each, state in states(session, bodies, on=on).items()
        if state is BodyState.CONCLUDED
    }
    whose, leading = _owners(session, at=at, seat=seat, only=only), chairs(session, bodies, on=on)
    found = [
        Awaited(
            id=task.id, kind=task.kind, number=task.number, what=task.what, body=body.symbol,
            due_at=end_of_day(task.due_on, seat), link=address_of(task, body),
            is_open=body.public and task.sort is Class.UNCLASSIFIED, owners=tuple(whose[task.id]),
            chair=_chair(*leading[body.id]) if body.id in leading else None,
        )
        for task, body in rows
        if body.id not in concluded
    ]  # fmt: skip
    return {each.subject: each for one in found for each in deadlines_of(one)}


def running(session: Session, *, only: UUID | None = None) -> Mapping[Subject, Deadline]:
    """Give the deadlines of milestones and action items that run and are not met."""
    rows = session.scalars(
        select(Deadline).where(
            Deadline.kind.in_(KINDS),
            Deadline.lifted_at.is_(None),
            Deadline.met_at.is_(None),
            *([_of(only)] if only else ()),
        )
    )
    return {Subject(each.kind, each.subject): each for each in rows}


def every(session: Session, of: Task) -> Sequence[Deadline]:
    """Give every deadline that a milestone or an action item has or had."""
    wanted = select(Deadline).where(Deadline.kind.in_(KINDS), _of(of.id))
    return session.scalars(wanted.order_by(Deadline.kind, Deadline.subject)).all()


def are_behind(session: Session, *, at: datetime, seat: ZoneInfo) -> bool:
    """Say whether the deadlines differ from what they should be: people come and go."""
    there = {about: as_set(row) for about, row in running(session).items()}
    return there != awaited(session, at=at, seat=seat)


def address_of(task: Task, body: Body) -> str:
    """Give the address of a milestone's, or an action item's, page."""
    return f"{body.address}/{task.kind.page}/{task.number}"


def _of(task: UUID) -> ColumnElement[bool]:
    return or_(Deadline.subject == str(task), Deadline.subject.startswith(f"{task}/"))


def _open(session: Session, only: UUID | None) -> Sequence[tuple[Task, Body]]:
    wanted = select(Task, Body).join(Body, Body.id == Task.body_id).where(Task.state.in_(OPEN))
    rows = session.execute(wanted.where(Task.id == only) if only else wanted)
    return [(task, body) for task, body in rows]


def _owners(
    session: Session, *, at: datetime, seat: ZoneInfo, only: UUID | None
) -> Mapping[UUID, Sequence[Reminded]]:
    """Give who is reminded of each: of the owners those who have their seat, and officers."""
    rows = session.execute(
        select(TaskOwner, Seat)
        .join(Task, Task.id == TaskOwner.task_id)
        .outerjoin(Seat, Seat.id == TaskOwner.seat_id)
        .where(
            Task.state.in_(OPEN),
            or_(TaskOwner.seat_id.is_(None), holding(date_at(at, seat))),
            *([Task.id == only] if only else ()),
        )
        .order_by(TaskOwner.task_id, TaskOwner.place)
    )
    found: defaultdict[UUID, list[Reminded]] = defaultdict(list)
    for row, place in rows:
        found[row.task_id].append(
            Reminded(str(place.id), place.participant, place.account)
            if place
            else Reminded(f"account/{row.account}", None, row.account)
        )
    return found


def _chair(row: Bureau, place: Seat) -> Reminded:
    return Reminded(f"office/{row.id}", place.participant, row.account)
