"""All bodies, and the story of one at a glance."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.bodies import queries
from app.bodies.views.blueprint import of_body, page, pages
from app.kernel.web import actor, public, runtime


@pages.get("/bodies")
@public
def listing() -> ResponseReturnValue:
    """List the bodies at which whoever asks may look."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = queries.bodies(session, actor(), on=today)
        states = queries.states(session, [each.id for each in found], on=today)
        terms = queries.terms(session, found)
    return render_template("bodies/list.html", found=found, states=states, terms=terms)


@pages.get("/bodies/<body>")
@public
def story(body: str) -> ResponseReturnValue:
    """Show what a body is for, who is in it, and where its work stands."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        return page(
            "body.html", session, found,
            bureau=[each for each in queries.bureau(session, found) if each.span.covers(today)],
            mandates=queries.mandates(session, found),
            seats=queries.seats(session, found, on=today),
            terms=queries.terms(session, [found])[found.id],
        )  # fmt: skip
