"""Who comes to a meeting, who was there, and what its chair says of it."""

from collections.abc import Iterable
from uuid import UUID

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.forms import meetings as forms
from app.bodies.forms.sheet import Sheet
from app.bodies.models import Body, Meeting
from app.bodies.operations import attendance as operations
from app.bodies.queries import meetings as looked_up
from app.bodies.rules.access import RUNNING, SPEAKING
from app.bodies.views.blueprint import (
    UNPROCESSABLE,
    hand,
    of_body,
    page,
    pages,
    secretaries,
    shown_version,
    status_of,
)
from app.kernel.clock import date_at
from app.kernel.errors import Complaint, Conflict, Invalid, NotFound
from app.kernel.web import actor, open_to, runtime

REGISTRATION = "/bodies/<body>/meetings/<int:meeting>/registrations/<uuid:seat>"
ATTENDANCE = "/bodies/<body>/meetings/<int:meeting>/attendance"
SUMMARY = "/bodies/<body>/meetings/<int:meeting>/summary"


@pages.get(REGISTRATION)
@open_to(*SPEAKING, *RUNNING)
def registering(body: str, meeting: int, seat: UUID) -> ResponseReturnValue:
    """Show the form by which a delegation, or a person, is registered."""
    return _registration(body, meeting, seat)


@pages.post(REGISTRATION)
@open_to(*SPEAKING, *RUNNING)
def register_delegation(body: str, meeting: int, seat: UUID) -> ResponseReturnValue:
    """Register who comes for a seat."""
    try:
        delegation = forms.delegation(sheet := Sheet(request.form))
        sheet.close()
        with runtime().database.write(by=actor()) as session:
            of, one = _found(session, body, meeting, locked=True)
            whose = looked_up.seat_for(session, actor(), of, seat, on=runtime().today())
            operations.register(session, one, whose, delegation, hand=hand())
    except Invalid as refused:
        return _registration(body, meeting, seat, refused.complaints), UNPROCESSABLE
    return redirect(one.address_under(of), 303)


@pages.get(ATTENDANCE)
@secretaries
def attendance(body: str, meeting: int) -> ResponseReturnValue:
    """Show the list of seats, to mark those on which somebody sits."""
    return _attendance(body, meeting)


@pages.post(ATTENDANCE)
@secretaries
def record_attendance(body: str, meeting: int) -> ResponseReturnValue:
    """Record on which seats somebody sat."""
    try:
        present = [_seat(each) for each in request.form.getlist("present")]
        with runtime().database.write(by=actor()) as session:
            of, one = _found(session, body, meeting, locked=True)
            operations.attend(
                session, of, one, set(present),
                version=shown_version(), hand=hand(), seat=runtime().seat,
            )  # fmt: skip
    except (Invalid, Conflict) as refused:
        return _attendance(body, meeting, refused.complaints), status_of(refused)
    return redirect(one.address_under(of), 303)


@pages.get(SUMMARY)
@secretaries
def summing_up(body: str, meeting: int) -> ResponseReturnValue:
    """Show the form of the chair's summary."""
    return _summary(body, meeting)


@pages.post(SUMMARY)
@secretaries
def sum_up_meeting(body: str, meeting: int) -> ResponseReturnValue:
    """Enter what the chair says of a meeting."""
    try:
        summary = forms.summary(sheet := Sheet(request.form))
        sheet.close()
        with runtime().database.write(by=actor()) as session:
            of, one = _found(session, body, meeting, locked=True)
            operations.sum_up(session, of, one, summary, version=shown_version(), hand=hand())
    except (Invalid, Conflict) as refused:
        return _summary(body, meeting, refused.complaints), status_of(refused)
    return redirect(one.address_under(of), 303)


def _found(
    session: Session, body: str, number: int, *, locked: bool = False
) -> tuple[Body, Meeting]:
    of, today = of_body(session, body), runtime().today()
    return of, looked_up.meeting(session, actor(), of, number, on=today, locked=locked)


def _registration(body: str, number: int, seat: UUID, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        of, one = _found(session, body, number)
        whose = looked_up.seat_for(session, actor(), of, seat, on=runtime().today())
        before = looked_up.registrations(session, one).get(whose.id)
        shown = {"head": whose.name, "delegates": ""}
        if before:
            shown = {"head": before.head, "delegates": "\n".join(before.delegates)}
        return page(
            "meeting_registration.html", session, of,
            complaints=list(complaints), meeting=one, typed=request.form or shown, whose=whose,
        )  # fmt: skip


def _attendance(body: str, number: int, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        of, one = _found(session, body, number)
        on = date_at(one.opens_at, runtime().seat)
        before = {str(each) for each in looked_up.present(session, one)}
        return page(
            "meeting_attendance.html", session, of,
            complaints=list(complaints),
            marked=set(request.form.getlist("present")) if request.form else before,
            meeting=one,
            registrations=looked_up.registrations(session, one),
            seats=queries.seats(session, of, on=on),
        )  # fmt: skip


def _summary(body: str, number: int, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        of, one = _found(session, body, number)
        typed = request.form or {"summary": one.summary}
        return page(
            "meeting_summary.html", session, of,
            complaints=list(complaints), meeting=one, typed=typed,
        )  # fmt: skip


def _seat(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound.because("There is no such seat.") from error
