"""The files of a declaration: read by whoever reads the answer that names them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.declarations.models import Declaration
from app.declarations.queries import drafts, versions
from app.documents import queries as documents
from app.documents.models import Upload
from app.kernel.actor import Actor
from app.kernel.errors import NotFound

Named = tuple[str, str]
"""A file by its number and the SHA-256 of its content."""


def owner_of(declaration: Declaration) -> str:
    """Give whose files they are in storage."""
    return f"declaration/{declaration.reference}"


def attachment(session: Session, declaration: Declaration, file: UUID, *, by: Actor) -> Upload:
    """Give a file that a draft or a version names in an answer that somebody may read.

    Raises:
        NotFound: there is none, or none that they may read.

    """
    found = documents.upload(session, owner_of(declaration), file)
    if str(file) not in {document for document, _digest in _named(session, declaration, by)}:
        raise NotFound.because("There is no such file.")
    return found


def drafted(
    session: Session, declaration: Declaration, *, by: Actor
) -> list[tuple[Upload, list[str]]]:
    """Give the files that an open draft names, each with the sections that name it.

    Raises:
        NotFound: there is no open draft, or it is another state's.

    """
    rows = drafts.sections(session, drafts.draft(session, declaration, by=by))
    naming: dict[str, list[str]] = {}
    for name, row in rows.items():
        for document in {document for document, _digest in files(row.content)}:
            naming.setdefault(document, []).append(name)
    kept = documents.uploads(session, owner_of(declaration))
    return [(each, naming[str(each.id)]) for each in kept if str(each.id) in naming]


def known(session: Session, declaration: Declaration) -> set[Named]:
    """Give every file that was handed in for a declaration."""
    kept = documents.uploads(session, owner_of(declaration))
    return {(str(each.id), each.sha256) for each in kept}


def files(content: Any) -> Iterator[Named]:
    """Give every file that a content names."""
    match content:
        case {"document": str(document)}:
            yield document, str(content.get("sha256"))
        case dict():
            for inside in content.values():
                yield from files(inside)
        case list():
            for inside in content:
                yield from files(inside)


def _named(session: Session, declaration: Declaration, by: Actor) -> Iterator[Named]:
    """Give every file that is named in an answer that somebody may read."""
    draft = drafts.draft_or_none(session, declaration, by=by)
    if draft is not None:
        yield from files(drafts.content_of(drafts.sections(session, draft)))
    for version in versions.versions(session, declaration, by=by):
        yield from files(versions.content_of(session, version, by=by))
