"""The cookie by which a browser shows its session; the session itself is a row."""

from collections.abc import Callable

from flask import Response, make_response, request, session
from flask.typing import ResponseReturnValue

from app.kernel.runtime import Runtime
from app.kernel.web import runtime


def cookie_name(of: Runtime) -> str:
    """Give the cookie's name; over https one that browsers bind to this host and to https."""
    return "__Host-signed-in" if _https(of) else "signed-in"


def shown() -> str | None:
    """Give the token that the browser shows, if it shows one."""
    return request.cookies.get(cookie_name(runtime()))


def keep(token: str, then: Callable[[], ResponseReturnValue]) -> Response:
    """Have the browser show a session's token until it closes; forms' tokens begin anew.

    ``then`` gives what is answered, made after that: its forms carry the new token.
    """
    session.clear()
    response = make_response(then())
    response.set_cookie(
        cookie_name(runtime()),
        token,
        secure=_https(runtime()),
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def drop(response: Response) -> Response:
    """Have the browser forget its session."""
    session.clear()
    response.delete_cookie(
        cookie_name(runtime()), secure=_https(runtime()), httponly=True, samesite="Lax", path="/"
    )
    return response


def _https(of: Runtime) -> bool:
    return of.public_url.startswith("https://")
