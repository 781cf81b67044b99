"""What if: acts that nobody has deposited yet, in the address; nothing of it is stored."""

from collections.abc import Iterable
from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.errors import Complaint, DomainError
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.participants.values import Roll
from app.treaties import forms, queries
from app.treaties.forms.questions import Question, question
from app.treaties.rules.scenario import explored
from app.treaties.rules.table import plain
from app.treaties.values.acts import ActionKind
from app.treaties.values.dossier import Dossier
from app.treaties.values.scenario import Change, Comparison
from app.treaties.views.blueprint import pages
from app.treaties.views.sheet import Sheet, language

FEWEST_ROWS = 3
"""How many rows the form offers, filled or not; one more than are filled."""

SUPPOSED = (
    ActionKind.SIGNATURE,
    ActionKind.RATIFICATION,
    ActionKind.ACCEPTANCE,
    ActionKind.APPROVAL,
    ActionKind.ACCESSION,
    ActionKind.FORMAL_CONFIRMATION,
    ActionKind.PROVISIONAL_APPLICATION,
    ActionKind.WITHDRAWAL,
    ActionKind.RESCISSION_OF_WITHDRAWAL,
    ActionKind.WITHDRAWAL_OF_CONSENT,
)
"""The acts that change a status."""


@pages.get("/treaties/<treaty_id>/what-if")
@public
def what_if(treaty_id: str) -> ResponseReturnValue:
    """Show what certain acts on certain days would change."""
    everybody, asked = roll(runtime().facts), question(request.args, today=runtime().today())
    rows = forms.posed(*(request.args.getlist(name) for name in ("participant", "action", "on")))
    with runtime().database.read(by=actor()) as session:
        dossier = queries.dossier(session, treaty_id)
        course = queries.course(session, treaty_id, roll=everybody)
    compared, complaints = _compared(dossier, rows, asked, everybody=everybody)
    now = Sheet(dossier, course, asked, everybody, course.on(asked.as_of), language())
    page = _page(now, rows, compared=compared, complaints=(*asked.complaints, *complaints))
    return page, 422 if asked.complaints or complaints else 200


def _compared(
    dossier: Dossier, rows: list[dict[str, str]], asked: Question, *, everybody: Roll
) -> tuple[Comparison | None, tuple[Complaint, ...]]:
    """Give the comparison, or why there is none; without rows there is neither."""
    if not rows:
        return None, ()
    today, as_of = runtime().today(), asked.as_of if "as_of" in asked.given else None
    try:
        acts = forms.scenario(rows, roll=everybody, on=today)
        return explored(dossier, acts, roll=everybody, as_of=as_of, today=today), ()
    except DomainError as refused:
        return None, refused.complaints


def _page(
    now: Sheet,
    rows: list[dict[str, str]],
    *,
    compared: Comparison | None,
    complaints: tuple[Complaint, ...],
) -> str:
    offered = max(FEWEST_ROWS, len(rows) + 1)
    choices = sorted(
        ((each.code, now.name(each.code)) for each in now.status.participants),
        key=lambda choice: plain(choice[1]),
    )
    return render_template(
        "treaties/what_if.html",
        treaty=now.definition,
        now=now,
        as_is=compared and replace(now, status=compared.before),
        would_be=compared and replace(now, status=compared.after),
        compared=compared,
        changes=_by_name(compared.changes, now) if compared else [],
        complaints=complaints,
        choices=choices,
        kinds=[(kind, now.kinds[kind]) for kind in SUPPOSED],
        rows=[*rows, *({} for _ in range(offered - len(rows)))],
        question=now.question,
    )


def _by_name(changes: Iterable[Change], now: Sheet) -> list[Change]:
    return sorted(changes, key=lambda change: plain(now.name(change.code)))
