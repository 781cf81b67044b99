"""The blueprint that every page of bodies stands on, and what the pages share."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body
from app.bodies.rules.access import RUNNING
from app.bodies.values import Hand
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, open_to, runtime
from app.participants.queries import roll
from app.treaties.rules.document import short_name

pages = Blueprint("bodies", __name__)

secretaries = open_to(*RUNNING)
"""States that those who run bodies may reach a view, and nobody else."""

UNPROCESSABLE, CONFLICT = 422, 409

Change = Callable[[Session, Body], None]
"""What one form changes of a body, and of what it has before it."""


def hand() -> Hand:
    """Give who posts this form, when, and the form's own key.

    Raises:
        Invalid: the form has none.

    """
    now = runtime().clock.now()
    return Hand(by=actor(), at=now, today=runtime().today(), key=_key())


def named() -> Callable[[str], str]:
    """Give what names a participant in the reader's language."""
    everybody, language = roll(runtime().facts), str(get_locale().language)
    return lambda code: short_name(code, roll=everybody, language=language)


def of_body(session: Session, slug: str, *, locked: bool = False) -> Body:
    """Give the body of an address, to whoever asks and may look at it.

    Raises:
        NotFound: there is none, or none at which they may look.

    """
    return queries.body(session, actor(), slug, on=runtime().today(), locked=locked)


def page(template: str, session: Session, of: Body, **facts: Any) -> str:
    """Give a page of a body under the head that all of its pages have."""
    today = runtime().today()
    return render_template(
        f"bodies/{template}",
        body=of,
        fresh_key=uuid4,
        named=named(),
        runs=actor().role in RUNNING,
        state=queries.state(session, of, on=today),
        today=today,
        **facts,
    )


def changed(
    body: str, change: Change, *, leads_to: str = "", form: Callable[[Sequence[Complaint]], str]
) -> ResponseReturnValue:
    """Change a body that nobody else changes meanwhile, and lead to a page of it.

    What is refused shows the ``form`` again, with what is wrong.
    """
    try:
        with runtime().database.write(by=actor()) as session:
            change(session, of_body(session, body, locked=True))
    except Invalid as refused:
        return form(refused.complaints), UNPROCESSABLE
    return redirect(f"/bodies/{body}{leads_to}", 303)


def shown_version() -> int:
    """Give the version of what the posted form showed."""
    return request.form.get("version", type=int, default=0)


def status_of(refused: Invalid | Conflict) -> int:
    """Give the status of a page that says why something was refused."""
    return CONFLICT if isinstance(refused, Conflict) else UNPROCESSABLE


def saved(content: bytes, content_type: str, *, name: str) -> Response:
    """Answer with a file to save under a name of ASCII letters."""
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _key() -> UUID:
    try:
        return UUID(request.form.get("key", ""))
    except ValueError as error:
        raise Invalid.because("This form is not whole. Open its page again.") from error
