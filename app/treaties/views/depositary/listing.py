"""Writing the list of who is to sign: entered, looked at, changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.kernel.errors import Complaint, Conflict, Invalid, NotFound
from app.kernel.web import actor, open_to, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms import ceremonies as forms
from app.treaties.forms.intake import number as read_number
from app.treaties.forms.intake import sent
from app.treaties.models import Ceremony
from app.treaties.operations import ceremonies
from app.treaties.queries import intake as desk
from app.treaties.rules.document import short_name
from app.treaties.values.ceremonies import Manner, SigningList
from app.treaties.values.intake import DeskKind, DeskNumber, Powers
from app.treaties.views.blueprint import pages
from app.treaties.views.depositary.entering import LOOK
from app.treaties.views.depositary.paper import OFFICERS, fresh_key, hand, paper
from app.treaties.views.sheet import language

MORE = "more"
"""The button that offers more lines, and stores nothing."""


@pages.get("/depositary/ceremonies/new")
@open_to(*OFFICERS)
def blank_list() -> ResponseReturnValue:
    """Show an empty list."""
    with runtime().database.read(by=actor()) as session:
        return _form(session, {"held_on": str(runtime().today())} | request.args.to_dict())


@pages.post("/depositary/ceremonies")
@open_to(*OFFICERS)
def prepare() -> ResponseReturnValue:
    """Enter a list, or show more lines or what recording it would change."""
    if {LOOK, MORE} & request.form.keys():
        return _look()
    try:
        with runtime().database.write(by=actor()) as session:
            number = ceremonies.prepare(session, _given(session), hand=hand(sent(request.form)))
    except (Invalid, Conflict, NotFound) as refused:
        return _again(refused)
    return redirect(number.address, 303)


@pages.get("/depositary/ceremonies/<slug>/edit")
@open_to(*OFFICERS)
def edit_list(slug: str) -> ResponseReturnValue:
    """Show a list in the form, to be changed."""
    with runtime().database.read(by=actor()) as session:
        matter = desk.ceremony(session, _number(slug))
        return _form(session, written(matter.list), matter=matter)


@pages.post("/depositary/ceremonies/<slug>/edit")
@open_to(*OFFICERS)
def amend_list(slug: str) -> ResponseReturnValue:
    """Change a list, or show more lines or what recording it so would change."""
    if {LOOK, MORE} & request.form.keys():
        return _look(slug)
    number = _number(slug)
    try:
        with runtime().database.write(by=actor()) as session:
            ceremonies.amend(session, number, _given(session), hand=hand(sent(request.form)))
    except (Invalid, Conflict) as refused:
        return _again(refused, slug)
    return redirect(number.address, 303)


def written(given: SigningList) -> dict[str, str]:
    """Give a list as the form has it."""
    words = {"treaty": given.treaty, "held_on": str(given.held_on), "place": given.place}
    known = roll(runtime().facts)
    for place, each in enumerate(given.signatories, start=1):
        words |= {
            f"order-{place}": str(place),
            f"participant-{place}": short_name(each.participant, roll=known, language=language()),
            f"name-{place}": each.name,
            f"office-{place}": each.office,
            f"powers-{place}": each.powers.value,
            f"manner-{place}": each.manner.value,
            f"text-{place}": each.text,
        }
    return words


def _number(slug: str) -> DeskNumber:
    return read_number(DeskKind.CEREMONY, slug)


def _given(session: Session) -> SigningList:
    return forms.signing_list(
        request.form, roll=roll(runtime().facts), treaties=queries.titles(session)
    )


def _look(slug: str | None = None) -> ResponseReturnValue:
    """Show the form as it was typed, with more lines or with what would follow; store nothing."""
    everybody, number = roll(runtime().facts), _number(slug) if slug else None
    with runtime().database.read(by=actor()) as session:
        matter = desk.ceremony(session, number) if number else None
        if MORE in request.form:
            return _form(session, request.form, matter=matter)
        try:
            given = _given(session)
        except Invalid as refused:
            return _form(session, request.form, refused.complaints, matter=matter), 422
        found = ceremonies.preview(session, given, number, roll=everybody, hand=hand())
        return _form(session, request.form, matter=matter, found=found)


def _again(refused: Invalid | Conflict | NotFound, slug: str | None = None) -> ResponseReturnValue:
    with runtime().database.read(by=actor()) as session:
        matter = desk.ceremony(session, _number(slug)) if slug else None
        page = _form(session, request.form, refused.complaints, matter=matter)
    return page, 409 if isinstance(refused, Conflict) else 422


def _form(
    session: Session,
    typed: Mapping[str, str],
    complaints: Iterable[Complaint] = (),
    *,
    matter: Ceremony | None = None,
    **more: Any,
) -> str:
    """Show the form: the lines as ordered, then some that are empty."""
    lines = forms.places(typed)
    last = max(lines, default=0)
    signed = (each for each in queries.ours(session) if each.definition["open_for_signature"])
    return render_template(
        "treaties/depositary/signing_list.html",
        complaints=list(complaints),
        fresh=range(last + 1, last + 1 + forms.SPARE),
        key=fresh_key(),
        lines=lines,
        manners=list(Manner),
        matter=matter,
        paper=paper(session),
        powers=list(Powers),
        titles={each.id: each.short_title for each in signed},
        typed=typed,
        **more,
    )
