"""The pages of reminders: who would get what on a day, what was done, and pauses."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.deadlines import forms, operations
from app.deadlines.queries.preview import preview
from app.deadlines.queries.reminders import lapsed, last_done, pauses
from app.deadlines.queries.routine import routine
from app.deadlines.rules.access import PAUSING, READING_REMINDERS
from app.kernel import days
from app.kernel.clock import last_day
from app.kernel.errors import Complaint, Invalid
from app.kernel.web import actor, open_to, runtime
from app.participants.queries import roll

pages = Blueprint("reminders", __name__)

UNPROCESSABLE = 422


@pages.get("/reminders")
@open_to(*READING_REMINDERS)
def reminders() -> ResponseReturnValue:
    """Show who would get what on a day, today unless another is asked for."""
    return _page()


@pages.post("/reminders/pauses")
@open_to(*PAUSING)
def pause_reminders() -> ResponseReturnValue:
    """Remind a participant of nothing for a time, for a reason."""
    by, at, today = actor(), runtime().clock.now(), runtime().today()
    known = frozenset(each.code for each in roll(runtime().facts).existing(today))
    try:
        wanted = forms.pause(request.form, known=known)
        with runtime().database.write(by=by) as session:
            operations.pause(session, wanted, by=by, at=at, today=today)
    except Invalid as refused:
        return _page(refused.complaints), UNPROCESSABLE
    return redirect("/reminders#pauses", 303)


@pages.post("/reminders/pauses/<int:number>/end")
@open_to(*PAUSING)
def end_pause(number: int) -> ResponseReturnValue:
    """End a pause from today on."""
    by, today = actor(), runtime().today()
    with runtime().database.write(by=by) as session:
        operations.end_pause(session, number, by=by, today=today)
    return redirect("/reminders#pauses", 303)


def _page(wrong: Sequence[Complaint] = ()) -> str:
    today, seat, everybody = runtime().today(), runtime().seat, roll(runtime().facts)
    on = days.read(request.args.get("on", "").strip()) or today
    known, language = routine(runtime().reminders), str(get_locale().language)
    with runtime().database.read(by=actor()) as session:
        foreseen = preview(session, known, on=on, seat=seat)
        held, done, silent = pauses(session), last_done(session), lapsed(session)
    named = {each.code: each.name(language).short for each in everybody.existing(today)}
    return render_template(
        "deadlines/reminders.html",
        complaints=list(wrong), done=done, foreseen=foreseen, held=held, ladders=known.ladders,
        last_day=lambda at: last_day(at, seat=seat),
        named=dict(sorted(named.items(), key=lambda each: each[1])), on=on,
        pauses=actor().role in PAUSING, silent=silent, today=today, typed=request.form,
    )  # fmt: skip
