"""One instrument: its particulars, its papers, every step, and those that are open."""

from collections.abc import Iterable
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.documents import queries as documents
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms import intake as forms
from app.treaties.models import Instrument
from app.treaties.operations import intake
from app.treaties.queries import intake as desk
from app.treaties.rules import intake as rules
from app.treaties.values.intake import Consequences, DeskKind, DeskNumber, Step
from app.treaties.views.blueprint import pages
from app.treaties.views.depositary.entering import PLACES
from app.treaties.views.depositary.paper import (
    OFFICERS,
    READERS,
    fresh_key,
    hand,
    notified_as,
    paper,
    placed,
)

PAGE = "treaties/depositary/instrument.html"
CONFIRM = "treaties/depositary/confirm.html"


@pages.get("/depositary/instruments/<slug>")
@open_to(*READERS)
def instrument(slug: str) -> ResponseReturnValue:
    """Show an instrument, what recording it would change, and what may be done."""
    return _page(PAGE, forms.number(DeskKind.INSTRUMENT, slug))


@pages.post("/depositary/instruments/<slug>/steps")
@open_to(*OFFICERS)
def move(slug: str) -> ResponseReturnValue:
    """Take a step with an instrument, but for its confirmation, which has a page of its own."""
    number = forms.number(DeskKind.INSTRUMENT, slug)
    try:
        step, note = forms.step(request.form, but=Step.CONFIRM), forms.note(request.form)
        _move(number, step, note=note)
    except (Invalid, Conflict) as refused:
        return _page(PAGE, number, refused.complaints), _status(refused)
    return redirect(number.address, 303)


@pages.get("/depositary/instruments/<slug>/confirm")
@open_to(*OFFICERS)
def consequences(slug: str) -> ResponseReturnValue:
    """Show the second officer what confirming an instrument changes."""
    return _page(CONFIRM, forms.number(DeskKind.INSTRUMENT, slug))


@pages.post("/depositary/instruments/<slug>/confirm")
@open_to(*OFFICERS)
@fresh_factor
def confirm(slug: str) -> ResponseReturnValue:
    """Confirm an instrument that another officer prepared: the act is recorded, and counts."""
    number = forms.number(DeskKind.INSTRUMENT, slug)
    try:
        _move(number, Step.CONFIRM, note="")
    except (Invalid, Conflict) as refused:
        return _page(CONFIRM, number, refused.complaints), _status(refused)
    return redirect(number.address, 303)


def _move(number: DeskNumber, step: Step, *, note: str) -> None:
    sent = forms.sent(request.form)
    with runtime().database.write(by=actor()) as session:
        intake.move(session, number, step, note=note, roll=roll(runtime().facts), hand=hand(sent))


def _page(template: str, number: DeskNumber, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        matter = desk.instrument(session, number)
        shown = laid_out(session, matter)
    return render_template(
        template, complaints=placed(complaints, PLACES), typed=request.form, **shown
    )


def laid_out(session: Session, matter: Instrument) -> dict[str, Any]:
    """Give everything that an instrument's page shows."""
    steps = desk.steps(session, matter.number)
    given = matter.particulars
    people = [matter.prepared_by, *(each.by for each in steps)]
    found = None if matter.state.is_closed else _found(session, matter)
    scans = documents.uploads(session, matter.number.subject)
    return {
        "alike": desk.alike(session, given, beside=matter.number),
        "definition": queries.dossier(session, matter.treaty_id).definition,
        "doubts": [*(found.warnings if found else ()), *rules.unsupported(len(scans))],
        "found": found,
        "key": fresh_key(),
        "matter": matter,
        "notification": notified_as(session, matter),
        "paper": paper(session, people),
        "scans": scans,
        "shown_version": request.form.get("version", type=int, default=matter.version),
        "steps": steps,
    }


def _found(session: Session, matter: Instrument) -> Consequences:
    """Give what recording it today would change."""
    everybody = roll(runtime().facts)
    return intake.preview(
        session, matter.particulars, number=matter.number, roll=everybody, hand=hand()
    )


def _status(refused: Invalid | Conflict) -> int:
    return 409 if isinstance(refused, Conflict) else 422
