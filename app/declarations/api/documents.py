"""Declarations as JSON documents: what of them somebody may see is decided by the queries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import get_translations

from app.declarations.models import (
    Declaration,
    DeclarationDraft,
    DeclarationSection,
    DeclarationVersion,
)
from app.declarations.queries import drafts
from app.declarations.queries.chains import Owned
from app.declarations.values.problems import Problem
from app.documents.models import Upload
from app.kernel.languages import said

ROOT = "/api/v1/declarations"

Document = dict[str, Any]


def address(of: Declaration) -> str:
    """Give where a declaration is read."""
    return f"{ROOT}/{of.reference}"


def listed(owned: Owned) -> Document:
    """Give a line of the list."""
    record = version(owned.version) if owned.version else None
    return identity(owned.declaration) | {"drafting": owned.draft is not None, "record": record}


def identity(found: Declaration) -> Document:
    """Give what a declaration is about."""
    return {
        "ref": str(found.reference),
        "participant": found.participant,
        "obligation": found.obligation,
        "period": found.period,
        "form": found.form,
        "link": found.reference.address,
    }


def draft(found: DeclarationDraft, rows: Mapping[str, DeclarationSection], form: str) -> Document:
    """Give an open draft with everything that is filled in."""
    return {
        "schema_at": f"/api/v1/forms/{form}/{found.form_version}",
        "outcome": found.outcome.value,
        "basis": found.basis.value,
        "amends": found.amends,
        "reason": found.reason,
        "asked_at": _instant(found.asked_at),
        "content": {name: row.content for name, row in rows.items()},
        "classes": {place: grade.value for place, grade in drafts.classes_of(rows).items()},
        "carried": [name for name, row in rows.items() if row.carried],
    }


def version(found: DeclarationVersion) -> Document:
    """Give the facts of a version, without its content."""
    return {
        "number": found.number,
        "name": str(found.named),
        "status": found.status.value,
        "form_version": found.form_version,
        "basis": found.basis.value,
        "outcome": found.outcome.value,
        "reason": found.reason,
        "hands": found.hands.value,
        "channel": found.channel.value if found.channel else None,
        "submitted_at": _instant(found.submitted_at),
        "received_at": _instant(found.received_at),
        "ledger_index": found.ledger_index,
    }


def file(found: Upload, sections: Sequence[str], *, of: Declaration) -> Document:
    """Give a file that a draft names, and which of its sections do."""
    return {
        "document": str(found.id),
        "name": found.name,
        "sha256": found.sha256,
        "media_type": found.kind.value,
        "size": found.size,
        "sections": list(sections),
        "file": f"{address(of)}/files/{found.id}",
    }


def problem(found: Problem) -> Document:
    """Give one thing that is wrong with a draft, or strange, and where."""
    return {
        "severity": found.severity.value,
        "section": found.section,
        "field": found.field,
        "path": found.path,
        "detail": said(found.sentence, get_translations()),
    }


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
