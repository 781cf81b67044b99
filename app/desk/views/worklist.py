"""The officers' worklist: what waits, the longest first, and who looks after it."""

from collections.abc import Iterable

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.desk import forms
from app.desk.operations.worklist import assign
from app.desk.queries import worklist as queries
from app.desk.rules.worklist import chosen, offered
from app.desk.values.worklist import READERS, ItemKind, Whose
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import STATUSES, actor, open_to, runtime
from app.participants.queries import roll

pages = Blueprint("worklist", __name__)

UNPROCESSABLE = 422


@pages.get("/worklist")
@open_to(*READERS)
def worklist() -> ResponseReturnValue:
    """Show what waits for whoever asks: all of it, their own, or what nobody looks after."""
    return _page()


@pages.post("/worklist")
@open_to(*READERS)
def give() -> ResponseReturnValue:
    """Give something that waits to somebody, or to nobody."""
    whose = forms.whose(request.form)
    try:
        given = forms.assigned(request.form)
        with runtime().database.write(by=actor()) as session:
            at, today = runtime().clock.now(), runtime().today()
            assign(session, given, by=actor(), at=at, on=today)
    except (Invalid, Conflict) as refused:
        return _page(refused.complaints), STATUSES.get(type(refused), UNPROCESSABLE)
    return redirect(f"/worklist?show={whose}", 303)


def _page(complaints: Iterable[Complaint] = ()) -> str:
    today, everybody = runtime().today(), roll(runtime().facts)
    whose = forms.whose(request.values)
    language = str(get_locale().language)
    with runtime().database.read(by=actor()) as session:
        waiting = queries.worklist(session, by=actor())
        people = queries.colleagues(session, on=today)
    return render_template(
        "desk/worklist.html",
        complaints=list(complaints),
        counts={each: len(chosen(waiting, each, by=actor())) for each in Whose},
        items=chosen(waiting, whose, by=actor()),
        me=actor().account,
        named={each.code: each.name(language).short for each in everybody},
        offered={kind: offered(people, kind) for kind in ItemKind},
        people={each.account: each.name for each in people},
        waiting=waiting,
        whose=whose,
    )
