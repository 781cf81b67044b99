"""A version that was submitted: what of it may be read, its steps, and what may be done with it."""

from collections.abc import Iterable, Mapping

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.declarations.operations import review
from app.declarations.operations.readings import note_reading
from app.declarations.queries import chains, versions
from app.declarations.rules import access, states
from app.declarations.rules.portions import joined
from app.declarations.values.classes import Class
from app.declarations.values.filing import Reference, Step, Whose
from app.declarations.views.blueprint import (
    form_of,
    fresh_key,
    hand,
    names,
    note,
    officers,
    pages,
    readers,
    reading_hand,
    representatives,
    status_of,
)
from app.kernel.actor import DELEGATES
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, fresh_factor, runtime

ADDRESS = "/declarations/<ref>/<int:number>"

REVIEWING: Mapping[str, Step] = {
    step.value: step for step in (Step.TAKE_UP, Step.FIND_IN_GOOD_ORDER, Step.RETURN)
}


@pages.get(ADDRESS)
@readers
def version(ref: str, number: int) -> ResponseReturnValue:
    """Show what of a version somebody may read, and record that they read what is classified."""
    return _page(chains.named_by(ref), number)


@pages.post(f"{ADDRESS}/review")
@officers
def examine(ref: str, number: int) -> ResponseReturnValue:
    """Take a version up, find it in good order, or return it with the reason."""
    return _moved(chains.named_by(ref), number, REVIEWING.get(request.form.get("step", "")))


@pages.post(f"{ADDRESS}/recall")
@representatives
@fresh_factor
def recall(ref: str, number: int) -> ResponseReturnValue:
    """Recall a version; the one before it stands again."""
    return _moved(chains.named_by(ref), number, Step.RECALL)


def _moved(reference: Reference, number: int, step: Step | None) -> ResponseReturnValue:
    try:
        if step is None:
            raise Invalid.because("Choose what is to be done.")
        with runtime().database.write(by=actor()) as session:
            review.move(session, reference, number, step, note=note("note"), hand=hand())
    except (Invalid, Conflict) as refused:
        return _page(reference, number, refused.complaints), status_of(refused)
    return redirect(f"{reference.address}/{number}", 303)


def _page(reference: Reference, number: int, complaints: Iterable[Complaint] = ()) -> str:
    by = actor()
    with runtime().database.write(by=by) as session:
        found = chains.declaration(session, reference, by=by)
        one = versions.version(session, found, number, by=by)
        portions = versions.portions(session, one, by=by)
        note_reading(session, one, portions, hand=reading_hand())
        steps = versions.steps(session, found, number, by=by)
        people = [one.submitted_by, one.asked_by, *(each.by for each in steps)]
        shown = names(session, *(people if access.follows(by, found.participant) else ()))
    whose = Whose(
        found.participant, one.status, found.publication, of_record=found.record == number
    )
    return render_template(
        "declarations/version.html",
        class_of=access.class_of,
        classes={place: Class(grade) for place, grade in one.classes.items()},
        complaints=list(complaints),
        content=joined(each.portion for each in portions),
        declaration=found,
        form=form_of(found, one.form_version),
        key=fresh_key(),
        names=shown,
        open=states.open_steps(one.status, by=by, participant=found.participant),
        own=by.role in DELEGATES and by.participant == found.participant,
        readable=access.readable_classes(by, whose),
        steps=steps,
        typed=request.form,
        version=one,
    )
