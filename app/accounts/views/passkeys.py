"""Signing in with a passkey, adding one and removing one; these alone need a script."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import forms
from app.accounts.operations import passkeys
from app.accounts.operations.passkeys import Site
from app.accounts.queries import people, proofs
from app.accounts.views import cookie, kept
from app.accounts.views.arrival import here, seal
from app.accounts.views.blueprint import pages
from app.kernel.actor import PEOPLE
from app.kernel.web import actor, fresh_factor, open_to, public, runtime

LONGEST_ANSWER = 100_000


def site() -> Site:
    """Give what passkeys of this installation are bound to."""
    address = runtime().public_url
    return Site(urlsplit(address).hostname or "", address, runtime().seat_name)


def signing_in_options() -> str:
    """Give what a browser needs to offer its passkeys."""
    return passkeys.options_to_sign_in(site=site(), seal=seal(), at=runtime().clock.now())


@pages.post("/sign-in/passkey")
@public
def sign_in_with_passkey() -> ResponseReturnValue:
    """Take a passkey's answer, which is both factors, and let the person in."""
    now, onward = runtime().clock.now(), forms.onward(request.form)
    answer, browser = _answer(), request.user_agent.string
    with runtime().database.write(by=actor()) as session:
        token = passkeys.sign_in(
            session, answer, site=site(), seal=seal(), browser=browser, at=now, on=runtime().today()
        )
    if token is None:
        again = {"email": "", "refused": True, "onward": onward, "passkey": signing_in_options()}
        again["waiting"] = kept.waiting()
        return render_template("accounts/sign_in.html", **again), 422
    return cookie.keep(token, lambda: kept.led_on(token))


@pages.get("/account/passkey")
@open_to(*PEOPLE)
@fresh_factor
def new_passkey() -> ResponseReturnValue:
    """Offer to make a passkey on this device."""
    number = here().person.account
    with runtime().database.read(by=actor()) as session:
        whose, have = people.account(session, number), proofs.passkeys_of(session, number)
    options = passkeys.options_to_add(
        whose, have, site=site(), seal=seal(), at=runtime().clock.now()
    )
    return render_template("accounts/passkey.html", options=options)


@pages.post("/account/passkey")
@open_to(*PEOPLE)
@fresh_factor
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser has made."""
    name, now = forms.label(request.form), runtime().clock.now()
    with runtime().database.write(by=actor()) as session:
        passkeys.add(session, _answer(), name, site=site(), seal=seal(), by=actor(), at=now)
    return redirect("/account", 303)


@pages.post("/account/passkeys/<uuid:passkey_id>/remove")
@open_to(*PEOPLE)
@fresh_factor
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """Remove one of the person's own passkeys."""
    with runtime().database.write(by=actor()) as session:
        passkeys.remove(session, passkey_id, by=actor(), at=runtime().clock.now())
    return redirect("/account", 303)


def _answer() -> str:
    return request.form.get("answer", "")[:LONGEST_ANSWER]
