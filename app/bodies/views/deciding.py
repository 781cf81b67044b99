"""The forms by which something is proposed, changed, and decided: by consensus, or by vote."""

from collections.abc import Iterable, Mapping

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies.forms import decisions as forms
from app.bodies.models import Body, Decision
from app.bodies.operations import decisions as operations
from app.bodies.queries import decisions as looked_up
from app.bodies.rules.decisions import BY_CONSENSUS
from app.bodies.values import Choice, Class, Matter, Outcome
from app.bodies.views.blueprint import (
    hand,
    named,
    of_body,
    page,
    pages,
    secretaries,
    shown_version,
    status_of,
)
from app.bodies.views.decision_facts import ground, offered, typed
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, fresh_factor, runtime
from app.participants.queries import roll
from app.participants.rules import filed

PAGE = "/bodies/<body>/decisions/<decision>"


@pages.get("/bodies/<body>/decisions/new")
@secretaries
def new_decision(body: str) -> ResponseReturnValue:
    """Show the form on which something is proposed; with what is to be put again, if asked for."""
    with runtime().database.read(by=actor()) as session:
        found, again = of_body(session, body), request.args.get("again", "")
        filled: Mapping[str, str] = {}
        if again:
            earlier = _of(session, found, again)
            filled = typed(earlier) | {"again_of": str(earlier.id)}
        return _proposal(session, found, filled)


@pages.post("/bodies/<body>/decisions")
@secretaries
def propose_decision(body: str) -> ResponseReturnValue:
    """Propose something to a body, and lead to it."""
    try:
        given = forms.proposal(request.form, roll=roll(runtime().facts))
        with runtime().database.write(by=actor()) as session:
            found = of_body(session, body, locked=True)
            ref = operations.propose(session, found, given, hand=hand()).ref
    except (Invalid, Conflict) as refused:
        with runtime().database.read(by=actor()) as session:
            of = of_body(session, body)
            return _proposal(session, of, request.form, refused.complaints), status_of(refused)
    return redirect(f"/bodies/{body}/decisions/{ref}", 303)


@pages.get(f"{PAGE}/change")
@secretaries
def changing(body: str, decision: str) -> ResponseReturnValue:
    """Show the form of a proposal as it stands."""
    return _change(body, decision)


@pages.post(f"{PAGE}/change")
@secretaries
def change_decision(body: str, decision: str) -> ResponseReturnValue:
    """Change a proposal that has not been put to the body."""
    try:
        given = forms.proposal(request.form, roll=roll(runtime().facts))
        with runtime().database.write(by=actor()) as session:
            found = of_body(session, body, locked=True)
            one = _of(session, found, decision)
            operations.change(session, found, one, given, version=shown_version(), hand=hand())
    except (Invalid, Conflict) as refused:
        return _change(body, decision, refused.complaints), status_of(refused)
    return redirect(f"/bodies/{body}/decisions/{decision}", 303)


@pages.get(f"{PAGE}/outcome")
@secretaries
def entering_outcome(body: str, decision: str) -> ResponseReturnValue:
    """Show the form on which is entered what became of a proposal."""
    return _form("decision_outcome.html", body, decision)


@pages.post(f"{PAGE}/outcome")
@secretaries
@fresh_factor
def enter_outcome(body: str, decision: str) -> ResponseReturnValue:
    """Enter what became of a proposal without a vote."""
    try:
        given = forms.outcome(request.form)
        with runtime().database.write(by=actor()) as session:
            found = of_body(session, body, locked=True)
            one = _of(session, found, decision)
            operations.decide(session, found, one, given, hand=hand(), ground=ground())
            ref = one.ref
    except (Invalid, Conflict) as refused:
        complaints = refused.complaints
        return _form("decision_outcome.html", body, decision, complaints), status_of(refused)
    return redirect(f"/bodies/{body}/decisions/{ref}", 303)


@pages.get(f"{PAGE}/vote")
@secretaries
def calling_roll(body: str, decision: str) -> ResponseReturnValue:
    """Show the form of a roll call: everybody who may vote on a day."""
    return _form("decision_vote.html", body, decision)


@pages.post(f"{PAGE}/vote")
@secretaries
@fresh_factor
def enter_vote(body: str, decision: str) -> ResponseReturnValue:
    """Enter how everybody voted; what came of it follows from the rules of procedure."""
    try:
        given = forms.roll_call(request.form, roll=roll(runtime().facts))
        with runtime().database.write(by=actor()) as session:
            found = of_body(session, body, locked=True)
            one = _of(session, found, decision)
            operations.vote(session, found, one, given, hand=hand(), ground=ground())
            ref = one.ref
    except (Invalid, Conflict) as refused:
        complaints = refused.complaints
        return _form("decision_vote.html", body, decision, complaints), status_of(refused)
    return redirect(f"/bodies/{body}/decisions/{ref}", 303)


def _of(session: Session, of: Body, ref: str) -> Decision:
    return looked_up.decision(session, actor(), of, ref, on=runtime().today())


def _proposal(
    session: Session,
    of: Body,
    filled: Mapping[str, str],
    complaints: Iterable[Complaint] = (),
    decision: Decision | None = None,
) -> str:
    return page(
        "decision_form.html", session, of,
        complaints=list(complaints), classes=Class, decision=decision, matters=Matter, typed=filled,
        version=request.form.get("version", default=decision.version if decision else ""),
        everybody=sorted(map(named(), (each.code for each in roll(runtime().facts)))),
        **offered(session, of),
    )  # fmt: skip


def _change(body: str, decision: str, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        one = _of(session, of, decision)
        filled = request.form or typed(one)
        return _proposal(session, of, filled, complaints, one)


def _form(template: str, body: str, decision: str, complaints: Iterable[Complaint] = ()) -> str:
    on = forms.day_asked(request.values, today=runtime().today())
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        one = _of(session, of, decision)
        voters = operations.electorate_of(session, of, on=on, ground=ground())
        name = named()
        return page(
            template, session, of,
            choices=Choice, complaints=list(complaints), decision=one, on=on,
            outcomes=[each for each in Outcome if each in BY_CONSENSUS],
            rules=ground().rules(of),
            typed=request.form or {"on": on.isoformat()},
            states=sorted(voters.states, key=lambda code: filed(name(code))),
            voters=voters,
        )  # fmt: skip
