"""All bodies over time, for those who look after them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.bodies import queries
from app.bodies.rules.access import OVERSEEING
from app.bodies.rules.timeline import timeline
from app.bodies.views.blueprint import pages
from app.kernel.web import actor, open_to, runtime


@pages.get("/bodies/timeline")
@open_to(*OVERSEEING)
def over_time() -> ResponseReturnValue:
    """Show every body from its proposal to its end, as a chart and as a table."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = queries.courses(session, queries.bodies(session, actor(), on=today))
    return render_template(
        "bodies/timeline.html", courses=found, drawn=timeline(found, today=today), today=today
    )
