"""What of bodies stands in a person's calendar: the actor is part of each question.

Whoever runs bodies has all of them in it; everybody else those in which they have a seat.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.bodies.models import (
    Body,
    BodyRecord,
    Decision,
    Meeting,
    Paper,
    PaperCall,
    Seat,
    SilenceProcedure,
    Task,
    TaskChange,
)
from app.bodies.queries import meetings
from app.bodies.queries.comments import discussed
from app.bodies.queries.places import holding, own, reading
from app.bodies.queries.tasks import owned, readable
from app.bodies.rules.access import RUNNING
from app.kernel.actor import Actor


def coming(
    session: Session, actor: Actor, *, on: date, after: datetime
) -> Sequence[tuple[Meeting, Body, datetime]]:
    """Give the meetings that end after an instant, the cancelled ones too, and when each was last
    another one.
    """
    wanted = (
        select(Meeting, Body)
        .join(Body, Body.id == Meeting.body_id)
        .where(
            meetings.readable(actor, on=on),
            _theirs(actor, Meeting.body_id, on=on),
            Meeting.closes_at > after,
        )
    )
    rows = session.execute(wanted.order_by(Meeting.opens_at, Meeting.id)).all()
    changed = _last_acts(session, [meeting.subject for meeting, _ in rows])
    return [(meeting, body, changed[meeting.subject]) for meeting, body in rows]


def to_do(
    session: Session, actor: Actor, *, on: date, since: date
) -> Sequence[Row[Task, Body, TaskChange]]:
    """Give what somebody is to do that is due on a day or later, with the last step taken."""
    other = aliased(TaskChange)
    last = select(func.max(other.number)).where(other.task_id == Task.id).scalar_subquery()
    wanted = (
        select(Task, Body, TaskChange)
        .join(Body, Body.id == Task.body_id)
        .join(TaskChange, TaskChange.task_id == Task.id)
        .where(
            owned(actor, on=on),
            readable(actor, on=on),
            Task.due_on >= since,
            TaskChange.number == last,
        )
    )
    return session.execute(wanted.order_by(Task.due_on, Task.id)).all()


def lying(
    session: Session, actor: Actor, *, on: date, after: datetime
) -> Sequence[Row[SilenceProcedure, Decision, Body]]:
    """Give the silence procedures that run out after an instant, those that were broken too."""
    wanted = (
        select(SilenceProcedure, Decision, Body)
        .join(Decision, Decision.id == SilenceProcedure.decision_id)
        .join(Body, Body.id == SilenceProcedure.body_id)
        .where(
            reading(actor, on=on, body=SilenceProcedure.body_id, sort=Decision.sort),
            _theirs(actor, SilenceProcedure.body_id, on=on),
            SilenceProcedure.expires_at > after,
        )
    )
    return session.execute(wanted.order_by(SilenceProcedure.expires_at, SilenceProcedure.id)).all()


def called_for(
    session: Session, actor: Actor, *, on: date, since: date
) -> Sequence[Row[PaperCall, Paper, Body]]:
    """Give the calls for comments that hold and end on a day or later."""
    other = aliased(PaperCall)
    last = select(func.max(other.number)).where(other.paper_id == Paper.id).scalar_subquery()
    wanted = (
        select(PaperCall, Paper, Body)
        .join(Paper, Paper.id == PaperCall.paper_id)
        .join(Body, Body.id == Paper.body_id)
        .where(
            discussed(actor, on=on),
            PaperCall.until >= since,
            PaperCall.number == last,
        )
    )
    return session.execute(wanted.order_by(PaperCall.until, Paper.id)).all()


def _theirs(actor: Actor, body: InstrumentedAttribute[UUID], *, on: date) -> ColumnElement[bool]:
    if actor.role in RUNNING:
        return true()
    return body.in_(select(Seat.body_id).where(own(actor), holding(on)))


def _last_acts(session: Session, subjects: Sequence[str]) -> Mapping[str, datetime]:
    rows = session.execute(
        select(BodyRecord.subject, func.max(BodyRecord.at))
        .where(BodyRecord.subject.in_(subjects))
        .group_by(BodyRecord.subject)
    )
    return {subject: at for subject, at in rows}  # noqa: C416 (a row is no pair to mypy)
