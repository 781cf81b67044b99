"""Asking for a report on screen."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel.errors import Invalid
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.reports import operations
from app.reports.values import Publisher, Question
from app.treaties import queries
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
            publisher=Publisher(runtime().seat_name, runtime().demonstration),
            at=runtime().clock.now(),
        )
    return redirect(url_for("documents.show", document_id=document_id), 303)
