"""Looking for what a meeting led to: the decisions taken at it, and what is to be done since."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Decision, Meeting, Task
from app.bodies.queries import decisions, tasks
from app.kernel.actor import Actor


def decided_at(session: Session, actor: Actor, of: Meeting, *, on: date) -> Sequence[Decision]:
    """Give what was put to a body at a meeting, as far as somebody may read it, in order."""
    wanted = select(Decision).where(
        Decision.meeting_id == of.id, decisions.readable_by(actor, on=on)
    )
    return session.scalars(wanted.order_by(Decision.serial, Decision.proposed_at)).all()


def to_be_done_since(session: Session, actor: Actor, of: Meeting, *, on: date) -> Sequence[Task]:
    """Give what somebody took upon them at a meeting, as far as somebody may read it."""
    wanted = select(Task).where(Task.meeting_id == of.id, tasks.readable(actor, on=on))
    return session.scalars(wanted.order_by(Task.due_on, Task.number)).all()
