"""The officers' worklist: what waits, the longest first, and who looks after it."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.desk import forms
from app.desk.operations.worklist import assign
from app.desk.queries import worklist as queries
from app.desk.rules.worklist import chosen, offered, paged, tallied
from app.desk.values.worklist import READERS, ItemKind, Looking
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import STATUSES, actor, open_to, runtime
from app.obligations.queries import catalogue
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
    shown = forms.asked(request.form)
    try:
        given = forms.assigned(request.form)
        with runtime().database.write(by=actor()) as session:
            assign(session, given, _looking())
    except (Invalid, Conflict) as refused:
        return _page(refused.complaints), STATUSES.get(type(refused), UNPROCESSABLE)
    return redirect(f"/worklist{shown.query()}", 303)


def _looking() -> Looking:
    known = catalogue(runtime().obligations)
    return Looking(actor(), runtime().clock.now(), runtime().seat, known.obligations)


def _page(complaints: Iterable[Complaint] = ()) -> str:
    everybody, asked, looking = roll(runtime().facts), forms.asked(request.values), _looking()
    language = str(get_locale().language)
    with runtime().database.read(by=actor()) as session:
        waiting = queries.worklist(session, looking)
        people = queries.colleagues(session, on=looking.on)
    items = chosen(waiting, asked, by=actor())
    here, page, pages = paged(items, asked.page)
    return render_template(
        "desk/worklist.html",
        asked=replace(asked, page=page),
        complaints=list(complaints),
        counts=tallied(waiting, asked, by=actor()),
        items=here,
        me=actor().account,
        named={each.code: each.name(language).short for each in everybody},
        offered={kind: offered(people, kind) for kind in ItemKind},
        pages=pages,
        people={each.account: each.name for each in people},
        total=len(items),
        waiting=waiting,
    )
