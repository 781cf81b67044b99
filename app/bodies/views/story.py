"""All bodies, and the story of one at a glance."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body
from app.bodies.queries.comments import open_texts
from app.bodies.queries.people import represented
from app.bodies.rules.access import OVERSEEING, RUNNING
from app.bodies.rules.people import sizes
from app.bodies.views.blueprint import of_body, page, pages
from app.bodies.views.decision_facts import decisions_at_a_glance
from app.bodies.views.meetings import meetings_at_a_glance
from app.bodies.views.papers import papers_at_a_glance
from app.bodies.views.silence.facts import silences_at_a_glance
from app.bodies.views.task_glance import tasks_at_a_glance
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll


@pages.get("/bodies")
@public
def listing() -> ResponseReturnValue:
    """List the bodies at which whoever asks may look."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = queries.bodies(session, actor(), on=today)
        states = queries.states(session, [each.id for each in found], on=today)
        terms = queries.terms(session, found)
    role = actor().role
    return render_template(
        "bodies/list.html",
        found=found, oversees=role in OVERSEEING, runs=role in RUNNING,
        states=states, terms=terms, today=today,
    )  # fmt: skip


@pages.get("/bodies/<body>")
@public
def story(body: str) -> ResponseReturnValue:
    """Show what a body is for, who is in it, and where its work stands."""
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        return page(
            "body.html", session, found,
            **constitution(session, found),
            **meetings_at_a_glance(session, found),
            **tasks_at_a_glance(session, found),
            **papers_at_a_glance(session, found),
            **decisions_at_a_glance(session, found),
            **silences_at_a_glance(session, found),
            texts=open_texts(session, actor(), on=runtime().today(), of=found),
        )  # fmt: skip


def constitution(session: Session, of: Body) -> dict[str, Any]:
    """Give what a body is for, for how long it stands, and who is in it, for its story."""
    facts, today = roll(runtime().facts), runtime().today()
    seats = represented(session, of, on=today)
    around = queries.around(session, actor(), of, on=today)
    return {
        "bureau": sorted(
            (each for each in queries.bureau(session, of) if each.span.covers(today)),
            key=lambda each: each.office.rank,
        ),
        "children": [each for each in around if each.parent_id == of.id],
        "countries": {each.seat: each.participant for each in seats},
        "groups": sizes(
            (each.participant for each in seats if each.votes and each.participant), facts
        ),
        "mandates": queries.mandates(session, of),
        "parent": next((each for each in around if each.id == of.parent_id), None),
        "steps": queries.steps(session, of),
        "terms": queries.terms(session, [of])[of.id],
    }
