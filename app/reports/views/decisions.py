"""The print of a decision, handed out to whoever may read the decision."""

from flask.typing import ResponseReturnValue

from app.bodies.queries import decisions as bodies
from app.bodies.views.blueprint import of_body
from app.documents import queries as documents
from app.documents.views import handed_out
from app.kernel.actor import SYSTEM
from app.kernel.errors import NotFound
from app.kernel.web import actor, public, runtime
from app.reports.queries.decisions import print_of_decision
from app.reports.views.blueprint import pages


@pages.get("/bodies/<body>/decisions/<adopted>.pdf")
@public
def decision(body: str, adopted: str) -> ResponseReturnValue:
    """Give the last print of a decision."""
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        found = bodies.decision(session, actor(), of, adopted, on=runtime().today())
        owed = print_of_decision(session, found)
        if owed is None:
            raise NotFound.because(
                "%(number)s is not printed yet. Try again in a few seconds.",
                number=found.symbol or found.title,
            )
        return handed_out(documents.document(session, owed, by=SYSTEM))
