"""On behalf of a state: an officer enters what came by note verbale, by mail or in person."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.declarations.forms import entering as forms
from app.declarations.forms import published
from app.declarations.operations import entering, opening, submitting
from app.declarations.rules.opening import period_of
from app.declarations.values.filing import Filing
from app.declarations.views.blueprint import (
    fresh_key,
    hand,
    known,
    names,
    officers,
    pages,
    status_of,
)
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, runtime
from app.kernel.workbooks_in import MOST_BYTES, Sheet, workbook
from app.obligations.queries import catalogue
from app.participants.queries import roll


@pages.get("/declarations/enter")
@officers
def blank() -> ResponseReturnValue:
    """Show an empty form for what a state has filed by another way."""
    return _page({"received_on": runtime().today().isoformat(), "outcome": "filed"})


@pages.post("/declarations/enter")
@officers
def enter() -> ResponseReturnValue:
    """Enter what a state has filed by another way: the same checks, and the day of its receipt."""
    try:
        address = _enter()
    except (Invalid, Conflict) as refused:
        return _page(request.form, refused.complaints), status_of(refused)
    return redirect(address, 303)


def _enter() -> str:
    """Give the address of what was entered."""
    sent, laws = hand(), catalogue(runtime().obligations).obligations
    given = forms.entered(request.form, places=known().places, obligations=laws)
    law = laws[given.duty.obligation]
    form = published(law.form)
    period = period_of(law, form, given.duty.period, owed=(), key=sent.key, today=sent.today)
    given = replace(given, duty=replace(given.duty, period=period))
    content = entering.content_of(
        form, _handed_in(), given.duty, basis=given.basis, outcome=given.outcome
    )
    filing = Filing(basis=given.basis, outcome=given.outcome, content=content, reason=given.reason)
    with runtime().database.write(by=actor()) as session:
        version = submitting.enter(
            session, law, given.duty, filing, given.paper, form=form, known=known(), hand=sent
        )
        found = opening.begun(session, given.duty)
    return f"{found.reference.address}/{version.number}" if found else "/declarations"


def _handed_in() -> list[Sheet] | None:
    file = request.files.get("file")
    if file is None or not file.filename:
        return None
    return workbook(file.filename, file.stream.read(MOST_BYTES + 1))


def _page(typed: Mapping[str, str], complaints: Iterable[Complaint] = ()) -> str:
    language = str(get_locale().language)
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        shown = names(session)
    everybody = [
        (each.code, each.name(language).short) for each in roll(runtime().facts).existing(today)
    ]
    return render_template(
        "declarations/enter.html",
        complaints=list(complaints),
        everybody=sorted(everybody, key=lambda each: each[1]),
        key=fresh_key(),
        names=shown,
        typed=typed,
    )
