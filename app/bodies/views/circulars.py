"""The circulars of a body: all of them, one, and the form of the next."""

from collections.abc import Iterable

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.bodies import queries
from app.bodies.forms import circulars as forms
from app.bodies.operations import circulars as operations
from app.bodies.queries import circulars as issued
from app.bodies.rules.access import RUNNING
from app.bodies.values import Class, Standing
from app.bodies.views.blueprint import UNPROCESSABLE, hand, of_body, page, pages, secretaries
from app.kernel.errors import Complaint, Invalid
from app.kernel.web import actor, public, runtime


@pages.get("/bodies/<body>/circulars")
@public
def circulars(body: str) -> ResponseReturnValue:
    """List the circulars of a body that whoever asks may read."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        listed = issued.circulars(session, found, actor(), on=today)
        return page("circulars.html", session, found, circulars=listed)


@pages.get("/bodies/<body>/circulars/<int:circular>")
@public
def circular(body: str, circular: int) -> ResponseReturnValue:
    """Show a circular, and to those who run bodies whom it reached."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        one = issued.circular(session, found, circular, actor(), on=today)
        to = issued.addressees(session, one) if actor().role in RUNNING else ()
        return page("circular.html", session, found, circular=one, to=to)


@pages.get("/bodies/<body>/circulars/new")
@secretaries
def new_circular(body: str) -> ResponseReturnValue:
    """Show the form of a circular."""
    return _form(body)


@pages.post("/bodies/<body>/circulars")
@secretaries
def issue_circular(body: str) -> ResponseReturnValue:
    """Issue a circular."""
    try:
        wanted = forms.issue(
            request.form, to=request.form.getlist("to"), seats=request.form.getlist("seat")
        )
        with runtime().database.write(by=actor()) as session:
            found = of_body(session, body, locked=True)
            number = operations.issue(session, found, wanted, hand=hand())
    except Invalid as refused:
        return _form(body, refused.complaints), UNPROCESSABLE
    return redirect(f"{found.address}/circulars/{number}", 303)


def _form(body: str, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        return page(
            "circular_form.html", session, found,
            chosen=set(request.form.getlist("to") + request.form.getlist("seat")),
            classes=Class,
            complaints=list(complaints),
            seats=queries.seats(session, found, on=runtime().today()),
            standings=Standing,
            typed=request.form,
        )  # fmt: skip
