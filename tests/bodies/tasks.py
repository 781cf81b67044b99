"""Milestones and action items for tests: entered as a secretary does."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.bodies.models import Body, Bureau, Seat, Task
from app.bodies.operations import tasks as operations
from app.bodies.queries import tasks as queries
from app.bodies.values import Hand, Office
from app.bodies.values.tasks import Owner, TaskKind, TaskStep, Wanted
from app.kernel.actor import SYSTEM, Actor
from app.kernel.clock import date_at
from tests.bodies.builders import AT, FOUNDED
from tests.conftest import SEAT

DUE = date(2027, 4, 30)


def hand(at: datetime = AT, *, by: Actor = SYSTEM, key: UUID | None = None) -> Hand:
    """Give the hand by which somebody does something at an instant."""
    return Hand(by=by, at=at, today=date_at(at, SEAT), key=key)


def wanted(*owners: Owner | Seat, **changed: Any) -> Wanted:
    """Give what is to be done, by somebody."""
    given = tuple(Owner(seat=each.id) if isinstance(each, Seat) else each for each in owners)
    return replace(Wanted(what="Second draft", due_on=DUE, owners=given), **changed)


def entered(
    session: Session,
    body: Body,
    *owners: Owner | Seat,
    kind: TaskKind = TaskKind.MILESTONE,
    at: datetime = AT,
    key: UUID | None = None,
    **changed: Any,
) -> Task:
    """Enter a milestone of a body, or an action item."""
    given = wanted(*owners, **changed)
    return operations.enter(session, body, kind, given, hand=hand(at, key=key), seat=SEAT)


def changed(
    session: Session,
    task: Task,
    given: Wanted,
    *,
    at: datetime = AT,
    reason: str = "As agreed at the second meeting.",
    after: int | None = None,
) -> None:
    """Change what is to be done, having seen all that was done with it before."""
    of, seen = session.get_one(Body, task.body_id), after or queries.last_step(session, task)
    operations.change(session, of, task, given, reason=reason, after=seen, hand=hand(at), seat=SEAT)


def taken(
    session: Session,
    task: Task,
    step: TaskStep,
    *,
    at: datetime = AT,
    by: Actor = SYSTEM,
    reason: str = "As agreed at the second meeting.",
    after: int | None = None,
    key: UUID | None = None,
) -> None:
    """Take a step with it, having seen all that was done with it before."""
    seen = queries.last_step(session, task) if after is None else after
    operations.take(
        session, task, step, reason=reason, after=seen, hand=hand(at, by=by, key=key), seat=SEAT
    )


def presiding(session: Session, seat: Seat, *, account: int | None = None) -> Bureau:
    """Let somebody chair the body in which they have a seat."""
    row = Bureau(
        body_id=seat.body_id, office=Office.CHAIR, seat_id=seat.id, name=seat.name or "Chair",
        account=account, since=FOUNDED, until=None, authority="GAIMA/C/D.1", recorded_at=AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
