"""Who is asking: looked up once at each request, by the browser's session or by a token."""

from typing import Any, cast
from uuid import UUID

from flask import Flask, g, request

from app.accounts.operations import sessions, signing_in, tokens
from app.accounts.queries import proofs
from app.accounts.values import SEEN_EVERY, SignedIn
from app.accounts.views.cookie import shown
from app.kernel.actor import SYSTEM, VISITOR, Actor
from app.kernel.errors import Unidentified, Unproven
from app.kernel.sealing import Seal
from app.kernel.web import runtime

API = "/api/"
BEARER = "Bearer "
PROOF = "factor_code"
"""The field in which a form that was sent back brings the second factor."""


def install(app: Flask) -> None:
    """Have every request find out who asks."""
    app.before_request(arrive)
    app.context_processor(shown_on_every_page)


def seal() -> Seal:
    """Give the seal of this installation."""
    return Seal(runtime().secret_key)


def here() -> SignedIn:
    """Give the session in which a person asks.

    Raises:
        Unidentified: nobody has signed in.

    """
    found: SignedIn | None = g.get("signed_in")
    if found is None:
        raise Unidentified.because("Sign in first: this is not public.")
    return found


def arrive() -> None:
    """Set who asks. The programming interface knows tokens alone, the pages sessions alone."""
    g.actor = VISITOR
    if request.endpoint == "static":
        return
    if request.path.startswith(API):
        _by_token()
    elif token := shown():
        _by_session(token)


def _by_session(token: str) -> None:
    now, today = runtime().clock.now(), runtime().today()
    with runtime().database.read(by=SYSTEM) as session:
        found = proofs.signed_in(session, token, at=now, on=today)
    if found is None or found.person.role is None:
        return
    g.signed_in, g.proven_at = found, found.proven_at
    g.actor = Actor(found.person.role, found.person.account, found.person.participant)
    if now - found.seen_at >= SEEN_EVERY:
        with runtime().database.write(by=g.actor) as session:
            sessions.note_seen(session, UUID(found.id), at=now)
    if request.method == "POST" and PROOF in request.form:
        _prove(found)


def _prove(found: SignedIn) -> None:
    """Take the second factor that a form which was sent back has brought."""
    now = runtime().clock.now()
    with runtime().database.write(by=g.actor) as session:
        right = signing_in.prove_again(session, found, request.form[PROOF], seal=seal(), at=now)
    if not right:
        raise Unproven.because(
            "This code is not right, or it was used already. Wait for the next one."
        )
    g.proven_at = now


def _by_token() -> None:
    given = request.headers.get("Authorization", "")
    if not given.startswith(BEARER):
        return
    token, today = given.removeprefix(BEARER).strip(), runtime().today()
    with runtime().database.read(by=SYSTEM) as session:
        found = proofs.bearer(session, token, at=runtime().clock.now(), on=today)
    if found is None:
        raise Unidentified.because("This token is not known, was revoked or has expired.")
    g.actor, g.scopes, used_on = found
    if used_on != today:
        with runtime().database.write(by=g.actor) as session:
            tokens.note_used(session, token, on=today)


def shown_on_every_page() -> dict[str, Any]:
    """Give the layout whose page it is."""
    found = cast("SignedIn | None", g.get("signed_in"))
    return {"person": found.person if found else None}
