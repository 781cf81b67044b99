"""The people somebody looks after: colleagues, or for the secretariat everybody."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import forms
from app.accounts.operations import joining, leaving, resets
from app.accounts.operations.leaving import appointee
from app.accounts.queries import people, records
from app.accounts.rules import authority
from app.accounts.values import Power
from app.accounts.views.arrival import here, seal
from app.accounts.views.blueprint import pages
from app.kernel.actor import DELEGATES, Role
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.participants.queries import roll

LOOKING = (Role.DRAFTER, Role.REPRESENTATIVE, Role.DIRECTOR, Role.ADMINISTRATOR)
INVITING = (Role.REPRESENTATIVE, Role.ADMINISTRATOR)
DECIDING = (Role.DIRECTOR, Role.ADMINISTRATOR)
RECORDS_SHOWN = 50

Change = Callable[..., None]


@pages.get("/people")
@open_to(*LOOKING)
def listed() -> ResponseReturnValue:
    """List the people somebody may know of, what waits, and what was done."""
    with runtime().database.read(by=actor()) as session:
        done = records.records(session, by=actor(), limit=RECORDS_SHOWN)
        named = people.named(session, {r.account for r in done} | {r.by for r in done if r.by})
        shown = {
            "known": people.people(session, by=actor()),
            "waiting": records.undecided_resets(session, by=actor()),
        }
    return render_template(
        "accounts/people.html",
        **shown,
        records=done,
        named=named,
        roll=roll(runtime().facts),
        inviting=authority.invitable(actor()),
    )


@pages.get("/people/invite")
@open_to(*INVITING)
@fresh_factor
def new_invitation() -> ResponseReturnValue:
    """Ask whom to invite, and in which capacity."""
    return _invite_page([])


@pages.post("/people/invite")
@open_to(*INVITING)
@fresh_factor
def invite() -> ResponseReturnValue:
    """Invite somebody, and show the code that they must be told, this once."""
    now, today = runtime().clock.now(), runtime().today()
    try:
        wanted = forms.newcomer(request.form, participant=actor().participant)
        facts = roll(runtime().facts)
        with runtime().database.write(by=actor()) as session:
            whose, ticket = joining.invite(
                session, wanted, roll=facts, by=actor(), at=now, on=today, seal=seal()
            )
    except (Invalid, Conflict) as refused:
        return _invite_page(list(refused.complaints)), 422
    return render_template("accounts/invited.html", whose=whose, code=ticket.code)


@pages.get("/people/<int:number>")
@open_to(*LOOKING)
def one(number: int) -> ResponseReturnValue:
    """Show one person, and what may be done to the account."""
    return _person_page(number, [])


@pages.post("/people/<int:number>/invite-again")
@open_to(*INVITING)
@fresh_factor
def invite_again(number: int) -> ResponseReturnValue:
    """Make a new invitation for somebody who has not joined; the one before is void."""
    with runtime().database.write(by=actor()) as session:
        whose, ticket = joining.invite_again(
            session, number, by=actor(), at=runtime().clock.now(), seal=seal()
        )
    return render_template("accounts/invited.html", whose=whose, code=ticket.code)


@pages.post("/people/<int:number>/remove")
@open_to(*INVITING)
@fresh_factor
def remove(number: int) -> ResponseReturnValue:
    """End somebody's appointment, and at once all they could do."""
    return _changed(number, leaving.remove, on=runtime().today())


@pages.post("/people/<int:number>/hand-over")
@open_to(Role.REPRESENTATIVE)
@fresh_factor
def hand_over(number: int) -> ResponseReturnValue:
    """Make a colleague the accredited representative, and oneself a drafter."""
    note = forms.reference(request.form)
    return _changed(number, leaving.hand_over, note_verbale=note, on=runtime().today())


@pages.post("/people/<int:number>/disable")
@open_to(Role.ADMINISTRATOR)
@fresh_factor
def disable(number: int) -> ResponseReturnValue:
    """Keep somebody from signing in, and end their sessions at once."""
    return _changed(number, leaving.disable)


@pages.post("/people/<int:number>/enable")
@open_to(Role.ADMINISTRATOR)
@fresh_factor
def enable(number: int) -> ResponseReturnValue:
    """Let somebody sign in again."""
    return _changed(number, leaving.enable)


@pages.post("/people/<int:number>/sign-out")
@open_to(Role.ADMINISTRATOR)
@fresh_factor
def sign_somebody_out(number: int) -> ResponseReturnValue:
    """End every session of somebody else, at once."""
    return _changed(number, leaving.sign_out)


@pages.post("/people/<int:number>/reset")
@open_to(Role.ADMINISTRATOR)
@fresh_factor
def ask_reset(number: int) -> ResponseReturnValue:
    """Ask a second officer for a reset, on the strength of a note verbale."""
    note = forms.reference(request.form)
    return _changed(number, resets.ask, note_verbale=note, on=runtime().today())


@pages.post("/people/resets/<uuid:reset_id>/grant")
@open_to(*DECIDING)
@fresh_factor
def grant_reset(reset_id: UUID) -> ResponseReturnValue:
    """Grant a reset as the second officer, and show the code to pass on, this once."""
    now, today = runtime().clock.now(), runtime().today()
    with runtime().database.write(by=actor()) as session:
        whose, ticket = resets.grant(session, reset_id, by=actor(), at=now, on=today, seal=seal())
    return render_template("accounts/invited.html", whose=whose, code=ticket.code)


@pages.post("/people/resets/<uuid:reset_id>/refuse")
@open_to(*DECIDING)
@fresh_factor
def refuse_reset(reset_id: UUID) -> ResponseReturnValue:
    """Refuse a reset as the second officer."""
    now, today = runtime().clock.now(), runtime().today()
    with runtime().database.write(by=actor()) as session:
        resets.refuse(session, reset_id, by=actor(), at=now, on=today)
    return redirect("/people", 303)


def _changed(number: int, change: Change, **given: Any) -> ResponseReturnValue:
    """Do something to an account, and lead back to its page, or say there why not."""
    try:
        with runtime().database.write(by=actor()) as session:
            change(session, number, by=actor(), at=runtime().clock.now(), **given)
    except Invalid as refused:
        return _person_page(number, list(refused.complaints)), 422
    return redirect("/people", 303)


def _invite_page(wrong: list[Complaint]) -> str:
    facts = roll(runtime().facts)
    language = here().person.language
    choices = [(each.code, each.name(language).short) for each in facts.existing(runtime().today())]
    return render_template(
        "accounts/invite.html",
        complaints=wrong,
        typed=request.form,
        roles=sorted(authority.invitable(actor())),
        delegates=DELEGATES,
        choices=sorted(choices, key=lambda choice: choice[1]),
    )


def _person_page(number: int, wrong: list[Complaint]) -> str:
    with runtime().database.read(by=actor()) as session:
        known = people.known(session, number, by=actor())
        done = records.records(session, by=actor(), limit=RECORDS_SHOWN, of=number)
        named = people.named(session, {number, *(record.by for record in done if record.by)})
    whom = appointee(known)
    return render_template(
        "accounts/person.html",
        known=known,
        records=done,
        named=named,
        roll=roll(runtime().facts),
        may={power for power in Power if authority.may(actor(), power, whom)},
        complaints=wrong,
        typed=request.form,
    )
