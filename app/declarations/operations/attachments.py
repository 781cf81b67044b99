"""Files that a state hands in with a declaration: kept, and frozen with the version."""

from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from app.declarations.operations import drafting
from app.declarations.queries import chains, drafts
from app.declarations.queries.attachments import owner_of
from app.declarations.rules import states
from app.declarations.rules.portions import names_file, without_file
from app.declarations.values.classes import Class
from app.declarations.values.filing import Hand, Reference, Status, Step
from app.declarations.values.forms import Form
from app.documents import operations as documents
from app.documents import queries as kept
from app.documents.models import Upload
from app.documents.values import Checked
from app.kernel.errors import NotFound
from app.kernel.storage import Storage


def attach(
    session: Session, reference: Reference, file: Checked, *, storage: Storage, hand: Hand
) -> dict[str, str]:
    """Keep a file for an open draft, and give the answer that names it; the same file is kept once.

    Raises:
        NotFound: there is no such draft, or it is another state's.
        Unavailable: the disk is full.

    """
    declaration = chains.declaration(session, reference, by=hand.by, locked=True)
    states.after(Status.DRAFT, Step.EDIT, by=hand.by, participant=declaration.participant)
    drafts.draft(session, declaration, by=hand.by)
    owner, digest = owner_of(declaration), sha256(file.content).hexdigest()
    found = _kept(session, owner, digest)
    if found is None:
        documents.keep(session, file, owner=owner, storage=storage, by=hand.by, at=hand.at)
        found = _kept(session, owner, digest)
    return {"document": str(found.id) if found else "", "name": file.name, "sha256": digest}


def take_out(session: Session, reference: Reference, file: UUID, *, form: Form, hand: Hand) -> None:
    """Take a file out of every answer of a draft; what a version names of it stays there.

    Raises:
        NotFound: the draft names no such file, there is none, or it is another state's.

    """
    declaration = chains.declaration(session, reference, by=hand.by, locked=True)
    rows = drafts.sections(session, drafts.draft(session, declaration, by=hand.by))
    naming = [row for row in rows.values() if names_file(row.content, file)]
    if not naming:
        raise NotFound.because("There is no such file.")
    for row in naming:
        drafting.edit(
            session, reference, row.section, without_file(row.content, file),
            classes={place: Class(grade) for place, grade in row.classes.items()}, form=form,
            version=row.version, hand=hand,
        )  # fmt: skip


def _kept(session: Session, owner: str, digest: str) -> Upload | None:
    return next((each for each in kept.uploads(session, owner) if each.sha256 == digest), None)
