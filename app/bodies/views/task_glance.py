"""What a body's story tells of its milestones, and its chair and secretary of what is late."""

from typing import Any

from sqlalchemy.orm import Session

from app.bodies.models import Body
from app.bodies.queries.chairs import chaired
from app.bodies.queries.task_lists import lines
from app.bodies.queries.tasks import late_tasks, tasks
from app.bodies.rules.access import RUNNING
from app.bodies.values.tasks import TaskKind
from app.kernel.web import actor, runtime

SHOWN = 5
"""How many milestones a body's story shows."""


def tasks_at_a_glance(session: Session, of: Body) -> dict[str, Any]:
    """Give the milestones that are to be done, what is late first, and to those who lead the body
    all that is late.
    """
    today = runtime().today()
    leads = actor().role in RUNNING or of.id in chaired(session, actor(), on=today)
    late = late_tasks(session, actor(), of, on=today) if leads else ()
    every = tasks(session, actor(), of, TaskKind.MILESTONE, on=today)
    open_ = [each for each in every if each.state.is_open]
    shown = lines(session, actor(), [*late, *open_[:SHOWN]], on=today)
    return {
        "overdue": shown[: len(late)],
        "milestones": shown[len(late) :],
        "milestones_over": len(every) - len(open_),
    }
