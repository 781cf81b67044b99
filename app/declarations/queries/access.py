"""Who may read a declaration, as clauses: ``rules.access`` once more; a test proves them equal."""

from sqlalchemy import ColumnElement, and_, false, or_, true

from app.declarations.models import Declaration, DeclarationPortion, DeclarationVersion
from app.declarations.rules.access import KNOWING, OFFICERS, READ_BY_OFFICERS
from app.declarations.values.classes import Class
from app.declarations.values.filing import Status
from app.kernel.actor import DELEGATES, Actor, Role
from app.obligations.values import Publication


def own(actor: Actor) -> ColumnElement[bool]:
    """Keep the declarations of the state that somebody speaks for: theirs are its drafts too."""
    if actor.role is Role.SYSTEM:
        return true()
    if actor.role in DELEGATES and actor.participant is not None:
        return Declaration.participant == actor.participant
    return false()


def published() -> ColumnElement[bool]:
    """Keep the versions of which everybody may know."""
    return and_(
        DeclarationVersion.status == Status.IN_GOOD_ORDER,
        DeclarationVersion.number == Declaration.record,
        Declaration.publication == Publication.PUBLIC,
    )


def known_to(actor: Actor) -> ColumnElement[bool]:
    """Keep the submitted versions of which somebody may know."""
    officers = true() if actor.role in KNOWING else false()
    return or_(own(actor), officers, published())


def followed_by(actor: Actor) -> ColumnElement[bool]:
    """Keep the declarations of which somebody sees every step, with its reason and who took it."""
    return true() if actor.role in KNOWING else own(actor)


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Keep the portions of submitted versions that somebody may read."""
    unclassified = DeclarationPortion.grade == Class.UNCLASSIFIED
    officers = DeclarationPortion.grade.in_(READ_BY_OFFICERS) if actor.role in OFFICERS else false()
    return or_(own(actor), officers, and_(published(), unclassified))
