"""One deadline: by when, what became of it, and its extension from the request to the decision."""

from collections.abc import Sequence

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies.models import Decision as Taken
from app.bodies.queries.decisions import adopted_about
from app.kernel.actor import DELEGATES
from app.kernel.clock import last_day
from app.kernel.errors import Complaint, Invalid
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.obligations import forms, operations, queries
from app.obligations.rules.access import ASKING, CONFIRMING, ENTERING, READERS
from app.obligations.rules.decisions import MATTERS, progress
from app.obligations.values import DecisionKind, address_of
from app.obligations.views.blueprint import known, named, obligation_of, pages

PAGE = "/reporting/<obligation>/<period>/<code>"
UNPROCESSABLE = 422


@pages.get("/deadlines")
@open_to(*READERS)
def own() -> ResponseReturnValue:
    """List a delegate's own deadlines; to officers, those about which a decision waits."""
    now, seat = runtime().clock.now(), runtime().seat
    with runtime().database.read(by=actor()) as session:
        waiting, lags = queries.waiting(session, actor()), queries.lags(session)
        found = queries.rows(session, actor(), at=now, seat=seat)
    delegate = actor().role in DELEGATES
    rows = [each for each in found if delegate or each.key in waiting]
    return render_template(
        "obligations/own.html",
        delegate=delegate, lags=lags, last_day=lambda at: last_day(at, seat=seat),
        named=named(), obligations=known().obligations, rows=rows, waiting=waiting,
    )  # fmt: skip


@pages.get(PAGE)
@open_to(*READERS)
def deadline(obligation: str, period: str, code: str) -> ResponseReturnValue:
    """Show a deadline, with what was asked and decided about it."""
    return _page(obligation, period, code)


@pages.post(f"{PAGE}/extension")
@open_to(*ASKING)
def ask(obligation: str, period: str, code: str) -> ResponseReturnValue:
    """Ask for an extension, for a body to decide."""
    until, reason = forms.request(request.form)
    by, at, seat = actor(), runtime().clock.now(), runtime().seat
    try:
        with runtime().database.write(by=by) as session:
            duty = queries.duty(session, by, obligation, period, code, locked=True)
            operations.ask(session, duty, until=until, reason=reason, by=by, at=at, seat=seat)
    except Invalid as refused:
        return _page(obligation, period, code, refused.complaints), UNPROCESSABLE
    return redirect(address_of(obligation, code, period), 303)


@pages.post(f"{PAGE}/decision")
@open_to(*ENTERING)
def enter(obligation: str, period: str, code: str) -> ResponseReturnValue:
    """Enter what a body decided."""
    by, at, seat = actor(), runtime().clock.now(), runtime().seat
    try:
        decision = forms.decision(request.form)
        with runtime().database.write(by=by) as session:
            duty = queries.duty(session, by, obligation, period, code, locked=True)
            operations.enter(session, duty, decision, by=by, at=at, seat=seat)
    except Invalid as refused:
        return _page(obligation, period, code, refused.complaints), UNPROCESSABLE
    return redirect(address_of(obligation, code, period), 303)


@pages.post(f"{PAGE}/confirm")
@open_to(*CONFIRMING)
@fresh_factor
def confirm(obligation: str, period: str, code: str) -> ResponseReturnValue:
    """Confirm the decision that was entered: from now on it counts."""
    by, at, seat = actor(), runtime().clock.now(), runtime().seat
    try:
        with runtime().database.write(by=by) as session:
            duty = queries.duty(session, by, obligation, period, code, locked=True)
            operations.confirm(session, duty, by=by, at=at, seat=seat)
    except Invalid as refused:
        return _page(obligation, period, code, refused.complaints), UNPROCESSABLE
    return redirect(address_of(obligation, code, period), 303)


def _page(obligation: str, period: str, code: str, wrong: Sequence[Complaint] = ()) -> str:
    law, by, seat = obligation_of(obligation), actor(), runtime().seat
    with runtime().database.read(by=by) as session:
        duty = queries.duty(session, by, obligation, period, code)
        row = queries.row_of(session, by, duty, at=runtime().clock.now(), seat=seat)
        said, lags = queries.said(session, duty), queries.lags(session)
        taken = _taken(session, duty.participant) if by.role in ENTERING else ()
    return render_template(
        "obligations/deadline.html",
        asks=by.role in ASKING, complaints=list(wrong), confirms=by.role in CONFIRMING,
        duty=duty, enters=by.role in ENTERING, kinds=list(DecisionKind), lags=lags,
        last_day=lambda at: last_day(at, seat=seat), named=named(), obligation=law,
        progress=progress(said), row=row, said=said, taken=taken, typed=request.form,
    )  # fmt: skip


def _taken(session: Session, participant: str) -> Sequence[Taken]:
    """Give the decisions about a participant's deadlines that somebody may choose from."""
    matters, today = frozenset(MATTERS.values()), runtime().today()
    return adopted_about(session, actor(), participant, matters, on=today)
