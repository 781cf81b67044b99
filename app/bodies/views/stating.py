"""The form by which a member, or the secretary for it, attaches a statement to a decision."""

from collections.abc import Iterable

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies.forms import decisions as forms
from app.bodies.models import Body, Decision
from app.bodies.operations import statements
from app.bodies.queries import decisions as looked_up
from app.bodies.queries.voters import members
from app.bodies.rules.access import DECIDING, RUNNING
from app.bodies.values import Stating
from app.bodies.views.blueprint import UNPROCESSABLE, hand, of_body, page, pages
from app.bodies.views.decision_facts import speaks
from app.kernel.errors import Complaint, Invalid, NotFound
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.participants.queries import roll

PAGE = "/bodies/<body>/decisions/<decision>/statement"


@pages.get(PAGE)
@open_to(*RUNNING, *DECIDING)
def stating(body: str, decision: str) -> ResponseReturnValue:
    """Show the form of a statement, to a member's representative or to the secretary."""
    return _form(body, decision)


@pages.post(PAGE)
@open_to(*RUNNING, *DECIDING)
@fresh_factor
def attach_statement(body: str, decision: str) -> ResponseReturnValue:
    """Attach a statement or a reservation of position to a decision."""
    everybody = roll(runtime().facts)
    try:
        given = forms.statement(request.form, whose=actor().participant, roll=everybody)
        with runtime().database.write(by=actor()) as session:
            found = of_body(session, body, locked=True)
            one = _stated_on(session, found, decision)
            statements.state(session, found, one, given, hand=hand())
    except Invalid as refused:
        return _form(body, decision, refused.complaints), UNPROCESSABLE
    return redirect(f"/bodies/{body}/decisions/{decision}#statements", 303)


def _stated_on(session: Session, of: Body, ref: str) -> Decision:
    """Give a decision to somebody who may state something about it.

    Raises:
        NotFound: there is none, or they may not.

    """
    found = looked_up.decision(session, actor(), of, ref, on=runtime().today())
    if not speaks(session, of):
        raise NotFound.because("There is no such page.")
    return found


def _form(body: str, decision: str, complaints: Iterable[Complaint] = ()) -> str:
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        one = _stated_on(session, of, decision)
        return page(
            "decision_statement.html", session, of,
            complaints=list(complaints), decision=one, kinds=Stating, typed=request.form,
            whose=actor().participant,
            members=sorted(members(session, of, on=one.decided_on or today)),
        )  # fmt: skip
