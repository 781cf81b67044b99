"""One signing ceremony: its list as checked, the sheet for the table, and every step."""

from collections.abc import Iterable

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms import intake as forms
from app.treaties.models import Ceremony
from app.treaties.operations import ceremonies
from app.treaties.queries import intake as desk
from app.treaties.queries import notifications as issued
from app.treaties.rules.ceremonies import too_early
from app.treaties.rules.notifications import subject_of
from app.treaties.values.ceremonies import Line
from app.treaties.values.intake import DeskKind, DeskNumber, Step
from app.treaties.values.notifications import NotificationNumber
from app.treaties.views.blueprint import pages
from app.treaties.views.depositary.paper import OFFICERS, READERS, fresh_key, hand, paper

PAGE = "treaties/depositary/ceremony.html"
SHEET = "treaties/depositary/ceremony_sheet.html"


@pages.get("/depositary/ceremonies/<slug>")
@open_to(*READERS)
def ceremony(slug: str) -> ResponseReturnValue:
    """Show a list with what the checks say of each line, and what may be done."""
    return _page(PAGE, forms.number(DeskKind.CEREMONY, slug))


@pages.get("/depositary/ceremonies/<slug>/sheet")
@open_to(*READERS)
def sheet(slug: str) -> ResponseReturnValue:
    """Show the list for the table, with room for the signatures, to be printed."""
    return _page(SHEET, forms.number(DeskKind.CEREMONY, slug))


@pages.post("/depositary/ceremonies/<slug>/steps")
@open_to(*OFFICERS)
def move_list(slug: str) -> ResponseReturnValue:
    """Take a step with a list, but for its confirmation."""
    number = forms.number(DeskKind.CEREMONY, slug)
    try:
        _move(number, forms.step(request.form, but=Step.CONFIRM))
    except (Invalid, Conflict) as refused:
        return _page(PAGE, number, refused.complaints), _status(refused)
    return redirect(number.address, 303)


@pages.post("/depositary/ceremonies/<slug>/confirm")
@open_to(*OFFICERS)
@fresh_factor
def record_ceremony(slug: str) -> ResponseReturnValue:
    """Confirm a list that another officer prepared: every signature on it is recorded."""
    number = forms.number(DeskKind.CEREMONY, slug)
    try:
        _move(number, Step.CONFIRM)
    except (Invalid, Conflict) as refused:
        return _page(PAGE, number, refused.complaints), _status(refused)
    return redirect(number.address, 303)


def _move(number: DeskNumber, step: Step) -> None:
    sent, note = forms.sent(request.form), forms.note(request.form)
    everybody = roll(runtime().facts)
    with runtime().database.write(by=actor()) as session:
        ceremonies.move(session, number, step, note=note, roll=everybody, hand=hand(sent))


def _page(template: str, number: DeskNumber, complaints: Iterable[Complaint] = ()) -> str:
    everybody, now = roll(runtime().facts), hand()
    with runtime().database.read(by=actor()) as session:
        matter = desk.ceremony(session, number)
        steps = desk.steps(session, number)
        given = matter.list
        found = (
            None
            if matter.state.is_closed
            else ceremonies.preview(session, given, number, roll=everybody, hand=now)
        )
        return render_template(
            template,
            complaints=list(complaints),
            definition=queries.dossier(session, matter.treaty_id).definition,
            early=list(too_early(given, today=now.today)),
            found=found,
            given=given,
            key=fresh_key(),
            matter=matter,
            notifications=_notifications(session, matter),
            plain_lines=[Line(each) for each in given.signatories],
            paper=paper(session, [matter.prepared_by, *(each.by for each in steps)]),
            shown_version=request.form.get("version", type=int, default=matter.version),
            steps=steps,
            typed=request.form,
        )


def _notifications(session: Session, matter: Ceremony) -> list[NotificationNumber]:
    """Give the notifications of the signatures that were recorded, in the order of the list."""
    first = matter.action_number
    if first is None:
        return []
    numbers = range(first, first + len(matter.signatories))
    subjects = [subject_of(matter.treaty_id, number) for number in numbers]
    found = issued.numbers_by_subject(session, matter.treaty_id, subjects)
    return [found[subject] for subject in subjects if subject in found]


def _status(refused: Invalid | Conflict) -> int:
    return 409 if isinstance(refused, Conflict) else 422
