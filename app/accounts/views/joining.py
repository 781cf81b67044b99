"""Coming in on an invitation, or after a reset: both factors are set in one step."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import forms
from app.accounts.models import Account
from app.accounts.operations import joining, passwords
from app.accounts.operations.joining import Chosen
from app.accounts.queries import people, proofs
from app.accounts.rules import codes
from app.accounts.rules.passwords import complaints
from app.accounts.views.arrival import seal
from app.accounts.views.blueprint import pages
from app.accounts.views.scanned import scanned
from app.kernel.errors import Complaint, Invalid
from app.kernel.web import actor, public, runtime

SECRETS = "an authenticator to come"
WRONG_CODE = Complaint(
    "This is not the code you were told. After five wrong ones the invitation is void.",
    field="code",
)


@pages.get("/join/<link>")
@public
def invited(link: str) -> ResponseReturnValue:
    """Ask somebody who was invited for the code they were told, and for both factors."""
    return _page(_whose(link), link, [])


@pages.post("/join/<link>")
@public
def join(link: str) -> ResponseReturnValue:
    """Let them in: set both factors, and show the recovery codes this once."""
    whose = _whose(link)
    wrong = list(complaints(request.form.get("password", ""), known=[whose.email, whose.name]))
    if wrong:
        return _page(whose, link, wrong), 422
    try:
        fresh = _join(link)
    except Invalid as refused:
        return _page(whose, link, list(refused.complaints)), 422
    if fresh is None:
        return _page(whose, link, [WRONG_CODE]), 422
    return render_template("accounts/recovery_codes.html", codes=fresh, joined=True)


def _whose(link: str) -> Account:
    with runtime().database.read(by=actor()) as session:
        found = proofs.invitation(session, link, at=runtime().clock.now())
        return people.account(session, found.account)


def _join(link: str) -> list[str] | None:
    chosen = Chosen(
        code=forms.code(request.form),
        password=passwords.hashed(forms.password(request.form)),
        secret=_secret(link),
        shown=forms.code(request.form, "shown"),
    )
    with runtime().database.write(by=actor()) as session:
        return joining.join(session, link, chosen, seal=seal(), at=runtime().clock.now())


def _secret(link: str) -> str:
    """Give the authenticator's secret of an invitation: the same each time its page is shown."""
    return codes.secret_of(bytes.fromhex(seal().digest(SECRETS, link)))


def _page(whose: Account, link: str, wrong: list[Complaint]) -> str:
    secret = _secret(link)
    return render_template(
        "accounts/join.html",
        whose=whose,
        link=link,
        secret=secret,
        picture=scanned(secret, whose.email),
        complaints=wrong,
        typed=forms.code(request.form),
    )
