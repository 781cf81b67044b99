"""The register of outages: when nobody could file, and what was moved because of it."""

from collections.abc import Sequence

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.bodies.operations.ground import Ground
from app.bodies.queries import procedures
from app.kernel.errors import Complaint, Invalid
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.obligations import forms, operations, queries
from app.obligations.rules.access import KEEPING_OUTAGES, READING_OUTAGES
from app.obligations.views.blueprint import pages
from app.participants.queries import roll

UNPROCESSABLE = 422


@pages.get("/outages")
@open_to(*READING_OUTAGES)
def outages() -> ResponseReturnValue:
    """List the outages, with the form for another."""
    return _page()


@pages.post("/outages")
@open_to(*KEEPING_OUTAGES)
@fresh_factor
def record_outage() -> ResponseReturnValue:
    """Record an outage that is over; what fell due in it is due a day later."""
    by, at, house = actor(), runtime().clock.now(), runtime()
    ground = Ground(procedures(house.bodies), roll(house.facts), house.seat)
    try:
        given = forms.outage(request.form, seat=house.seat)
        with house.database.write(by=by) as session:
            operations.record_outage(session, given, by=by, at=at, ground=ground)
    except Invalid as refused:
        return _page(refused.complaints), UNPROCESSABLE
    return redirect("/outages", 303)


def _page(wrong: Sequence[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        found, moved = queries.outages(session), queries.moved_by_outages(session)
    return render_template(
        "obligations/outages.html",
        complaints=list(wrong), keeps=actor().role in KEEPING_OUTAGES, moved=moved,
        outages=found, typed=request.form,
    )  # fmt: skip
