"""The operations page: how what is owed stands, what was done, what is alive, what has failed."""

from collections.abc import Callable, Iterable
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.correspondence import operations as letters
from app.correspondence import queries as owed_letters
from app.correspondence.forms import reason
from app.desk import queries
from app.desk.queries import troubles as looked_for
from app.desk.rules import SILENT_AFTER
from app.desk.rules.troubles import troubles
from app.documents import operations as prints
from app.documents import queries as owed_prints
from app.kernel.actor import Role
from app.kernel.errors import Complaint, Invalid
from app.kernel.web import actor, open_to, runtime

pages = Blueprint("operations", __name__)

keepers = open_to(Role.ADMINISTRATOR)
"""States that administrators may reach a view, and nobody else."""

MOST_LISTED = 100
UNPROCESSABLE = 422
LETTER, PRINT = "/operations/letters/<uuid:letter_id>", "/operations/prints/<uuid:document_id>"


@pages.get("/operations")
@keepers
def operations() -> ResponseReturnValue:
    """Show how the installation does."""
    return _page()


@pages.post(f"{LETTER}/try-again")
@keepers
def send_again(letter_id: UUID) -> ResponseReturnValue:
    """Owe a failed letter again."""
    at = runtime().clock.now()
    return _done(lambda session: letters.try_again(session, letter_id, by=actor(), at=at))


@pages.post(f"{LETTER}/cancel")
@keepers
def cancel_letter(letter_id: UUID) -> ResponseReturnValue:
    """Decide that a failed letter need not be sent."""
    at, form = runtime().clock.now(), request.form
    return _done(
        lambda session: letters.cancel(session, letter_id, reason=reason(form), by=actor(), at=at),
        about=letter_id,
    )


@pages.post(f"{PRINT}/print-again")
@keepers
def print_again(document_id: UUID) -> ResponseReturnValue:
    """Have a failed print printed after all."""
    at = runtime().clock.now()
    return _done(lambda session: prints.owe_again(session, document_id, by=actor(), at=at))


@pages.post(f"{PRINT}/cancel")
@keepers
def cancel_print(document_id: UUID) -> ResponseReturnValue:
    """Decide that a failed print need not be printed."""
    at, form = runtime().clock.now(), request.form
    return _done(
        lambda session: prints.cancel(session, document_id, reason=reason(form), by=actor(), at=at),
        about=document_id,
    )


def _done(change: Callable[[Session], None], *, about: UUID | None = None) -> ResponseReturnValue:
    """Do something about what has failed, and lead back to what else has."""
    try:
        with runtime().database.write(by=actor()) as session:
            change(session)
    except Invalid as refused:
        return _page(refused.complaints, about=about), UNPROCESSABLE
    return redirect("/operations#failed", 303)


def _page(complaints: Iterable[Complaint] = (), *, about: UUID | None = None) -> str:
    now, house = runtime().clock.now(), runtime()
    with house.database.read(by=actor()) as session:
        seen = looked_for.seen(session)
        shown = {
            "alarms": looked_for.alarms(session),
            "beats": queries.heartbeats(session),
            "failing": owed_letters.failing(session),
            "failed_letters": owed_letters.unattended(session, most=MOST_LISTED),
            "failed_prints": owed_prints.unattended(session, most=MOST_LISTED),
            "sweeps": looked_for.sweeps(session),
            "tally": owed_letters.tally(session),
        }
    return render_template(
        "desk/operations.html",
        about=about, complaints=list(complaints), now=now, seen=seen, typed=request.form,
        silent=now - SILENT_AFTER,
        troubles=troubles(seen, at=now, rehearsal=house.rehearsal), **shown,
    )  # fmt: skip
