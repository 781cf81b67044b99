"""Errors in a treaty's text: proposed by one officer, circulated and decided with another."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.languages import Language
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms import intake as papers
from app.treaties.forms import text_corrections as forms
from app.treaties.models import TextCorrectionRow
from app.treaties.operations import text_corrections as desk
from app.treaties.queries import text_corrections as found
from app.treaties.rules import text_corrections as rules
from app.treaties.rules.intake import is_mirror
from app.treaties.values.text_corrections import (
    USUAL_LIMIT_DAYS,
    TextCorrectionNumber,
    TextStep,
)
from app.treaties.views.blueprint import pages
from app.treaties.views.depositary.paper import OFFICERS, READERS, fresh_key, hand, paper

ADDRESS = "/depositary/text-corrections"


@pages.get("/depositary/text-corrections/new")
@open_to(*OFFICERS)
def blank_text() -> ResponseReturnValue:
    """Show an empty form for an error in a treaty's text."""
    until = runtime().today() + timedelta(days=USUAL_LIMIT_DAYS)
    with runtime().database.read(by=actor()) as session:
        return _form(session, {"until": until.isoformat()} | request.args.to_dict())


@pages.post("/depositary/text-corrections")
@open_to(*OFFICERS)
def propose_text() -> ResponseReturnValue:
    """Prepare a correction of a treaty's text."""
    try:
        sent = papers.sent(request.form)
        with runtime().database.write(by=actor()) as session:
            given = forms.proposed(request.form, treaties=_ours(session))
            number = desk.propose(session, given, hand=hand(sent))
    except (Invalid, Conflict) as refused:
        with runtime().database.read(by=actor()) as session:
            return _form(session, request.form, refused.complaints), _status(refused)
    return redirect(number.address, 303)


@pages.get("/depositary/text-corrections/<slug>")
@open_to(*READERS)
def text_correction(slug: str) -> ResponseReturnValue:
    """Show a correction of a text, everything that came of it, and what may be done."""
    return _page(forms.number(slug))


@pages.post("/depositary/text-corrections/<slug>/steps")
@open_to(*OFFICERS)
def move_text(slug: str) -> ResponseReturnValue:
    """Prepare an objection, a rectification or a rejection; drop a proposal; take a step back."""
    return _taken(forms.number(slug), forms.STEPS)


@pages.post("/depositary/text-corrections/<slug>/confirm")
@open_to(*OFFICERS)
@fresh_factor
def confirm_text(slug: str) -> ResponseReturnValue:
    """Confirm what another officer prepared: it counts, and those entitled are notified."""
    return _taken(forms.number(slug), forms.CONFIRMED)


def _taken(number: TextCorrectionNumber, steps: Mapping[str, TextStep]) -> ResponseReturnValue:
    try:
        _move(number, forms.step(request.form, steps))
    except (Invalid, Conflict) as refused:
        return _page(number, refused.complaints), _status(refused)
    return redirect(number.address, 303)


def _move(number: TextCorrectionNumber, step: TextStep) -> None:
    sent, note = papers.sent(request.form), papers.note(request.form)
    everybody, objection = roll(runtime().facts), None
    if step is TextStep.PREPARE_OBJECTION:
        objection = forms.objection(request.form, roll=everybody)
    with runtime().database.write(by=actor()) as session:
        posted = hand(sent)
        desk.move(
            session, number, step, note=note, roll=everybody, hand=posted, objection=objection
        )


def _ours(session: Session) -> dict[str, str]:
    """Give the treaties whose text the Agency corrects, by id."""
    return {
        treaty: title
        for treaty, title in queries.titles(session).items()
        if not is_mirror(queries.dossier(session, treaty).definition)
    }


def _form(session: Session, typed: Mapping[str, str], complaints: Iterable[Complaint] = ()) -> str:
    return render_template(
        "treaties/depositary/propose_text.html",
        complaints=list(complaints),
        key=fresh_key(),
        languages=list(Language),
        titles=_ours(session),
        typed=typed,
    )


def _page(number: TextCorrectionNumber, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        row = found.row(session, number)
        steps = found.steps(session, number)
        shown = _shown(session, row)
        people = paper(session, [row.prepared_by, *(each.by for each in steps)])
    return render_template(
        "treaties/depositary/text_correction.html",
        complaints=list(complaints),
        key=fresh_key(),
        paper=people,
        row=row,
        shown_version=request.form.get("version", type=int, default=row.version),
        steps=steps[::-1],
        typed=request.form,
        **shown,
    )


def _shown(session: Session, row: TextCorrectionRow) -> dict[str, object]:
    matter = rules.read(row.content)
    return {
        "definition": queries.dossier(session, row.treaty_id).definition,
        "matter": matter,
        "open": rules.open_steps(matter, by=actor(), prepared_by=row.prepared_by),
        "today": runtime().today(),
    }


def _status(refused: Invalid | Conflict) -> int:
    return 409 if isinstance(refused, Conflict) else 422
