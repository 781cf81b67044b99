"""The silence procedures of a body, and the page of one."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from app.bodies.queries import silence as looked_up
from app.bodies.rules.silence import time_left
from app.bodies.views.blueprint import of_body, page, pages
from app.bodies.views.silence.facts import PAGE, lying, shown
from app.kernel.web import actor, public, runtime

MOST = 200
"""How many procedures the list shows."""


@pages.get("/bodies/<body>/silence")
@public
def silences(body: str) -> ResponseReturnValue:
    """List the silence procedures that whoever asks may read: what runs and ends soonest first."""
    today, now = runtime().today(), runtime().clock.now()
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        found = looked_up.silences(session, actor(), of, on=today, most=MOST)
        left = {each.id: time_left(each.expires_at, at=now) for each, _, _ in found}
        return page("silences.html", session, of, found=found, left=left)


@pages.get(PAGE)
@public
def silence(body: str, silence: UUID) -> ResponseReturnValue:
    """Show a text that lies or lay under silence, how long it does, and what became of it."""
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        return page("silence.html", session, of, **shown(session, lying(session, of, silence)))
