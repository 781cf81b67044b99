"""Whoever is turned away, to sign in or to prove themselves again: nothing typed is lost."""

from urllib.parse import urlencode

from flask import Flask, render_template, request
from flask import redirect as redirected
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.views import arrival, kept
from app.accounts.views.sign_in import first_page
from app.kernel.actor import VISITOR
from app.kernel.errors import Misplaced, Unidentified, Unproven
from app.kernel.languages import sentence
from app.kernel.problems import problem
from app.kernel.web import actor, refused

OWN_PAGE = "same-origin"
"""What a browser says of a request that a page of ours has made (Fetch Metadata)."""


def install(app: Flask) -> None:
    """Have every request find out who asks; to be called after forms' tokens are set up."""
    arrival.install(app)
    app.register_error_handler(Unidentified, to_sign_in)
    app.register_error_handler(Unproven, ask_again)
    app.register_error_handler(Misplaced, send_anew)


def to_sign_in(error: Unidentified) -> ResponseReturnValue:
    """Send a visitor to sign in, and from there to the page they asked for.

    What somebody posted whose session has ended waits in the page, and is sent from there.
    """
    if request.path.startswith(arrival.API):
        response = problem(401, complaints=error.complaints)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if request.method == "POST" and (waiting := kept.sealed()):
        return first_page(email="", refused=False, waiting=waiting), 401
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirected(f"/sign-in?{urlencode({'next': wanted})}", 303)


def ask_again(error: Unproven) -> ResponseReturnValue:
    """Ask for the second factor; a form that was sent is kept in the page, and sent again by it."""
    if request.path.startswith(arrival.API):
        return problem(403, complaints=error.complaints)
    if request.method == "GET":
        wanted = request.full_path.rstrip("?")
        return redirected(f"/sign-in/again?{urlencode({'next': wanted})}", 303)
    typed = kept.typed()
    page = render_template(
        "accounts/again.html",
        action=typed.action,
        carried=typed.fields,
        files=typed.files,
        sentences=[sentence(complaint, gettext) for complaint in error.complaints],
    )
    return page, 403


def send_anew(error: Misplaced) -> ResponseReturnValue:
    """Show a form again that was opened before somebody signed in, for them to send it anew.

    Only what a page of ours has posted: no other site can make a browser say so.
    """
    if request.headers.get("Sec-Fetch-Site") != OWN_PAGE:
        return refused(error)
    arrival.arrive()
    typed = kept.typed()
    if actor() == VISITOR or not typed.fields:
        return refused(error)
    return render_template("accounts/kept.html", typed=typed), 409
