"""Reading a state's open draft, which nobody else may know of."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.declarations.forms import published
from app.declarations.models import Declaration, DeclarationDraft, DeclarationSection
from app.declarations.queries import chains, versions
from app.declarations.queries.access import own
from app.declarations.values.classes import Class
from app.declarations.values.filing import Classes, Eyes
from app.kernel.actor import SYSTEM, Actor
from app.kernel.errors import NotFound

NATIONAL_AUTHORITY = "F1"
"""The form on which a state designates who acts for it."""


def draft(session: Session, declaration: Declaration, *, by: Actor) -> DeclarationDraft:
    """Give a declaration's open draft, to the state alone.

    Raises:
        NotFound: there is none, or it is another state's.

    """
    found = draft_or_none(session, declaration, by=by)
    if found is None:
        raise _none_open()
    return found


def draft_or_none(
    session: Session, declaration: Declaration, *, by: Actor
) -> DeclarationDraft | None:
    """Give a declaration's open draft, to the state alone, or None where there is none."""
    return session.scalar(
        select(DeclarationDraft)
        .join(Declaration, Declaration.id == DeclarationDraft.declaration_id)
        .where(DeclarationDraft.declaration_id == declaration.id, own(by))
    )


def opened(
    session: Session, declaration: Declaration, *, by: Actor
) -> tuple[DeclarationDraft, Mapping[str, DeclarationSection]]:
    """Give a declaration's open draft with its sections by name, to the state alone.

    Raises:
        NotFound: there is none, or it is another state's.

    """
    found = opened_or_none(session, declaration, by=by)
    if found is None:
        raise _none_open()
    return found


def opened_or_none(
    session: Session, declaration: Declaration, *, by: Actor
) -> tuple[DeclarationDraft, Mapping[str, DeclarationSection]] | None:
    """Give a declaration's open draft with its sections, as above, or None where there is none."""
    rows = session.execute(
        select(DeclarationDraft, DeclarationSection)
        .join(Declaration, Declaration.id == DeclarationDraft.declaration_id)
        .outerjoin(
            DeclarationSection,
            DeclarationSection.declaration_id == DeclarationDraft.declaration_id,
        )
        .where(DeclarationDraft.declaration_id == declaration.id, own(by))
        .order_by(DeclarationSection.section)
    ).all()
    if not rows:
        return None
    held: list[DeclarationSection | None] = [section for _draft, section in rows]
    return rows[0][0], {each.section: each for each in held if each is not None}


def sections(session: Session, draft: DeclarationDraft) -> Mapping[str, DeclarationSection]:
    """Give the sections of a draft that somebody has read, by name."""
    rows = session.scalars(
        select(DeclarationSection)
        .where(DeclarationSection.declaration_id == draft.declaration_id)
        .order_by(DeclarationSection.section)
    )
    return {row.section: row for row in rows}


def content_of(rows: Mapping[str, DeclarationSection]) -> dict[str, Any]:
    """Give what is filled in, without sections in which nothing is."""
    return {name: row.content for name, row in rows.items() if row.content}


def classes_of(rows: Mapping[str, DeclarationSection]) -> Classes:
    """Give the classes that the state has set."""
    given = [row.classes for row in rows.values()]
    return {place: Class(grade) for each in given for place, grade in each.items()}


def eyes(
    session: Session,
    declaration: Declaration,
    draft: DeclarationDraft,
    rows: Mapping[str, DeclarationSection],
    *,
    by: Actor,
) -> Eyes:
    """Give who had a draft in hand, and whether one person may: asked only where one alone had."""
    if draft.asked_by not in (None, by.account):
        return Eyes(draft.asked_by, one_officer=False)
    mine = content_of(rows) if declaration.form == NATIONAL_AUTHORITY else None
    designated = _designates(mine) or _designates(_standing(session, declaration.participant))
    return Eyes(draft.asked_by, one_officer=designated)


def _none_open() -> NotFound:
    return NotFound.because("There is no open draft of this declaration.")


def _standing(session: Session, participant: str) -> Mapping[str, Any] | None:
    """Give the declaration of the national authority that stands, if one does."""
    found = chains.earlier(session, participant, published(NATIONAL_AUTHORITY), period="")
    return versions.content_of(session, found.version, by=SYSTEM) if found else None


def _designates(content: Mapping[str, Any] | None) -> bool:
    """Say whether a declaration of the national authority lets one person do both."""
    sections: Sequence[Any] = list(content.values()) if content else []
    return any(isinstance(each, dict) and each.get("single_officer") is True for each in sections)
