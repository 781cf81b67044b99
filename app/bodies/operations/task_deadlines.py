"""Keeping the deadlines of milestones and action items as they should be."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies.models import Task
from app.bodies.queries.task_deadlines import awaited, every, running
from app.bodies.values.tasks import TaskStep
from app.deadlines import operations as deadlines
from app.deadlines.queries.people import as_set
from app.deadlines.values import Outcome


def follow_tasks(
    session: Session, *, at: datetime, seat: ZoneInfo, only: UUID | None = None
) -> None:
    """Set what should be awaited, and lift what should not any more; all of them, or one's.

    Seats end and chairs change without anybody touching a milestone, so the tick does it too. The
    same state again changes nothing.
    """
    wanted = awaited(session, at=at, seat=seat, only=only)
    there = running(session, only=only)
    kept = {about: as_set(row) for about, row in there.items()}
    for about, each in wanted.items():
        if kept.get(about) != each:
            deadlines.set_deadline(session, each, at=at)
    for about, row in there.items():
        if about not in wanted:
            deadlines.lift(session, row, at=at)


def settle(session: Session, task: Task, step: TaskStep, *, at: datetime, seat: ZoneInfo) -> None:
    """Let a step that was taken be seen in the deadlines: met, taken up again, moved or lifted."""
    session.flush()
    for row in every(session, task):
        if step is TaskStep.DONE and row.lifted_at is None:
            deadlines.meet(session, row.kind, row.subject, outcome=Outcome.FILED, at=at)
        if step is TaskStep.REOPENED and row.met_at is not None:
            deadlines.unmeet(session, row.kind, row.subject, at=at)
    follow_tasks(session, at=at, seat=seat, only=task.id)
