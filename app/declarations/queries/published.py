"""What everybody may know of declarations: which were found in good order, and whether in time."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.declarations.models import Declaration, DeclarationVersion
from app.declarations.queries.access import published as is_published
from app.declarations.values.published import Published, Wanted
from app.obligations import queries as duties
from app.obligations.values import Row

WHICH = (Declaration.obligation, Declaration.participant, Declaration.period)
EVERY = Wanted()


def published(
    session: Session, wanted: Wanted = EVERY, *, at: datetime, seat: ZoneInfo
) -> list[Published]:
    """List the filings that are published, the latest first, in two queries.

    That is the version of record in good order, under an obligation whose filings are public.
    """
    chosen = (
        select(Declaration, DeclarationVersion)
        .join(DeclarationVersion, DeclarationVersion.declaration_id == Declaration.id)
        .where(is_published(), *_clauses(wanted))
    )
    named = chosen.with_only_columns(*WHICH)
    standing = duties.rows_among(session, named, at=at, seat=seat)
    found = [
        _told(declaration, version, standing.get(_key(declaration)))
        for declaration, version in session.execute(chosen)
    ]
    return sorted(found, key=lambda each: (each.received_at, each.period), reverse=True)


def participants(session: Session) -> Sequence[str]:
    """Give the codes of those of whom something is published."""
    of_record = (
        select(Declaration.participant)
        .join(DeclarationVersion, DeclarationVersion.declaration_id == Declaration.id)
        .where(is_published())
    )
    return session.scalars(of_record.distinct().order_by(Declaration.participant)).all()


def _clauses(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = (
        (Declaration.participant, wanted.participant),
        (Declaration.obligation, wanted.obligation),
        (Declaration.period, wanted.period),
    )
    clauses = [column == word for column, word in asked if word]
    if wanted.among is not None:
        clauses.append(Declaration.participant.in_(wanted.among))
    if wanted.since is not None:
        clauses.append(DeclarationVersion.received_at >= wanted.since)
    return clauses


def _key(declaration: Declaration) -> tuple[str, str, str]:
    return declaration.obligation, declaration.participant, declaration.period


def _told(declaration: Declaration, version: DeclarationVersion, row: Row | None) -> Published:
    standing = row.standing if row else None
    return Published(
        participant=declaration.participant,
        obligation=declaration.obligation,
        period=declaration.period,
        form=declaration.form,
        basis=version.basis,
        received_at=(row.met_at if row else None) or version.received_at,
        timeliness=standing.timeliness if standing else None,
        days_late=standing.days_late if standing else 0,
        due_at=row.due_at if row else None,
    )
