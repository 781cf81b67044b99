"""Convening a meeting, changing when and where it is or its agenda, and cancelling it."""

from collections.abc import Iterable, Mapping

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.forms import meetings as forms
from app.bodies.forms.sheet import Sheet
from app.bodies.models import Body, Meeting
from app.bodies.operations import meetings as operations
from app.bodies.queries import meetings as looked_up
from app.bodies.values import Class
from app.bodies.values.meetings import MeetingPlan
from app.bodies.views.blueprint import (
    hand,
    of_body,
    page,
    pages,
    secretaries,
    shown_version,
    status_of,
)
from app.bodies.views.meetings import meeting_page
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.languages import Language
from app.kernel.web import actor, runtime

SPARE = 4
"""How many empty items a form offers beside those that are there."""


@pages.get("/bodies/<body>/meetings/new")
@secretaries
def new_meeting(body: str) -> ResponseReturnValue:
    """Show the form by which a meeting is convened."""
    return _form(body)


@pages.post("/bodies/<body>/meetings")
@secretaries
def convene_meeting(body: str) -> ResponseReturnValue:
    """Convene a meeting, and invite whoever belongs to the body."""
    try:
        plan, listed = _posted(sheet := Sheet(request.form))
        sheet.close()
        with runtime().database.write(by=actor()) as session:
            of = of_body(session, body, locked=True)
            made = operations.convene(session, of, plan, listed, hand=hand(), seat=runtime().seat)
    except (Invalid, Conflict) as refused:
        return _form(body, complaints=refused.complaints), status_of(refused)
    return redirect(made.address_under(of), 303)


@pages.get("/bodies/<body>/meetings/<int:meeting>/change")
@secretaries
def changing_meeting(body: str, meeting: int) -> ResponseReturnValue:
    """Show the form by which a meeting is changed."""
    return _form(body, meeting)


@pages.post("/bodies/<body>/meetings/<int:meeting>/change")
@secretaries
def change_meeting(body: str, meeting: int) -> ResponseReturnValue:
    """Change a meeting; another time or place is told to everybody again."""
    try:
        plan, listed = _posted(sheet := Sheet(request.form))
        reason = forms.reason(sheet, missing="Say why it is changed.")
        sheet.close()
        with runtime().database.write(by=actor()) as session:
            of, found = _locked(session, body, meeting)
            operations.change(
                session, of, found, plan, listed,
                reason=reason, version=shown_version(), hand=hand(), seat=runtime().seat,
            )  # fmt: skip
    except (Invalid, Conflict) as refused:
        return _form(body, meeting, refused.complaints), status_of(refused)
    return redirect(found.address_under(of), 303)


@pages.post("/bodies/<body>/meetings/<int:meeting>/cancel")
@secretaries
def cancel_meeting(body: str, meeting: int) -> ResponseReturnValue:
    """Cancel a meeting, and tell everybody who was invited."""
    try:
        reason = forms.reason(sheet := Sheet(request.form), missing="Say why it is cancelled.")
        sheet.close()
        with runtime().database.write(by=actor()) as session:
            of, found = _locked(session, body, meeting)
            operations.cancel(session, of, found, reason=reason, hand=hand(), seat=runtime().seat)
    except (Invalid, Conflict) as refused:
        with runtime().database.read(by=actor()) as session:
            of = of_body(session, body)
            return meeting_page(session, of, meeting, refused.complaints), status_of(refused)
    return redirect(found.address_under(of), 303)


def _posted(sheet: Sheet) -> tuple[MeetingPlan, operations.Listed]:
    return forms.plan(sheet, seat=runtime().seat), forms.agenda(sheet)


def _locked(session: Session, body: str, number: int) -> tuple[Body, Meeting]:
    of = of_body(session, body)
    today = runtime().today()
    return of, looked_up.meeting(session, actor(), of, number, on=today, locked=True)


def _form(body: str, number: int | None = None, complaints: Iterable[Complaint] = ()) -> str:
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        one = looked_up.meeting(session, actor(), of, number, on=today) if number else None
        typed = request.form or (_shown(session, one) if one else {})
        places = forms.places(typed)
        spare = range(len(places) + 1, len(places) + 1 + (0 if request.form else SPARE))
        return page(
            "meeting_form.html", session, of,
            classes=Class,
            complaints=list(complaints),
            languages=Language,
            meeting=one,
            paper_days=queries.procedure(runtime().bodies, of).paper_days,
            places=[*places, *spare],
            typed=typed,
        )  # fmt: skip


def _shown(session: Session, one: Meeting) -> Mapping[str, str]:
    papers = looked_up.papers_on_agenda(session, actor(), one, on=runtime().today())
    symbols = {id_: each.symbol for id_, each in papers.items()}
    agenda = looked_up.agenda(session, one)
    return forms.filled(one.plan, agenda, symbols, seat=runtime().seat)
