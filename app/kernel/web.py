"""Flask's edge of the kernel: who is asking, what they may reach, and how no is shown."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import ParamSpec, cast

from flask import Flask, Response, current_app, g, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, InternalServerError

from app.kernel.actor import EVERYBODY, VISITOR, Actor, Role, Scope
from app.kernel.errors import (
    Complaint,
    Conflict,
    DomainError,
    NotFound,
    Stale,
    Unavailable,
    Unconditional,
    Unidentified,
    Unproven,
)
from app.kernel.languages import sentence
from app.kernel.problems import problem
from app.kernel.runtime import Runtime

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

RETRY_SECONDS = 30
"""What a 503 asks the client to wait."""

STATUSES: dict[type[DomainError], int] = {
    Unidentified: 401,
    Unproven: 403,
    NotFound: 404,
    Conflict: 409,
    Stale: 412,
    Unconditional: 428,
    Unavailable: 503,
}
"""Refusals by their HTTP status; every other one is a 422."""

TOO_LARGE = Complaint("This is too large. The description says how much is accepted here.")

WIDEST = 2**53
"""The largest number that an address may hold."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""The methods that change nothing."""

FRESH = timedelta(minutes=10)
"""How long a second factor proves who is there, for a weighty act."""

YEAR_SECONDS = 31_536_000


def runtime() -> Runtime:
    """Give this process's runtime."""
    return cast("Runtime", current_app.extensions["runtime"])


def actor() -> Actor:
    """Give who is asking."""
    return cast("Actor", g.get("actor", VISITOR))


def open_to(*roles: Role, scope: Scope | None = None) -> Callable[[View[P]], View[P]]:
    """State who may reach a view; ``open_to(*EVERYBODY)`` is public.

    A view that states nothing fails the architecture test. A visitor is asked to sign in; a person
    of another role gets the 404 of a page that is not there. ``scope`` is what a token must hold:
    unless given, reading for what changes nothing, drafting for the rest.
    """
    allowed = frozenset(roles)

    def mark(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            _admit(allowed, scope)
            return view(*args, **kwargs)

        guarded.open_to = allowed  # type: ignore[attr-defined]
        return guarded

    return mark


def _admit(allowed: frozenset[Role], scope: Scope | None) -> None:
    """Let whoever asks pass, or refuse."""
    if allowed == EVERYBODY:
        return
    if actor() == VISITOR and Role.VISITOR not in allowed:
        raise Unidentified.because("Sign in first: this is not public.")
    needed = scope or (Scope.READ if request.method in SAFE else Scope.DRAFT)
    if actor().role not in allowed or needed not in g.get("scopes", Scope):
        raise NotFound.because("There is no such page.")


def fresh_factor(view: View[P]) -> View[P]:
    """State that a view is a weighty act: who asks has shown the second factor just now.

    Stand it below ``open_to``. Whoever has not is asked for it, and comes back with everything
    that was typed.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        _expect_proof()
        return view(*args, **kwargs)

    guarded.fresh_factor = True  # type: ignore[attr-defined]
    return guarded


def _expect_proof() -> None:
    """Let whoever has shown the second factor just now pass, or ask for it."""
    proven: datetime | None = g.get("proven_at")
    if proven is None or runtime().clock.now() - proven > FRESH:
        raise Unproven.because("Confirm with your second factor that it is you.")


def public(view: View[P]) -> View[P]:
    """State that everybody may reach a view."""
    return open_to(*EVERYBODY)(view)


def handed_out(file: Path, *, media_type: str, name: str, digest: str) -> Response:
    """Give a file as somebody handed it in, never to be shown within our own pages, nor kept."""
    response = send_file(
        file, mimetype=media_type, as_attachment=True, download_name=name, etag=digest
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def nonce() -> str:
    """Give this response's nonce, which its own scripts carry."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return cast("str", g.nonce)


def secure(app: Flask) -> None:
    """Set the security headers on every response.

    An address with a null character, which PostgreSQL refuses as no text, or with a number of
    twenty digits is nobody's.
    """

    @app.before_request
    def address() -> None:
        if "\0" in request.path or _counts_too_far(request.view_args or {}):
            raise NotFound.because("There is no such page.")

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _policy())
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if runtime().public_url.startswith("https://"):
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


def _counts_too_far(variables: Mapping[str, object]) -> bool:
    """Say whether an address holds a number that no database holds."""
    return any(isinstance(each, int) and each > WIDEST for each in variables.values())


def _policy() -> str:
    return (
        f"default-src 'self'; script-src 'nonce-{nonce()}'; style-src 'self'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def show_errors(app: Flask) -> None:
    """Turn refusals and failures into pages that say what to do; under /api/, into problems."""

    def http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:  # noqa: PLR2004 (a redirect is no error)
            return error.get_response()
        status = 404 if error.code == 403 else error.code  # noqa: PLR2004 (never told apart)
        if request.path.startswith("/api/"):
            told = [TOO_LARGE] if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else []
            return _with_headers(problem(status, complaints=told), _allowed(error))
        page, _status, headers = _page(status, [])
        return page, status, headers | _allowed(error)

    def failed(error: InternalServerError) -> ResponseReturnValue:
        app.logger.error("request failed", exc_info=error.original_exception)
        return problem(500) if request.path.startswith("/api/") else _page(500, [])

    app.register_error_handler(DomainError, refused)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(InternalServerError, failed)


def refused(error: DomainError) -> ResponseReturnValue:
    """Say why something was refused, and what to do."""
    status = STATUSES.get(type(error), 422)
    if request.path.startswith("/api/"):
        return _with_headers(problem(status, complaints=error.complaints), _retry(status))
    sentences = [sentence(complaint, gettext) for complaint in error.complaints]
    return _page(status, sentences)


def _page(status: int, sentences: list[str]) -> tuple[str, int, dict[str, str]]:
    page = render_template("error.html", status=status, sentences=sentences)
    return page, status, _retry(status)


def _with_headers(response: Response, headers: dict[str, str]) -> Response:
    response.headers.update(headers)
    return response


def _retry(status: int) -> dict[str, str]:
    return {"Retry-After": str(RETRY_SECONDS)} if status == STATUSES[Unavailable] else {}


def _allowed(error: HTTPException) -> dict[str, str]:
    methods = getattr(error, "valid_methods", None)
    return {"Allow": ", ".join(sorted(methods))} if methods else {}
