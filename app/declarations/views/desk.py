"""The desk: for a state what it owes and has filed, for the secretariat what awaits it."""

from collections.abc import Iterable, Mapping

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.declarations.forms import published
from app.declarations.operations import opening
from app.declarations.queries import chains
from app.declarations.values.filing import Filing
from app.declarations.views.blueprint import (
    drafters,
    fresh_key,
    hand,
    known,
    names,
    pages,
    readers,
    status_of,
)
from app.kernel.actor import DELEGATES
from app.kernel.clock import last_day
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, runtime
from app.kernel.writing import tidy
from app.obligations import queries as obligations
from app.obligations.values import Cell, Obligation, Row
from app.registry import queries as registry
from app.registry.values import Kind

RUNS = "F3"
"""The form on which training runs are notified."""

LAST_PAGE = 1_000_000
"""Beyond which nobody turns; the database counts no further."""

OPEN = frozenset({Cell.DUE, Cell.OVERDUE, Cell.NOT_DUE})


@pages.get("/declarations")
@readers
def desk() -> ResponseReturnValue:
    """Show a state what it owes and has filed; the secretariat what awaits it and what it knows."""
    return _own({}) if actor().role in DELEGATES else _everybodys()


@pages.post("/declarations")
@drafters
def begin() -> ResponseReturnValue:
    """Open a draft, or the declaration that was begun already."""
    by = actor()
    try:
        with runtime().database.write(by=by) as session:
            law, sent = _chosen(session), hand()
            form, period = published(law.form), tidy(request.form.get("period", ""))
            seat = runtime().seat
            duty = opening.duty_of(session, law, form, period, seat=seat, hand=sent)
            basis = opening.basis(session, law, duty, known=known(), by=by, today=sent.today)
            given = Filing(basis=basis)
            begun = opening.begin(session, law, duty, given, form=form, hand=sent)
            address = begun.reference.address
    except (Invalid, Conflict) as refused:
        return _own(request.form, refused.complaints), status_of(refused)
    return redirect(address, 303)


def _chosen(session: Session) -> Obligation:
    """Give the obligation that was chosen.

    Raises:
        Invalid: the obligation is none.

    """
    laws = names(session).obligations
    law = laws.get(request.form.get("obligation", ""))
    if law is None:
        raise Invalid.because("Choose what you declare.", field="obligation")
    return law


def _rows(session: Session) -> list[Row]:
    now, seat = runtime().clock.now(), runtime().seat
    return obligations.rows(session, actor(), at=now, seat=seat)


def _own(typed: Mapping[str, str], complaints: Iterable[Complaint] = ()) -> str:
    seat = runtime().seat
    with runtime().database.read(by=actor()) as session:
        owned = chains.owned(session, by=actor())
        begun = {(each.declaration.obligation, each.declaration.period) for each in owned}
        rows = [
            row
            for row in _rows(session)
            if row.standing.cell in OPEN and (row.obligation, row.period) not in begun
        ]
        shown = names(session)
        runs = registry.of(session, actor(), actor().participant or "", Kind.RUN)
    return render_template(
        "declarations/desk.html",
        complaints=list(complaints),
        key=fresh_key(),
        last_day=lambda at: last_day(at, seat=seat),
        names=shown,
        owned=owned,
        rows=rows,
        runs=runs,
        stages=[law for law in shown.obligations.values() if law.form == RUNS],
        typed=typed,
    )


def _everybodys() -> str:
    page = min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)
    with runtime().database.read(by=actor()) as session:
        awaiting = chains.filed(session, by=actor(), awaiting=True)
        every, more = chains.latest(session, by=actor(), page=page)
        shown = names(session)
    return render_template(
        "declarations/worklist.html",
        awaiting=awaiting, every=every, more=more, names=shown, page=page,
    )  # fmt: skip
