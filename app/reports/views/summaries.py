"""Compliance summaries: one participant's for whoever may read it, and everybody's in batches."""

from uuid import uuid4

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.kernel.errors import NotFound
from app.kernel.tables_out import CSV_TYPE
from app.kernel.web import actor, handed_out, open_to, public, runtime
from app.obligations.queries import lags
from app.obligations.rules.access import OVERSEERS, may_read
from app.participants.queries import roll
from app.participants.values import Participant
from app.reports import queries
from app.reports.forms import summaries as forms
from app.reports.operations import batches
from app.reports.operations.summaries import request_summary
from app.reports.queries import batches as made
from app.reports.queries.summaries import Wish, gathered
from app.reports.rules.summaries import RUNNING, address, overview, progress, summary
from app.reports.values.summaries import Copy
from app.reports.views.blueprint import pages
from app.treaties.rules.document import short_name
from app.treaties.rules.table import plain

BATCH = "/summaries/batches/<int:number>"
ZIP_TYPE = "application/zip"


@pages.get("/summaries")
@open_to(*OVERSEERS)
def every_summary() -> ResponseReturnValue:
    """Show how everybody stands in a year, and the batches of summaries that were made."""
    wish, at = Wish(_year(), Copy.STATE), runtime().clock.now()
    everybody, house = roll(runtime().facts), queries.house(runtime())
    with runtime().database.read(by=actor()) as session:
        found = gathered(session, wish, by=actor(), at=at, roll=everybody, house=house)
        latest, lagging = made.latest(session), lags(session)
    lines = overview(found, roll=everybody, house=house, language=_language())
    return render_template(
        "reports/summaries.html",
        batches=latest, copies=list(Copy), key=str(uuid4()), lags=lagging, lines=lines,
        may_run=actor().role in RUNNING, year=wish.year,
    )  # fmt: skip


@pages.get("/summaries/<code>")
@public
def one_summary(code: str) -> ResponseReturnValue:
    """Show a participant's summary, in the copy that is whoever asks's to read."""
    participant = _called(code)
    full = may_read(actor(), participant.code)
    wish = Wish(_year(), forms.copy(request.args, full=full), participant.code)
    everybody, house, at = roll(runtime().facts), queries.house(runtime()), runtime().clock.now()
    with runtime().database.read(by=actor()) as session:
        found = gathered(session, wish, by=actor(), at=at, roll=everybody, house=house)
        lagging = lags(session)
    facts = summary(found, participant.code, roll=everybody, house=house, language=_language())
    oversees, today = actor().role in OVERSEERS, runtime().today()
    return render_template(
        "reports/summary.html", **facts, full=full, lags=lagging, oversees=oversees, today=today
    )


@pages.post("/summaries/<code>/print")
@public
def print_summary(code: str) -> ResponseReturnValue:
    """Ask for the print of a participant's summary."""
    participant, asked = _called(code), request.form
    copy = forms.copy(asked, full=may_read(actor(), participant.code))
    wish = Wish(forms.year(asked, today=runtime().today().year), copy, participant.code)
    everybody, house, at = roll(runtime().facts), queries.house(runtime()), runtime().clock.now()
    with runtime().database.write(by=actor()) as session:
        document_id = request_summary(
            session, participant.code, wish, by=actor(), at=at, roll=everybody, house=house
        )
    return redirect(url_for("documents.show", document_id=document_id), 303)


@pages.post("/summaries/batches")
@open_to(*RUNNING)
def begin_batch() -> ResponseReturnValue:
    """Ask for everybody's summaries."""
    asked, at = request.form, runtime().clock.now()
    year, copy = forms.year(asked, today=runtime().today().year), forms.copy(asked, full=True)
    occasion = forms.occasion(asked)
    with runtime().database.write(by=actor()) as session:
        number = batches.begin(session, year=year, copy=copy, occasion=occasion, by=actor(), at=at)
    return _to_batch(number)


@pages.get(BATCH)
@open_to(*OVERSEERS)
def batch(number: int) -> ResponseReturnValue:
    """Show how far a batch has come, and the files that are ready."""
    at = runtime().clock.now()
    with runtime().database.read(by=actor()) as session:
        of = made.batch(session, number)
        stands, items = progress(made.course(session, of), at=at), made.items(session, of)
    named = {each.participant: _named(each.participant) for each in items}
    items.sort(key=lambda each: plain(named[each.participant]))
    return render_template(
        "reports/batch.html",
        address=address, batch=of, items=items, may_run=actor().role in RUNNING, named=named,
        progress=stands,
    )  # fmt: skip


@pages.post(f"{BATCH}/pause")
@open_to(*RUNNING)
def pause_batch(number: int) -> ResponseReturnValue:
    """Print no further summaries of a batch for the time being."""
    with runtime().database.write(by=actor()) as session:
        batches.pause(session, number, at=runtime().clock.now())
    return _to_batch(number)


@pages.post(f"{BATCH}/resume")
@open_to(*RUNNING)
def resume_batch(number: int) -> ResponseReturnValue:
    """Let a batch go on that was paused."""
    with runtime().database.write(by=actor()) as session:
        batches.resume(session, number, at=runtime().clock.now())
    return _to_batch(number)


@pages.post(f"{BATCH}/again")
@open_to(*RUNNING)
def print_batch_again(number: int) -> ResponseReturnValue:
    """Try the prints of a batch again that failed."""
    with runtime().database.write(by=actor()) as session:
        batches.print_failed_again(session, number, by=actor(), at=runtime().clock.now())
    return _to_batch(number)


@pages.get(f"{BATCH}.zip")
@open_to(*OVERSEERS)
def batch_archive(number: int) -> Response:
    """Give every file of a batch with its index, once all are printed."""
    with runtime().database.read(by=actor()) as session:
        of = made.batch(session, number)
    if of.sha256 is None:
        raise NotFound.because("This batch is not finished yet. Its page shows how far it is.")
    file = runtime().storage.path(batches.OWNER, of.sha256)
    name = f"summaries-{of.year}-{of.copy.value}-{of.number}.zip"
    return handed_out(file, media_type=ZIP_TYPE, name=name, digest=of.sha256)


@pages.get(f"{BATCH}.csv")
@open_to(*OVERSEERS)
def batch_index(number: int) -> Response:
    """Give the index of a batch, as far as it is printed."""
    with runtime().database.read(by=actor()) as session:
        items = made.items(session, made.batch(session, number))
    response = Response(batches.index(items, roll=roll(runtime().facts)), content_type=CSV_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="summaries-{number}.csv"'
    return response


def _called(code: str) -> Participant:
    """Give the participant of an address."""
    everybody = roll(runtime().facts)
    if code not in everybody:
        raise NotFound.because("There is no such participant.")
    return everybody[code]


def _year() -> int:
    return forms.year(request.args, today=runtime().today().year)


def _language() -> str:
    return str(get_locale().language)


def _named(code: str) -> str:
    return short_name(code, roll=roll(runtime().facts), language=_language())


def _to_batch(number: int) -> ResponseReturnValue:
    return redirect(f"/summaries/batches/{number}", 303)
