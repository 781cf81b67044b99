"""A declaration's own page: its task list while it is drafted, its chain, what may be done."""

from collections.abc import Iterable
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.declarations.models import Declaration
from app.declarations.operations import drafting, judging, opening, submitting
from app.declarations.queries import chains, drafts, versions
from app.declarations.rules import access, states
from app.declarations.rules import opening as openings
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Reference, Status, Step
from app.declarations.views.blueprint import (
    drafters,
    form_of,
    fresh_key,
    hand,
    known,
    names,
    note,
    pages,
    readers,
    representatives,
    status_of,
)
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, fresh_factor, runtime


@pages.get("/declarations/<ref>")
@readers
def declaration(ref: str) -> ResponseReturnValue:
    """Show a declaration: its draft to the state, its versions to whoever may know of them."""
    return _page(chains.named_by(ref))


@pages.post("/declarations/<ref>/draft")
@drafters
def step(ref: str) -> ResponseReturnValue:
    """Choose how it is filed, ask for submission, take that back, or begin an amendment."""
    reference, wanted = chains.named_by(ref), request.form.get("step", "")
    try:
        with runtime().database.write(by=actor()) as session:
            _step(session, reference, wanted)
    except (Invalid, Conflict) as refused:
        shown = _check if wanted == "ask" else _page  # each where it was asked for
        return shown(reference, refused.complaints), status_of(refused)
    return redirect(reference.address, 303)


@pages.get("/declarations/<ref>/check")
@drafters
def check(ref: str) -> ResponseReturnValue:
    """Show every answer of a draft, and every problem with it, before it is submitted."""
    return _check(chains.named_by(ref))


@pages.post("/declarations/<ref>/submit")
@representatives
@fresh_factor
def submit(ref: str) -> ResponseReturnValue:
    """Submit a draft: from now on it counts, and the receipt is there."""
    reference = chains.named_by(ref)
    try:
        with runtime().database.write(by=actor()) as session:
            found = chains.declaration(session, reference, by=actor())
            version = submitting.submit(
                session, reference, reason=note("reason"), form=form_of(found),
                known=known(), hand=hand(),
            )  # fmt: skip
            address = f"{reference.address}/{version.number}/receipt"
    except (Invalid, Conflict) as refused:
        return _check(reference, refused.complaints), status_of(refused)
    return redirect(address, 303)


def _step(session: Session, reference: Reference, wanted: str) -> None:
    form, posted = form_of(chains.declaration(session, reference, by=actor())), hand()
    match wanted:
        case "filed" | "nil" | "no_change":
            outcome = Outcome(wanted)
            drafting.choose(session, reference, outcome, form=form, hand=posted)
        case "ask":
            reason = note("reason")
            drafting.ask(session, reference, reason=reason, form=form, known=known(), hand=posted)
        case "take_back":
            drafting.take_back(session, reference, hand=posted)
        case "amend":
            opening.amend(session, reference, form=form, hand=posted)
        case _:
            raise Invalid.because("Choose what is to be done.")


def _page(reference: Reference, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, reference, by=actor())
        shown = _shown(session, found)
    return render_template("declarations/declaration.html", complaints=list(complaints), **shown)


def _shown(session: Session, found: Declaration) -> dict[str, Any]:
    by = actor()
    draft = drafts.draft_or_none(session, found, by=by)
    chained = versions.versions(session, found, by=by)
    newest = next((each for each in chained if each.number == found.record), None) or (
        chained[0] if chained else None
    )
    steps = states.open_steps(newest.status, by=by, participant=found.participant) if newest else ()
    readings = versions.readings(session, found, by=by)
    asked_by = draft.asked_by if draft else None
    people = [asked_by, *(each.submitted_by for each in chained), *(r.account for r in readings)]
    return {
        "amends": Step.AMEND in steps and draft is None,
        "chained": chained,
        "declaration": found,
        "draft": draft,
        "form": form_of(found, draft.form_version if draft else None),
        "key": fresh_key(),
        "names": names(session, *(people if access.follows(by, found.participant) else ())),
        "readings": readings,
        "rows": drafts.sections(session, draft) if draft else {},
    }


def _check(reference: Reference, complaints: Iterable[Complaint] = ()) -> str:
    by, at = actor(), runtime().clock.now()
    with runtime().database.read(by=by) as session:
        found = chains.declaration(session, reference, by=by)
        draft = drafts.draft(session, found, by=by)
        rows = drafts.sections(session, draft)
        content = openings.submitted(drafts.content_of(rows), draft.outcome)
        form = form_of(found, draft.form_version)
        problems = judging.judged(
            session, found, form, content, outcome=draft.outcome, known=known(), at=at
        )
        shown = names(session, draft.asked_by)
    return render_template(
        "declarations/check.html",
        class_of=access.class_of,
        classes=drafts.classes_of(rows),
        complaints=list(complaints),
        content=content,
        declaration=found,
        draft=draft,
        form=form,
        key=fresh_key(),
        may_submit=_may_submit(found),
        names=shown,
        problems=problems,
        typed=request.form,
    )


def _may_submit(found: Declaration) -> bool:
    """Say whether whoever reads is one who submits."""
    steps = states.open_steps(Status.DRAFT, by=actor(), participant=found.participant)
    return Step.SUBMIT in steps
