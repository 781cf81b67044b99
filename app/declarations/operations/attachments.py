"""Files that a state hands in with a declaration: kept, and frozen with the version."""

from hashlib import sha256

from sqlalchemy.orm import Session

from app.declarations.queries import chains, drafts
from app.declarations.queries.attachments import owner_of
from app.declarations.rules import states
from app.declarations.values.filing import Hand, Reference, Status, Step
from app.documents import operations as documents
from app.documents import queries as kept
from app.documents.models import Upload
from app.documents.values import Checked
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


def _kept(session: Session, owner: str, digest: str) -> Upload | None:
    return next((each for each in kept.uploads(session, owner) if each.sha256 == digest), None)
