"""The blueprint that every page of obligations stands on, and what the pages share."""

from collections.abc import Callable

from flask import Blueprint
from flask_babel import get_locale

from app.kernel.errors import NotFound
from app.kernel.web import runtime
from app.obligations.queries import catalogue
from app.obligations.values import Catalogue, Obligation
from app.participants.queries import roll
from app.treaties.rules.document import short_name

pages = Blueprint("obligations", __name__)


def known() -> Catalogue:
    """Give every obligation."""
    return catalogue(runtime().obligations)


def obligation_of(code: str) -> Obligation:
    """Give an obligation.

    Raises:
        NotFound: there is none of this code.

    """
    found = known().obligations.get(code)
    if found is None:
        raise NotFound.because("There is no such obligation.")
    return found


def named() -> Callable[[str], str]:
    """Give what names a participant in the reader's language."""
    everybody, language = roll(runtime().facts), str(get_locale().language)
    return lambda code: short_name(code, roll=everybody, language=language)
