"""The form by which a proposal is put under silence."""

from collections.abc import Iterable
from datetime import datetime

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.bodies.forms import silence as forms
from app.bodies.operations import silence as operations
from app.bodies.queries import decisions
from app.bodies.queries import silence as looked_up
from app.bodies.rules.silence import earliest_expiry
from app.bodies.views.blueprint import hand, of_body, page, pages, secretaries, status_of
from app.bodies.views.decision_facts import ground
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, fresh_factor, runtime

OPENING = "/bodies/<body>/decisions/<decision>/silence"


@pages.get(OPENING)
@secretaries
def opening_silence(body: str, decision: str) -> ResponseReturnValue:
    """Show the form by which a proposal is put under silence: the text, and until when."""
    return _form(body, decision)


@pages.post(OPENING)
@secretaries
@fresh_factor
def open_silence(body: str, decision: str) -> ResponseReturnValue:
    """Put a proposal under silence, and lead to it."""
    today = runtime().today()
    try:
        expires_at = forms.expiry(request.form, seat=runtime().seat)
        with runtime().database.write(by=actor()) as session:
            of = of_body(session, body, locked=True)
            proposal = decisions.decision(session, actor(), of, decision, on=today)
            opened = operations.open_silence(
                session, of, proposal, expires_at=expires_at, hand=hand(), ground=ground()
            )
    except (Invalid, Conflict) as refused:
        return _form(body, decision, refused.complaints), status_of(refused)
    return redirect(f"/bodies/{body}/silence/{opened.id}", 303)


def _form(body: str, decision: str, complaints: Iterable[Complaint] = ()) -> str:
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        proposal = decisions.decision(session, actor(), of, decision, on=today)
        rules = ground().rules(of)
        earliest = earliest_expiry(runtime().clock.now(), rules)
        return page(
            "silence_open.html", session, of,
            complaints=list(complaints), earliest=earliest, proposal=proposal, rules=rules,
            members=looked_up.members(session, of.id, on=today),
            typed=request.form or {"expires_at": _written(earliest)},
        )  # fmt: skip


def _written(at: datetime) -> str:
    """Write an instant as forms do, in the seat's time."""
    return at.astimezone(runtime().seat).strftime("%Y-%m-%dT%H:%M")
