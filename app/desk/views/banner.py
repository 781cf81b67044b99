"""What the pages of the secretariat say on top when something stands too long."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint

from app.desk.queries.troubles import standing, ticked_at
from app.desk.rules.troubles import is_silent
from app.desk.values.troubles import Trouble
from app.kernel.actor import STAFF
from app.kernel.errors import Unavailable
from app.kernel.web import actor, runtime

pages = Blueprint("banner", __name__)


@pages.app_context_processor
def banner() -> dict[str, Any]:
    """Let a page of the secretariat ask what troubles the installation."""
    return {"troubles_now": _troubles}


def _troubles() -> Sequence[Trouble]:
    """Give the troubles that stand, to the secretariat alone; with the database away, none."""
    if actor().role not in STAFF:
        return ()
    try:
        with runtime().database.read(by=actor()) as session:
            told = [each.trouble for each in standing(session) if each.told_at]
            ticked = ticked_at(session)
    except Unavailable:
        return ()
    silent = is_silent(ticked, at=runtime().clock.now())
    return told if not silent or Trouble.BACKGROUND in told else [Trouble.BACKGROUND, *told]
