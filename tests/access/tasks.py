"""Milestones and action items of bodies, of every class; and what is posted about them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Seat
from app.bodies.values import Class
from app.bodies.values.tasks import TaskKind
from app.kernel.actor import SYSTEM
from tests.access.canaries import Knows, Things
from tests.access.deeds import CANADA, Deed, post
from tests.bodies.tasks import entered

WORDS = ("what", "deliverable")


def lay(
    found: Things, session: Session, body: Body, *, sort: Class, knows: Knows | None = None
) -> None:
    """Enter a milestone and an action item of a class, which Canada is to do, one of them late."""
    seat = session.scalars(
        select(Seat).where(Seat.body_id == body.id, Seat.participant == "CAN")
    ).one()
    now = found.runtime.clock.now()
    for kind, days in ((TaskKind.MILESTONE, 30), (TaskKind.ACTION, -3)):
        words: dict[str, Any] = dict.fromkeys(WORDS, "A second draft")
        if knows is not None:
            words = found.words(*WORDS, knows=knows)
        due_on = (now + timedelta(days=days)).date()
        before = now - timedelta(days=9)
        entered(session, body, seat, kind=kind, at=before, sort=sort, due_on=due_on, **words)
    found.there |= {"tasks": "milestones", "task.number": 1}


def _typed(things: Things) -> dict[str, Any]:
    """Write what Canada is to do: if it chairs the body, it is reminded as the owner alone."""
    with things.runtime.database.read(by=SYSTEM) as session:
        canadas = select(Seat.id).join(Body, Body.id == Seat.body_id)
        seat = session.scalar(canadas.where(Body.slug == "wg-1", Seat.participant == "CAN"))
    due_on = things.runtime.today() + timedelta(days=60)
    return {
        "key": str(uuid4()),
        "what": "A third draft",
        "due_on": due_on.isoformat(),
        "sort": "unclassified",
        "owner-1": f"seat-{seat}",
        "after": "1",
    }


def _changed(things: Things) -> dict[str, Any]:
    return _typed(things) | {"reason": "More time is needed."}


def done(_things: Things) -> dict[str, Any]:
    """Note that it is done."""
    return {"key": str(uuid4()), "step": "done", "reason": "It was circulated.", "after": "1"}


def dropped(things: Things) -> dict[str, Any]:
    """Drop it."""
    return done(things) | {"step": "dropped"}


TASKS = "/bodies/<body>/<any(milestones,actions):tasks>"
TASK = f"{TASKS}/<int:number>"
STEPS = f"{TASK}/steps"
SECRETARY = "bodies officer"

DEEDS = [
    Deed(
        SECRETARY,
        post(f"{TASKS}/new"),
        "body_task+1 body_task_change+1 body_task_owner+1 counter~1 deadline+1",
        _typed,
    ),
    Deed(
        SECRETARY,
        post(f"{TASK}/change"),
        "body_task~1 body_task_change+1 deadline~1",
        _changed,
    ),
    Deed(CANADA, post(STEPS), "body_task~1 body_task_change+1 deadline~1", done),
]
