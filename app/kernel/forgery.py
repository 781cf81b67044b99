"""Forms that change something carry a token, so that no other site can send them in our name."""

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError, CSRFProtect

from app.kernel.errors import Misplaced

MOST_BYTES = 21_000_000
"""What any form may send: a scan of 20 MB, and the fields around it. The first to read a body is
the check for the token, so the size is looked at before it."""


class Unopened(SecureCookieSessionInterface):
    """A browser that brings no session gets a new one at once: there is no signature to check."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Give the session that a browser brings, or an empty one."""
        if app.secret_key and self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def protect(app: Flask, *, secret: str, https: bool) -> None:
    """Refuse every unsafe request without its form's token; ``csrf_token()`` gives templates one.

    The token belongs to the browser's session, whose cookie is signed and set only once a page
    holds such a form. The API holds no session, so it needs no token.
    """
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME="__Host-session" if https else "session",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=MOST_BYTES,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # a token lasts as long as the session it belongs to
        WTF_CSRF_SSL_STRICT=False,  # our pages send no Referer (Referrer-Policy: no-referrer)
    )
    app.session_interface = Unopened()
    tokens = CSRFProtect(app)

    @app.before_request
    def require_token() -> None:
        if request.path.startswith("/api/"):
            return
        try:
            tokens.protect()
        except CSRFError as forged:
            raise Misplaced.because(
                "This form has lost its place: the page was open for too long, or the browser "
                "keeps no cookies. Load the page again, then press the button once more."
            ) from forged
