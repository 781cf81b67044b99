"""Looking for prints, each by those for whom it is, and for files that people handed in.

A file is as public as what it belongs to: whoever shows one names its owner, having read that.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from app.documents.models import Document, Upload
from app.documents.rules import OFFICERS
from app.documents.values import MOST_ATTEMPTS, Audience, DocumentKind, Owing, Readers
from app.kernel.actor import DELEGATES, Actor, Role
from app.kernel.errors import NotFound

HOUR = timedelta(hours=1)
CHUNK = 500
"""How many digests one query names."""


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Keep the prints that somebody may read; ``rules.may_read`` says the same."""
    if actor.role is Role.SYSTEM:
        return true()
    whose, account = Document.whose, actor.account
    speaks = actor.participant if actor.role in DELEGATES else None
    theirs = Document.readers.in_((Readers.PARTICIPANT, Readers.SHARED))
    overseers = Document.readers.in_((Readers.OFFICERS, Readers.SHARED))
    return or_(
        Document.readers == Readers.EVERYBODY,
        and_(theirs, whose == speaks) if speaks else false(),
        overseers if actor.role in OFFICERS else false(),
        and_(Document.readers == Readers.ACCOUNT, whose == str(account)) if account else false(),
    )


def document(session: Session, document_id: UUID, *, by: Actor) -> Document:
    """Give one print to somebody for whom it is.

    Raises:
        NotFound: there is none of this identity, or none for them.

    """
    one = select(Document).where(Document.id == document_id, readable_by(by))
    found = session.scalar(one)
    if found is None:
        raise NotFound.because("There is no such document. It may have been typed wrongly.")
    return found


def printed_from(
    session: Session, kind: DocumentKind, *, facts_sha256: str, press: str, audience: Audience
) -> UUID | None:
    """Give the print that was asked for with the same facts of the same press for these readers."""
    return session.scalar(
        select(Document.id).where(
            Document.kind == kind,
            Document.facts_sha256 == facts_sha256,
            Document.press == press,
            _for(audience),
        )
    )


def printed_from_any(
    session: Session, kind: DocumentKind, digests: Sequence[str], *, press: str
) -> dict[tuple[str, Audience], UUID]:
    """Give the prints that were asked for with any of these facts, by facts and readers."""
    columns = (Document.facts_sha256, Document.readers, Document.whose, Document.id)
    found: dict[tuple[str, Audience], UUID] = {}
    for start in range(0, len(digests), CHUNK):
        some = Document.facts_sha256.in_(digests[start : start + CHUNK])
        rows = select(*columns).where(Document.kind == kind, Document.press == press, some)
        found |= {(each[0], Audience(each[1], each[2])): each[3] for each in session.execute(rows)}
    return found


def _for(audience: Audience) -> ColumnElement[bool]:
    return and_(Document.readers == audience.readers, Document.whose == audience.whose)


def waiting() -> ColumnElement[bool]:
    """Give the clause of prints that are neither ready nor given up."""
    return and_(Document.ready_at.is_(None), Document.failed_at.is_(None))


def claimable(at: datetime) -> ColumnElement[bool]:
    """Give the clause of prints that a worker may take: owed, not held, not tried too often."""
    return and_(waiting(), Document.next_attempt_at <= at, Document.attempts < MOST_ATTEMPTS)


def exhausted(at: datetime) -> ColumnElement[bool]:
    """Give the clause of prints whose last attempt ended without a word."""
    return and_(waiting(), Document.next_attempt_at <= at, Document.attempts >= MOST_ATTEMPTS)


def owed(session: Session, *, at: datetime, most: int) -> Sequence[UUID]:
    """Give the prints that a worker may take, the longest waiting first."""
    ids = select(Document.id).where(claimable(at))
    return session.scalars(ids.order_by(Document.next_attempt_at).limit(most)).all()


def any_exhausted(session: Session, *, at: datetime) -> bool:
    """Say whether a print's last attempt ended without a word."""
    return session.scalar(select(Document.id).where(exhausted(at)).limit(1)) is not None


def ahead_of(session: Session, document: Document) -> int:
    """Count the prints that were asked for earlier and still wait."""
    earlier = and_(waiting(), Document.requested_at < document.requested_at)
    return session.scalar(select(func.count()).select_from(Document).where(earlier)) or 0


def load(session: Session, audience: Audience, *, at: datetime) -> tuple[int, int]:
    """Count an audience's prints that wait, and those asked for within the hour.

    What others ask for takes nobody's room, and nobody is told how much it is.
    """
    lately = Document.requested_at > at - HOUR
    row = session.execute(
        select(
            func.count().filter(waiting()),
            func.count().filter(lately),
        ).where(waiting() | lately, _for(audience))
    ).one()
    return row[0], row[1]


def failed() -> ColumnElement[bool]:
    """Give the clause of prints that have failed and about which nobody has decided."""
    return and_(Document.failed_at.is_not(None), Document.cancelled_at.is_(None))


def owing(session: Session) -> Owing:
    """Give how the prints of this installation stand."""
    row = session.execute(
        select(
            func.count().filter(waiting()),
            func.min(Document.next_attempt_at).filter(waiting()),
            func.count().filter(failed()),
            func.min(Document.failed_at).filter(failed()),
        ).where(or_(waiting(), failed()))
    ).one()
    return Owing(row[0], row[1], row[2], row[3])


def unattended(session: Session, *, most: int) -> Sequence[Document]:
    """List prints that have failed and about which nobody has decided, the longest first.

    It is for whoever keeps the installation, and shows nothing of what they say.
    """
    order = (Document.failed_at, Document.id)
    return session.scalars(select(Document).where(failed()).order_by(*order).limit(most)).all()


def printed_files(session: Session) -> Iterator[str]:
    """Give the digest of every file that was printed."""
    for sha256 in session.scalars(select(Document.sha256).where(Document.sha256.is_not(None))):
        yield str(sha256)


def uploaded_files(session: Session) -> Iterator[tuple[str, str]]:
    """Give the owner and the digest of every file that was handed in."""
    for each in session.execute(select(Upload.owner, Upload.sha256)):
        yield each.owner, each.sha256


def uploads(session: Session, owner: str) -> Sequence[Upload]:
    """Give the files that belong to something, in the order in which they were handed in."""
    order = (Upload.handed_in_at, Upload.id)
    return session.scalars(select(Upload).where(Upload.owner == owner).order_by(*order)).all()


def uploads_of(session: Session, owners: Collection[str]) -> dict[tuple[str, str], Upload]:
    """Give the files that belong to any of some things, by owner and digest."""
    rows = session.scalars(select(Upload).where(Upload.owner.in_(owners)))
    return {(each.owner, each.sha256): each for each in rows}


def upload(session: Session, owner: str, upload_id: UUID) -> Upload:
    """Give one file of those that belong to something.

    Raises:
        NotFound: it has no such file.

    """
    found = session.scalar(select(Upload).where(Upload.owner == owner, Upload.id == upload_id))
    if found is None:
        raise NotFound.because("There is no such file.")
    return found
