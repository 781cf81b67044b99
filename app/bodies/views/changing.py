"""What a body is to do, for how long, and where it stands: each changed by a decision."""

from collections.abc import Iterable
from functools import partial

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.forms import founding as forms
from app.bodies.models import Body
from app.bodies.operations import bodies as operations
from app.bodies.rules.bodies import MOVES
from app.bodies.rules.comparing import compared
from app.bodies.views.blueprint import changed, hand, of_body, page, pages, secretaries
from app.kernel.errors import Complaint
from app.kernel.web import actor, public, runtime


@pages.get("/bodies/<body>/mandate")
@public
def mandate(body: str) -> ResponseReturnValue:
    """Show every version of a body's mandate, the newest first, with what each changed."""
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        versions = queries.mandates(session, found)
        pairs = zip(versions, (None, *versions[:-1]), strict=True)
        changes = {
            version.number: compared(before.text, version.text) if before else []
            for version, before in pairs
        }
        newest = list(reversed(versions))
        return page("mandate.html", session, found, versions=newest, changes=changes)


@pages.get("/bodies/<body>/mandate/change")
@secretaries
def new_mandate(body: str) -> ResponseReturnValue:
    """Show the form of another mandate, with the one that stands."""
    return _page("mandate_change.html", body)


@pages.post("/bodies/<body>/mandate/change")
@secretaries
def change_mandate(body: str) -> ResponseReturnValue:
    """Give a body another mandate."""

    def change(session: Session, found: Body) -> None:
        wanted = forms.mandate(request.form)
        operations.change_mandate(
            session, found, wanted.text, authority=wanted.authority, on=wanted.on, hand=hand()
        )

    form = partial(_page, "mandate_change.html", body)
    return changed(body, change, form=form, leads_to="/mandate")


@pages.get("/bodies/<body>/term")
@secretaries
def new_term(body: str) -> ResponseReturnValue:
    """Show the form on which a term is extended."""
    return _page("term.html", body)


@pages.post("/bodies/<body>/term")
@secretaries
def extend_term(body: str) -> ResponseReturnValue:
    """Extend the term of a body."""

    def extend(session: Session, found: Body) -> None:
        last = queries.terms(session, [found])[found.id][-1:]
        term, authority = forms.term(request.form, last=last[0].until if last else None)
        operations.extend(
            session, found, term, authority=authority, hand=hand(), zone=runtime().seat
        )

    return changed(body, extend, form=partial(_page, "term.html", body))


@pages.get("/bodies/<body>/move")
@secretaries
def new_move(body: str) -> ResponseReturnValue:
    """Show the form on which a body is made dormant, revived or concluded."""
    return _page("move.html", body)


@pages.post("/bodies/<body>/move")
@secretaries
def move_body(body: str) -> ResponseReturnValue:
    """Take a step with a body."""

    def move(session: Session, found: Body) -> None:
        operations.move(session, found, forms.move(request.form), hand=hand())

    return changed(body, move, form=partial(_page, "move.html", body))


def _page(template: str, body: str, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        last = queries.steps(session, found)[-1]
        return page(
            template, session, found,
            complaints=list(complaints),
            last=last,
            mandate=queries.mandates(session, found)[-1],
            moves=sorted(MOVES[last.state], key=list(MOVES).index),
            terms=queries.terms(session, [found])[found.id],
            typed=request.form,
        )  # fmt: skip
