"""Asking for a report on screen, and the print of a notification."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.declarations.queries import chains
from app.declarations.views.blueprint import content_readers, reading_hand
from app.documents import queries as documents
from app.documents.models import Document
from app.documents.values import DocumentState
from app.kernel.actor import DELEGATES
from app.kernel.errors import Invalid, NotFound
from app.kernel.web import actor, open_to, public, runtime
from app.obligations.rules.access import OVERSEERS
from app.participants.queries import roll
from app.reports import operations
from app.reports import queries as prints
from app.reports.values import Question
from app.reports.views.blueprint import pages
from app.treaties import queries
from app.treaties.forms.notifications import notification_number
from app.treaties.forms.questions import question


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


@pages.get("/declarations/<ref>/<int:number>/receipt.pdf")
@open_to(*DELEGATES)
def receipt(ref: str, number: int) -> ResponseReturnValue:
    """Lead a state's people to the print of a receipt, or to where it will be."""
    with runtime().database.read(by=actor()) as session:
        declaration = chains.declaration(session, chains.named_by(ref), by=actor())
        owed = prints.print_of_receipt(session, declaration, number, by=actor())
        if owed is None:
            raise NotFound.because("This receipt is not printed yet. Try again in a few seconds.")
        return _led_to(documents.document(session, owed, by=actor()))


@pages.post("/declarations/<ref>/<int:number>/print")
@content_readers
def declaration(ref: str, number: int) -> ResponseReturnValue:
    """Ask for the print of a version, as far as whoever asks reads it."""
    with runtime().database.write(by=actor()) as session:
        document_id = operations.request_declaration(
            session,
            chains.named_by(ref),
            number,
            roll=roll(runtime().facts),
            house=prints.house(runtime()),
            hand=reading_hand(),
        )
    return redirect(url_for("documents.show", document_id=document_id), 303)


@pages.post("/reporting/<obligation>/print")
@open_to(*OVERSEERS)
def reporting(obligation: str) -> ResponseReturnValue:
    """Ask for the reporting status of an obligation over all its periods."""
    return _reporting(obligation, None)


@pages.post("/reporting/<obligation>/<period>/print")
@open_to(*OVERSEERS)
def reporting_in(obligation: str, period: str) -> ResponseReturnValue:
    """Ask for the reporting status of an obligation in a period."""
    return _reporting(obligation, period)


def _reporting(obligation: str, period: str | None) -> ResponseReturnValue:
    """Ask for a reporting status, and lead to where it will be."""
    house = prints.house(runtime())
    if obligation not in house.obligations:
        raise NotFound.because("There is no such obligation.")
    with runtime().database.write(by=actor()) as session:
        document_id = operations.request_reporting(
            session,
            house.obligations[obligation],
            period,
            roll=roll(runtime().facts),
            house=house,
            by=actor(),
            at=runtime().clock.now(),
        )
    return redirect(url_for("documents.show", document_id=document_id), 303)


def _led_to(document: Document) -> ResponseReturnValue:
    """Lead to a print's file, or while it has none, to its page."""
    ready = document.state(at=runtime().clock.now()) is DocumentState.READY
    place = "documents.download" if ready else "documents.show"
    return redirect(url_for(place, document_id=document.id), 303)


@pages.get("/notifications/<slug>.pdf")
@public
def notification(slug: str) -> ResponseReturnValue:
    """Lead to a notification's print, or to where it will be."""
    number = notification_number(slug)
    with runtime().database.read(by=actor()) as session:
        owed = prints.print_of(session, number)
        if owed is None:
            raise NotFound.because(
                "%(number)s is not printed yet. Try again in a few seconds.", number=str(number)
            )
        return _led_to(documents.document(session, owed, by=actor()))
