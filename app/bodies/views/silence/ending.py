"""The forms by which a silence is broken, here or as it came on paper, or taken back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.bodies.forms import silence as forms
from app.bodies.operations import silence as operations
from app.bodies.rules.access import DECIDING
from app.bodies.values.silence import PAPER
from app.bodies.views.blueprint import hand, of_body, page, pages, secretaries, status_of
from app.bodies.views.decision_facts import ground
from app.bodies.views.silence.facts import PAGE, case, expect_a_place, lying, shown
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.participants.queries import roll


@pages.get(f"{PAGE}/break")
@open_to(*DECIDING)
def breaking_silence(body: str, silence: UUID) -> ResponseReturnValue:
    """Ask the representative of a member whether to break a silence."""
    return _form("silence_break.html", body, silence, seated=True)


@pages.post(f"{PAGE}/break")
@open_to(*DECIDING)
@fresh_factor
def break_silence(body: str, silence: UUID) -> ResponseReturnValue:
    """Break a silence for the member whose representative asks; it came when it was posted."""
    try:
        acts, by = hand(), actor()
        given = forms.own_break(request.form, participant=by.participant or "", at=acts.at)
        with runtime().database.write(by=by) as session:
            found = case(session, body, silence)
            expect_a_place(session, found.body)
            operations.break_silence(session, found, given, hand=acts, ground=ground())
    except (Invalid, Conflict) as refused:
        complaints = refused.complaints
        page_ = _form("silence_break.html", body, silence, complaints, seated=True)
        return page_, status_of(refused)
    return redirect(f"/bodies/{body}/silence/{silence}", 303)


@pages.get(f"{PAGE}/received")
@secretaries
def entering_break(body: str, silence: UUID) -> ResponseReturnValue:
    """Show the form of a break that reached the chair on paper."""
    return _form("silence_received.html", body, silence)


@pages.post(f"{PAGE}/received")
@secretaries
@fresh_factor
def enter_break(body: str, silence: UUID) -> ResponseReturnValue:
    """Enter a break that reached the chair on paper; in time, it annuls even what was adopted."""
    facts, seat = roll(runtime().facts), runtime().seat
    try:
        given = forms.paper_break(request.form, roll=facts, seat=seat)
        with runtime().database.write(by=actor()) as session:
            found = case(session, body, silence)
            operations.break_silence(session, found, given, hand=hand(), ground=ground())
    except (Invalid, Conflict) as refused:
        page_ = _form("silence_received.html", body, silence, refused.complaints)
        return page_, status_of(refused)
    return redirect(f"/bodies/{body}/silence/{silence}", 303)


@pages.get(f"{PAGE}/withdraw")
@secretaries
def withdrawing_silence(body: str, silence: UUID) -> ResponseReturnValue:
    """Show the form by which a text is taken back from silence."""
    return _form("silence_withdraw.html", body, silence)


@pages.post(f"{PAGE}/withdraw")
@secretaries
@fresh_factor
def withdraw_silence(body: str, silence: UUID) -> ResponseReturnValue:
    """Take a text back from silence."""
    try:
        reason = forms.reason(request.form)
        with runtime().database.write(by=actor()) as session:
            found = case(session, body, silence)
            operations.withdraw(session, found, reason=reason, hand=hand(), ground=ground())
    except (Invalid, Conflict) as refused:
        page_ = _form("silence_withdraw.html", body, silence, refused.complaints)
        return page_, status_of(refused)
    return redirect(f"/bodies/{body}/silence/{silence}", 303)


def _form(
    template: str,
    body: str,
    silence: UUID,
    complaints: Iterable[Complaint] = (),
    *,
    seated: bool = False,
) -> str:
    """Give a form about a silence procedure; ``seated``, only to those with a seat in the body."""
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        found = lying(session, of, silence)
        if seated:
            expect_a_place(session, of)
        facts: dict[str, Any] = {"channels": PAPER, "complaints": list(complaints)}
        return page(template, session, of, typed=request.form, **facts, **shown(session, found))
