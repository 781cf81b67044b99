"""Correcting the register: one officer proposes the right record, another confirms it."""

from collections.abc import Iterable, Mapping

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms import intake as forms
from app.treaties.models import ProposedCorrection
from app.treaties.operations import corrections
from app.treaties.queries import intake as desk
from app.treaties.values.acts import Act
from app.treaties.values.intake import Consequences, DeskKind, DeskNumber, Step
from app.treaties.views.blueprint import pages
from app.treaties.views.depositary.entering import LOOK
from app.treaties.views.depositary.paper import (
    OFFICERS,
    READERS,
    fresh_key,
    hand,
    notified_as,
    paper,
)


@pages.get("/depositary/acts/<treaty_id>/<int:number>/correct")
@open_to(*OFFICERS)
def wrong(treaty_id: str, number: int) -> ResponseReturnValue:
    """Show a record in a form, to be put right."""
    with runtime().database.read(by=actor()) as session:
        act = queries.action(session, treaty_id, number)
        return _form(session, treaty_id, act, written(act))


@pages.post("/depositary/acts/<treaty_id>/<int:number>/correct")
@open_to(*OFFICERS)
def propose(treaty_id: str, number: int) -> ResponseReturnValue:
    """Propose the right record, or show what it would change."""
    if LOOK in request.form:
        return _look(treaty_id, number)
    everybody = roll(runtime().facts)
    try:
        given = forms.proposal(request.form, treaty=treaty_id, replaces=number, roll=everybody)
        with runtime().database.write(by=actor()) as session:
            posted = hand(forms.sent(request.form))
            found = corrections.propose(session, given, roll=everybody, hand=posted)
    except (Invalid, Conflict) as refused:
        return _again(treaty_id, number, refused)
    return redirect(found.address, 303)


@pages.get("/depositary/corrections/<slug>")
@open_to(*READERS)
def correction(slug: str) -> ResponseReturnValue:
    """Show a proposed correction beside the record it would replace, and what it would change."""
    return _page(forms.number(DeskKind.CORRECTION, slug))


@pages.post("/depositary/corrections/<slug>/drop")
@open_to(*OFFICERS)
def drop(slug: str) -> ResponseReturnValue:
    """Drop a proposed correction, with a reason."""
    number = forms.number(DeskKind.CORRECTION, slug)
    try:
        _decide(number, Step.DROP)
    except (Invalid, Conflict) as refused:
        return _page(number, refused.complaints), _status(refused)
    return redirect(number.address, 303)


@pages.post("/depositary/corrections/<slug>/confirm")
@open_to(*OFFICERS)
@fresh_factor
def correct(slug: str) -> ResponseReturnValue:
    """Confirm a correction that another officer proposed: the register is corrected."""
    number = forms.number(DeskKind.CORRECTION, slug)
    try:
        _decide(number, Step.CONFIRM)
    except (Invalid, Conflict) as refused:
        return _page(number, refused.complaints), _status(refused)
    return redirect(number.address, 303)


def written(act: Act) -> dict[str, str]:
    """Give a record as the form has it."""
    return {
        "participant": act.participant,
        "action": act.kind.value,
        "deposited_on": act.deposited_on.isoformat(),
        "effective_on": act.effective_on.isoformat() if act.effective_on else "",
        "territory": act.territory,
        "text": act.text,
        "reference": act.reference,
        "concerns": str(act.concerns or ""),
    }


def _decide(number: DeskNumber, step: Step) -> None:
    sent, note = forms.sent(request.form), forms.note(request.form)
    everybody = roll(runtime().facts)
    with runtime().database.write(by=actor()) as session:
        corrections.decide(session, number, step, note=note, roll=everybody, hand=hand(sent))


def _look(treaty_id: str, number: int) -> ResponseReturnValue:
    everybody = roll(runtime().facts)
    try:
        given = forms.proposal(request.form, treaty=treaty_id, replaces=number, roll=everybody)
    except Invalid as refused:
        return _again(treaty_id, number, refused)
    with runtime().database.read(by=actor()) as session:
        act = queries.action(session, treaty_id, number)
        found = corrections.preview(session, given, roll=everybody, hand=hand())
        return _form(session, treaty_id, act, request.form, found=found)


def _again(treaty_id: str, number: int, refused: Invalid | Conflict) -> ResponseReturnValue:
    with runtime().database.read(by=actor()) as session:
        act = queries.action(session, treaty_id, number)
        page = _form(session, treaty_id, act, request.form, refused.complaints)
    return page, _status(refused)


def _form(
    session: Session,
    treaty_id: str,
    act: Act,
    typed: Mapping[str, str],
    complaints: Iterable[Complaint] = (),
    *,
    found: Consequences | None = None,
) -> str:
    dossier = queries.dossier(session, treaty_id)
    return render_template(
        "treaties/depositary/propose.html",
        act=act,
        complaints=list(complaints),
        corrected_by=corrections.corrected_by(dossier, act.number),
        found=found,
        key=fresh_key(),
        paper=paper(session),
        treaty=dossier.definition,
        typed=typed,
        waiting=desk.correction_waiting(session, treaty_id, act.number),
    )


def _page(number: DeskNumber, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        matter = desk.correction(session, number)
        steps = desk.steps(session, number)
        return render_template(
            "treaties/depositary/correction.html",
            act=queries.action(session, matter.treaty_id, matter.replaces),
            complaints=list(complaints),
            definition=queries.dossier(session, matter.treaty_id).definition,
            found=None if matter.state.is_closed else _found(session, matter),
            key=fresh_key(),
            matter=matter,
            notification=notified_as(session, matter),
            paper=paper(session, [matter.prepared_by, *(each.by for each in steps)]),
            shown_version=request.form.get("version", type=int, default=matter.version),
            steps=steps,
            typed=request.form,
        )


def _found(session: Session, matter: ProposedCorrection) -> Consequences:
    """Give what confirming it today would change."""
    everybody = roll(runtime().facts)
    return corrections.preview(session, matter.proposal, roll=everybody, hand=hand())


def _status(refused: Invalid | Conflict) -> int:
    return 409 if isinstance(refused, Conflict) else 422
