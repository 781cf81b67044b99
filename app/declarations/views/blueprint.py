"""The blueprint that every page of declarations stands on, and what the pages share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Blueprint, request
from flask_babel import get_locale
from sqlalchemy.orm import Session

from app.accounts.queries.people import named
from app.declarations.forms import published
from app.declarations.models import Declaration
from app.declarations.operations.judging import Known, known_from
from app.declarations.values.filing import LONGEST_NOTE, Hand
from app.declarations.values.forms import Form
from app.declarations.values.published import Published
from app.kernel.actor import DELEGATES, Role
from app.kernel.errors import Conflict, DomainError, Invalid
from app.kernel.web import actor, open_to, runtime
from app.kernel.writing import is_prose, tidy
from app.obligations.queries import catalogue
from app.obligations.values import Obligation
from app.participants.queries import roll
from app.treaties.rules.document import short_name

pages = Blueprint("declarations", __name__)

OFFICERS = frozenset({Role.DECLARATIONS_OFFICER})
READERS = DELEGATES | OFFICERS | {Role.DIRECTOR, Role.AUDITOR}

readers = open_to(*READERS)
"""States that delegates and whoever knows of submissions may reach a view."""

content_readers = open_to(*READERS - {Role.AUDITOR})
"""States that whoever may read content of some class may reach a view."""

drafters = open_to(*DELEGATES)
"""States that delegates may reach a view, and nobody else."""

representatives = open_to(Role.REPRESENTATIVE)
"""States that accredited representatives may reach a view."""

officers = open_to(*OFFICERS)
"""States that declarations officers may reach a view."""


@dataclass(frozen=True, slots=True)
class Names:
    """How a page names participants, people and obligations."""

    people: Mapping[int, str]
    participant: Callable[[str], str]
    obligations: Mapping[str, Obligation]

    def title(self, declaration: Declaration | Published) -> str:
        """Give what is declared, in words: the obligation's title."""
        found = self.obligations.get(declaration.obligation)
        return found.title if found else declaration.obligation


def names(session: Session, *accounts: int | None) -> Names:
    """Give how a page names people, and the participants and obligations of the register."""
    numbers = {each for each in accounts if each is not None}
    everybody, language = roll(runtime().facts), str(get_locale().language)
    return Names(
        named(session, numbers) if numbers else {},
        lambda code: short_name(code, roll=everybody, language=language),
        catalogue(runtime().obligations).obligations,
    )


def known() -> Known:
    """Give the reviewed facts against which declarations are judged."""
    return known_from(runtime().facts, runtime().obligations, runtime().seat)


def form_of(declaration: Declaration, version: int | None = None) -> Form:
    """Give the form that something is declared on."""
    return published(declaration.form, version)


def hand() -> Hand:
    """Give who acts, when, and with the form whose key was posted.

    Raises:
        Invalid: the key is none.

    """
    try:
        key = UUID(request.form.get("key", ""))
    except ValueError:
        raise Invalid.because("This form is not whole. Open the page again.") from None
    return Hand(by=actor(), at=runtime().clock.now(), today=runtime().today(), key=key)


def reading_hand() -> Hand:
    """Give who looks, and when; looking has no form."""
    return Hand(by=actor(), at=runtime().clock.now(), today=runtime().today(), key=uuid4())


def note(field: str) -> str:
    """Give a reason that was typed.

    Raises:
        Invalid: it is too long, or holds what cannot be seen.

    """
    text = tidy(request.form.get(field, ""))
    if len(text) > LONGEST_NOTE or not is_prose(text):
        raise Invalid.because(
            "Write at most %(most)s characters that can be seen.", field=field, most=LONGEST_NOTE
        )
    return text


def fresh_key() -> str:
    """Give a new form's own key."""
    return str(uuid4())


def status_of(refused: DomainError) -> int:
    """Give the status with which a page shows again what was refused."""
    return 409 if isinstance(refused, Conflict) else 422
