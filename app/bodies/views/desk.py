"""Their bodies, for whoever takes part in any: what comes next, and what waits for them."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.queries import comments, meetings, silence, tasks
from app.bodies.queries.chairs import chaired
from app.bodies.rules.access import SPEAKING
from app.bodies.rules.silence import time_left
from app.bodies.rules.tasks import days_late
from app.bodies.views.blueprint import named, pages
from app.kernel.web import actor, open_to, runtime

MOST_MEETINGS = 10


@pages.get("/bodies/desk")
@open_to(*SPEAKING)
def desk() -> ResponseReturnValue:
    """Show somebody the bodies in which they have a seat, and what waits for them there."""
    with runtime().database.read(by=actor()) as session:
        return render_template("bodies/desk.html", named=named(), **_facts(session))


def _facts(session: Session) -> dict[str, Any]:
    """Give what stands on the desk: as many questions, however many bodies there are."""
    by, on, at = actor(), runtime().today(), runtime().clock.now()
    places, chairs = queries.standings(session, by, on=on), chaired(session, by, on=on)
    own = tasks.own_tasks(session, by, on=on)
    led = tasks.late_in(session, by, chairs, on=on)
    lying = silence.running(session, by, on=on, bodies=places)
    return {
        "bodies": [each for each in queries.bodies(session, by, on=on) if each.id in places],
        "chaired": chairs,
        "late": {task.id: days_late(task.state, task.due_on, today=on) for task, _ in [*own, *led]},
        "led": led,
        "left": {procedure.id: time_left(procedure.expires_at, at=at) for procedure, *_ in lying},
        "meetings": meetings.to_come(session, by, on=on, at=at, most=MOST_MEETINGS),
        "own": own,
        "places": places,
        "silences": lying,
        "states": queries.states(session, places, on=on),
        "texts": [each for each in comments.open_texts(session, by, on=on) if each.asked],
        "today": on,
    }
