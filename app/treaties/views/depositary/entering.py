"""Entering an instrument, and changing what was read off it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.kernel.errors import Complaint, Conflict, Invalid, NotFound
from app.kernel.web import actor, open_to, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms import intake as forms
from app.treaties.models import Instrument
from app.treaties.operations import intake
from app.treaties.queries import intake as desk
from app.treaties.rules.intake import changed, step_content
from app.treaties.values.intake import DeskKind, Particulars, Powers, Step
from app.treaties.views.blueprint import pages
from app.treaties.views.depositary.paper import OFFICERS, fresh_key, hand, paper, placed

PLACES = {"deposited_on": "received_on", "recorded_on": "received_on"}
"""Where the register's complaints stand on this form."""

LOOK = "look"
"""The button that shows what would follow, and stores nothing."""


@pages.get("/depositary/instruments/new")
@open_to(*OFFICERS)
def blank() -> ResponseReturnValue:
    """Show an empty form for an instrument that was received."""
    with runtime().database.read(by=actor()) as session:
        return _form(session, {"received_on": str(runtime().today())} | request.args.to_dict())


@pages.post("/depositary/instruments")
@open_to(*OFFICERS)
def receive() -> ResponseReturnValue:
    """Enter an instrument, or show what recording it would change."""
    if LOOK in request.form:
        return _look()
    try:
        given, sent = _particulars(), forms.sent(request.form)
        with runtime().database.write(by=actor()) as session:
            number = intake.receive(session, given, hand=hand(sent))
    except (Invalid, Conflict, NotFound) as refused:
        with runtime().database.read(by=actor()) as session:
            return _form(session, request.form, refused.complaints), _status(refused)
    return redirect(number.address, 303)


@pages.get("/depositary/instruments/<slug>/edit")
@open_to(*OFFICERS)
def particulars(slug: str) -> ResponseReturnValue:
    """Show the form with what was read off an instrument."""
    with runtime().database.read(by=actor()) as session:
        matter = desk.instrument(session, forms.number(DeskKind.INSTRUMENT, slug))
        return _form(session, written(matter.particulars), matter=matter)


@pages.post("/depositary/instruments/<slug>/edit")
@open_to(*OFFICERS)
def amend(slug: str) -> ResponseReturnValue:
    """Change what was read off an instrument, or show what recording it so would change."""
    number = forms.number(DeskKind.INSTRUMENT, slug)
    if LOOK in request.form:
        return _look(slug)
    try:
        given, sent = _particulars(), forms.sent(request.form)
        with runtime().database.write(by=actor()) as session:
            intake.amend(session, number, given, hand=hand(sent))
    except (Invalid, Conflict) as refused:
        return _again(slug, refused)
    return redirect(number.address, 303)


def written(given: Particulars) -> dict[str, str]:
    """Give particulars as the form has them."""
    words = {name: "" if value is None else str(value) for name, value in asdict(given).items()}
    return words | {"action": words.pop("kind")}


def _particulars() -> Particulars:
    with runtime().database.read(by=actor()) as session:
        treaties = queries.titles(session)
    return forms.particulars(request.form, roll=roll(runtime().facts), treaties=treaties)


def _look(slug: str | None = None) -> ResponseReturnValue:
    """Show the form as it was typed, with what recording it would change; store nothing."""
    everybody = roll(runtime().facts)
    number = forms.number(DeskKind.INSTRUMENT, slug) if slug else None
    with runtime().database.read(by=actor()) as session:
        matter = desk.instrument(session, number) if number else None
        try:
            given = forms.particulars(
                request.form, roll=everybody, treaties=queries.titles(session)
            )
        except Invalid as refused:
            return _form(session, request.form, refused.complaints, matter=matter), 422
        found = intake.preview(session, given, number=number, roll=everybody, hand=hand())
        alike = desk.alike(session, given, beside=number)
        return _form(session, request.form, matter=matter, found=found, alike=alike)


def _again(slug: str, refused: Invalid | Conflict) -> ResponseReturnValue:
    """Show the form as it was typed, why it was refused, and what has changed meanwhile."""
    with runtime().database.read(by=actor()) as session:
        matter = desk.instrument(session, forms.number(DeskKind.INSTRUMENT, slug))
        since = _since(session, matter) if isinstance(refused, Conflict) else {}
        page = _form(session, request.form, refused.complaints, matter=matter, **since)
    return page, _status(refused)


def _since(session: Session, matter: Instrument) -> dict[str, Any]:
    """Give what has changed since the form was opened, and who changed it."""
    steps = desk.steps(session, matter.number)
    shown = forms.sent(request.form).version
    seen = [each.content for each in steps if each.version <= shown]
    now = step_content(matter.number, Step.AMEND, matter.particulars, note="")
    later = [each for each in steps if each.version > shown]
    people = paper(session, [each.by for each in later])
    return {
        "changes_since": changed(seen[-1], now) if seen else [],
        "later": [(each, people.who(each.by)) for each in later],
    }


def _form(
    session: Session,
    typed: Mapping[str, str],
    complaints: Iterable[Complaint] = (),
    *,
    matter: Instrument | None = None,
    **more: Any,
) -> str:
    return render_template(
        "treaties/depositary/particulars.html",
        complaints=placed(complaints, PLACES),
        key=fresh_key(),
        languages=list(forms.LANGUAGES),
        matter=matter,
        paper=paper(session),
        powers=list(Powers),
        titles=queries.titles(session),
        typed=typed,
        **more,
    )


def _status(refused: Invalid | Conflict | NotFound) -> int:
    return 409 if isinstance(refused, Conflict) else 422
