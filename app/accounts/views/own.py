"""A person's own page: sessions, factors, recovery codes and tokens."""

from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import forms
from app.accounts.operations import factors, passwords, sessions, tokens
from app.accounts.queries import feeds, people, proofs
from app.accounts.rules import codes
from app.accounts.rules import tokens as token_rules
from app.accounts.rules.browsers import called
from app.accounts.rules.feeds import WITH_CALENDAR
from app.accounts.rules.passwords import complaints
from app.accounts.values import GATHERED_AT
from app.accounts.views.arrival import here, seal
from app.accounts.views.blueprint import pages
from app.accounts.views.scanned import scanned
from app.kernel.actor import PEOPLE
from app.kernel.errors import Complaint, Invalid
from app.kernel.languages import Language
from app.kernel.web import actor, fresh_factor, open_to, runtime
from app.participants.queries import roll

SECRETS = "an authenticator to come in place of another"
OWN = "/account"


@pages.get("/account")
@open_to(*PEOPLE)
def own() -> ResponseReturnValue:
    """Show a person's own sessions, factors, recovery codes and tokens."""
    return _own_page([])


@pages.post("/account/sessions/<uuid:session_id>/end")
@open_to(*PEOPLE)
def end_session(session_id: UUID) -> ResponseReturnValue:
    """End one of the person's own sessions, at once."""
    number = here().person.account
    with runtime().database.write(by=actor()) as session:
        sessions.end(session, session_id, account=number, at=runtime().clock.now())
    return redirect(OWN, 303)


@pages.get("/account/password")
@open_to(*PEOPLE)
@fresh_factor
def new_password() -> ResponseReturnValue:
    """Ask for a new password."""
    return render_template("accounts/password.html", complaints=[])


@pages.post("/account/password")
@open_to(*PEOPLE)
@fresh_factor
def change_password() -> ResponseReturnValue:
    """Set another password; every other session of the person ends."""
    wanted, found = forms.password(request.form), here()
    wrong = _wrong_with(wanted)
    if wrong:
        return render_template("accounts/password.html", complaints=wrong), 422
    hashed, keep = passwords.hashed(wanted), UUID(found.id)
    with runtime().database.write(by=actor()) as session:
        factors.change_password(session, hashed, keep=keep, by=actor(), at=runtime().clock.now())
    return redirect(OWN, 303)


@pages.get("/account/authenticator")
@open_to(*PEOPLE)
@fresh_factor
def new_authenticator() -> ResponseReturnValue:
    """Show the secret of another authenticator, and ask for its first code."""
    return _authenticator_page([])


@pages.post("/account/authenticator")
@open_to(*PEOPLE)
@fresh_factor
def change_authenticator() -> ResponseReturnValue:
    """Put another authenticator in place; every other session of the person ends."""
    secret, shown, keep = _secret(), forms.code(request.form, "shown"), UUID(here().id)
    now = runtime().clock.now()
    try:
        with runtime().database.write(by=actor()) as session:
            factors.change_authenticator(
                session, secret, shown, keep=keep, seal=seal(), by=actor(), at=now
            )
    except Invalid as refused:
        return _authenticator_page(list(refused.complaints)), 422
    return redirect(OWN, 303)


@pages.post("/account/recovery-codes")
@open_to(*PEOPLE)
@fresh_factor
def new_recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes, and show them this once."""
    now = runtime().clock.now()
    with runtime().database.write(by=actor()) as session:
        fresh = factors.change_recovery_codes(session, seal=seal(), by=actor(), at=now)
    return render_template("accounts/recovery_codes.html", codes=fresh, joined=False)


@pages.post("/account/tokens")
@open_to(*PEOPLE)
@fresh_factor
def make_token() -> ResponseReturnValue:
    """Make a token of the programming interface, and show it this once."""
    now = runtime().clock.now()
    try:
        wanted = forms.token(request.form)
        with runtime().database.write(by=actor()) as session:
            token = tokens.make(
                session, wanted.name, wanted.scopes, lasts=wanted.lasts, by=actor(), at=now
            )
    except Invalid as refused:
        return _own_page(list(refused.complaints)), 422
    return render_template(
        "accounts/token.html", token=token, wanted=wanted, until=now + wanted.lasts
    )


@pages.post("/account/tokens/<uuid:token_id>/revoke")
@open_to(*PEOPLE)
def revoke_token(token_id: UUID) -> ResponseReturnValue:
    """Revoke one of the person's own tokens, at once."""
    with runtime().database.write(by=actor()) as session:
        tokens.revoke(session, token_id, by=actor(), at=runtime().clock.now())
    return redirect(OWN, 303)


def _own_page(wrong: list[Complaint]) -> str:
    found, now = here(), runtime().clock.now()
    number, role = found.person.account, actor().role
    with runtime().database.read(by=actor()) as session:
        shown = {
            "sessions": proofs.sessions_of(session, number, role, at=now),
            "passkeys": proofs.passkeys_of(session, number),
            "tokens": proofs.tokens_of(session, number, at=now),
            "codes_left": proofs.recovery_codes_left(session, number),
            "feed": feeds.feed_of(session, number),
            "whose": people.account(session, number),
        }
    return render_template(
        "accounts/own.html",
        **shown,
        this=found.id,
        called=called,
        roll=roll(runtime().facts),
        offered=token_rules.scopes_of(role),
        languages=list(Language),
        has_calendar=role in WITH_CALENDAR,
        gathered_at=GATHERED_AT,
        complaints=wrong,
    )


def _wrong_with(wanted: str) -> list[Complaint]:
    person = here().person
    wrong = list(complaints(wanted, known=[person.email, person.name]))
    if not wrong and wanted != request.form.get("again", ""):
        wrong = [Complaint("The two are not the same. Type the password twice.", field="again")]
    return wrong


def _secret() -> str:
    """Give the secret that this session would take: the same until the factors change."""
    found = here()
    with runtime().database.read(by=actor()) as session:
        version = people.account(session, found.person.account).version
    return codes.secret_of(bytes.fromhex(seal().digest(SECRETS, f"{found.id} {version}")))


def _authenticator_page(wrong: list[Complaint]) -> str:
    secret = _secret()
    return render_template(
        "accounts/authenticator.html",
        secret=secret,
        picture=scanned(secret, here().person.email),
        complaints=wrong,
    )
