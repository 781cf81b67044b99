"""Asking for a report on screen, and the print of a notification."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.documents import queries as documents
from app.documents.values import DocumentState
from app.kernel.errors import Invalid, NotFound
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.reports import operations
from app.reports import queries as prints
from app.reports.values import Question
from app.treaties import queries
from app.treaties.forms.notifications import notification_number
from app.treaties.forms.questions import question

pages = Blueprint("reports", __name__)


@pages.get("/treaties/<treaty_id>/report")
@public
def offer(treaty_id: str) -> ResponseReturnValue:
    """Say what the ratification status report holds, and ask for its two days."""
    asked = question(request.args, today=runtime().today())
    with runtime().database.read(by=actor()) as session:
        treaty = queries.dossier(session, treaty_id).definition
    return render_template("reports/offer.html", treaty=treaty, question=asked)


@pages.post("/treaties/<treaty_id>/report")
@public
def ask(treaty_id: str) -> ResponseReturnValue:
    """Ask for the ratification status report, and lead to where it will be."""
    asked = question(request.form, today=runtime().today())
    Invalid.unless_none(asked.complaints)
    days = Question(as_of=asked.as_of, known_on=asked.known_on or runtime().today())
    with runtime().database.write(by=actor()) as session:
        document_id = operations.request_status(
            session,
            treaty_id,
            days,
            roll=roll(runtime().facts),
            publisher=operations.published_by(runtime()),
            at=runtime().clock.now(),
        )
    return redirect(url_for("documents.show", document_id=document_id), 303)


@pages.get("/notifications/<slug>.pdf")
@public
def notification(slug: str) -> ResponseReturnValue:
    """Lead to a notification's print, or to where it will be."""
    number = notification_number(slug)
    with runtime().database.read(by=actor()) as session:
        owed = prints.print_of(session, number)
        state = owed and documents.document(session, owed).state(at=runtime().clock.now())
    if owed is None:
        raise NotFound.because(
            "%(number)s is not printed yet. Try again in a few seconds.", number=str(number)
        )
    ready = state is DocumentState.READY
    place = "documents.download" if ready else "documents.show"
    return redirect(url_for(place, document_id=owed), 303)
