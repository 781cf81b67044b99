"""Proposing a body, and setting it up by a decision."""

from collections.abc import Iterable
from functools import partial
from uuid import uuid4

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.forms import founding as forms
from app.bodies.models import Body
from app.bodies.operations import bodies as operations
from app.bodies.values import BodyState
from app.bodies.views.blueprint import (
    UNPROCESSABLE,
    changed,
    hand,
    of_body,
    page,
    pages,
    secretaries,
)
from app.kernel.errors import Complaint, Invalid
from app.kernel.web import actor, runtime
from app.participants.queries import roll


@pages.get("/bodies/propose")
@secretaries
def new_body() -> ResponseReturnValue:
    """Show the form on which a body is proposed."""
    return _propose_page()


@pages.post("/bodies/propose")
@secretaries
def propose() -> ResponseReturnValue:
    """Propose a body, and lead to its page."""
    try:
        plan = forms.plan(request.form)
        with runtime().database.write(by=actor()) as session:
            address = operations.propose(session, plan, hand=hand()).address
    except Invalid as refused:
        return _propose_page(refused.complaints), UNPROCESSABLE
    return redirect(address, 303)


@pages.get("/bodies/<body>/establish")
@secretaries
def new_charter(body: str) -> ResponseReturnValue:
    """Show the form on which a proposed body is set up."""
    return _establish_page(body)


@pages.post("/bodies/<body>/establish")
@secretaries
def establish(body: str) -> ResponseReturnValue:
    """Set a body up by a decision."""
    facts = roll(runtime().facts)

    def set_up(session: Session, found: Body) -> None:
        charter = forms.charter(request.form, roll=facts)
        operations.establish(session, found, charter, roll=facts, hand=hand(), zone=runtime().seat)

    return changed(body, set_up, form=partial(_establish_page, body))


def _propose_page(complaints: Iterable[Complaint] = ()) -> str:
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        others = queries.bodies(session, actor(), on=today)
        states = queries.states(session, [each.id for each in others], on=today)
    return render_template(
        "bodies/propose.html",
        complaints=list(complaints),
        fresh_key=uuid4,
        parents=[
            (each.slug, f"{each.symbol}, {each.name}")
            for each in others
            if states.get(each.id) is not BodyState.CONCLUDED
        ],
        typed=request.form,
    )


def _establish_page(body: str, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        return page(
            "establish.html", session, found,
            complaints=list(complaints),
            mandate=queries.mandates(session, found)[-1],
            typed=request.form,
        )  # fmt: skip
