"""Signing in and out: password, then second factor; or a passkey, which is both."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import forms
from app.accounts.operations import passwords, sessions, signing_in
from app.accounts.views import cookie, kept
from app.accounts.views.arrival import here, seal
from app.accounts.views.blueprint import pages
from app.accounts.views.passkeys import signing_in_options
from app.kernel.actor import PEOPLE
from app.kernel.web import actor, open_to, public, runtime

Proving = Callable[..., str | None]

ANEW = "anew"
"""The button that begins again with what is kept."""


@pages.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask for address and password."""
    return first_page(email="", refused=False)


@pages.post("/sign-in")
@public
def give_password() -> ResponseReturnValue:
    """Take address and password, and ask for the second factor."""
    given = forms.credentials(request.form)
    if ANEW in request.form:
        return first_page(email="", refused=False)
    token = _half(given)
    if token is None:
        return first_page(email=given.email, refused=True), 422
    if kept.waiting():
        return cookie.keep(token, lambda: _second_page("accounts/code.html", refused=False))
    onward = forms.onward(request.form)
    return cookie.keep(token, lambda: _to("/sign-in/code", next=onward))


@pages.get("/sign-in/code")
@public
def second_factor() -> ResponseReturnValue:
    """Ask for the authenticator's code."""
    return _second_page("accounts/code.html", refused=False)


@pages.post("/sign-in/code")
@public
def give_code() -> ResponseReturnValue:
    """Take the authenticator's code, and let the person in."""
    return _let_in(signing_in.prove_code, "accounts/code.html")


@pages.get("/sign-in/recovery")
@public
def recovery() -> ResponseReturnValue:
    """Ask for a recovery code instead."""
    return _second_page("accounts/recovery.html", refused=False)


@pages.post("/sign-in/recovery")
@public
def give_recovery_code() -> ResponseReturnValue:
    """Take a recovery code, which is then used up, and let the person in."""
    return _let_in(signing_in.prove_recovery_code, "accounts/recovery.html")


@pages.get("/sign-in/again")
@open_to(*PEOPLE)
def again() -> ResponseReturnValue:
    """Ask for the second factor again, before a weighty act."""
    return _again_page(refused=False)


@pages.post("/sign-in/again")
@open_to(*PEOPLE)
def give_code_again() -> ResponseReturnValue:
    """Take the second factor again, and lead back."""
    with runtime().database.write(by=actor()) as session:
        right = signing_in.prove_again(
            session, here(), forms.code(request.form), seal=seal(), at=runtime().clock.now()
        )
    if not right:
        return _again_page(refused=True), 422
    return redirect(forms.onward(request.form), 303)


@pages.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End this browser's session, at once."""
    if token := cookie.shown():
        with runtime().database.write(by=actor()) as session:
            sessions.end_token(session, token, at=runtime().clock.now())
    return cookie.drop(_to(forms.HOME))


def _half(given: forms.Credentials) -> str | None:
    """Compare a password; what is answered, and how long it takes, is the same for everybody."""
    at, today = runtime().clock.now(), runtime().today()
    with runtime().database.write(by=actor()) as session:
        guess = signing_in.guess_password(session, given.email, seal=seal(), at=at, on=today)
    known = guess.password if guess else None
    if not passwords.matches(given.password, known) or guess is None or guess.account is None:
        return None
    with runtime().database.write(by=actor()) as session:
        return signing_in.open_half(session, guess.account, guess.id, browser=_browser(), at=at)


def _let_in(prove: Proving, template: str) -> ResponseReturnValue:
    """Take the second factor in the one way or the other."""
    half = cookie.shown() or ""
    with runtime().database.write(by=actor()) as session:
        token = prove(
            session,
            half,
            forms.code(request.form),
            seal=seal(),
            browser=_browser(),
            at=runtime().clock.now(),
            on=runtime().today(),
        )
    if token is None:
        return _second_page(template, refused=True), 422
    return cookie.keep(token, lambda: kept.led_on(token))


def _browser() -> str:
    return request.user_agent.string


def _to(address: str, **query: str) -> Response:
    asked = f"?{urlencode(query)}" if query else ""
    return Response(status=303, headers={"Location": address + asked})


def first_page(*, email: str, refused: bool, waiting: str | None = None) -> str:
    """Give the page that asks for address and password; what waits goes with it."""
    return render_template(
        "accounts/sign_in.html",
        email=email,
        refused=refused,
        onward=forms.onward(request.values),
        waiting=kept.waiting() if waiting is None else waiting,
        passkey=signing_in_options(),
    )


def _second_page(template: str, *, refused: bool) -> str:
    onward = forms.onward(request.values)
    return render_template(template, refused=refused, onward=onward, waiting=kept.waiting())


def _again_page(*, refused: bool) -> str:
    return render_template(
        "accounts/again.html",
        action="/sign-in/again",
        carried=[("next", forms.onward(request.values))],
        files=False,
        sentences=[],
        refused=refused,
        field_name="code",
    )
