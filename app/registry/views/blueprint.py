"""What the pages of the register of things have in common."""

from datetime import date
from math import ceil
from typing import Any

from flask import Blueprint, Response
from flask_babel import get_locale

from app.kernel import days
from app.kernel.web import actor, open_to, runtime
from app.participants.queries import roll
from app.participants.rules import filed
from app.participants.values import ParticipantKind
from app.registry.rules.access import KEEPERS, READERS, may_keep
from app.registry.values import PAGE, PARTICULARS, FacilityStatus, Kind

pages = Blueprint("registry", __name__)

readers = open_to(*READERS)
"""States that delegates and the officers who read declarations may reach a view."""

keepers = open_to(*KEEPERS)
"""States that delegates may reach a view, and nobody else."""

UNPROCESSABLE, CONFLICT = 422, 409


def words() -> dict[str, Any]:
    """Give what every page needs to say what things are."""
    who = actor()
    return {
        "kinds": list(Kind),
        "statuses": list(FacilityStatus),
        "particulars": PARTICULARS,
        "everybody": roll(runtime().facts),
        "read_day": days.read,
        "keeps": who.participant is not None and may_keep(who, who.participant),
    }


def last_page(count: int) -> int:
    """Give the number of the last page of a list."""
    return max(1, ceil(count / PAGE))


def countries() -> list[tuple[str, str]]:
    """Give the countries of today as a list to choose from, by name in the reader's language."""
    language = str(get_locale().language)
    today: date = runtime().today()
    found = [
        (each.code, each.name(language).short)
        for each in roll(runtime().facts).existing(today)
        if each.kind is not ParticipantKind.REIO
    ]
    return sorted(found, key=lambda pair: filed(pair[1]))


def saved(content: bytes, *, content_type: str, name: str) -> Response:
    """Give a file to save, which no cache keeps."""
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
