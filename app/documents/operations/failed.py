"""What is decided about prints that have failed: printed again, or cancelled for a reason."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from app.documents import queries
from app.documents.models import Document, PrintDeed
from app.documents.rules import room_for_another
from app.documents.values import PrintAct
from app.kernel.actor import Actor
from app.kernel.database import update_once
from app.kernel.errors import NotFound


def print_again(session: Session, document_id: UUID, *, by: Actor, at: datetime) -> None:
    """Put a print that was given up back among those that wait; of any other, change nothing.

    Raises:
        NotFound: there is none of this identity, or none for whoever asks.
        Unavailable: too many wait.

    """
    document = queries.document(session, document_id, by=by)
    if document.failed_at is None:
        return
    waiting, _lately = queries.load(session, document.audience, at=at)
    room_for_another(waiting=waiting, asked_within_the_hour=0)
    owe_again(session, document_id, by=by, at=at)


def owe_again(session: Session, document_id: UUID, *, by: Actor, at: datetime) -> None:
    """Have a print that was given up printed after all, by whoever keeps the installation.

    They need not be among its readers, and are shown nothing of it. Of any other print, and of one
    that is not there, nothing is changed.
    """
    owed = {"failed_at": None, "failure": None, "cancelled_at": None, "attempts": 0}
    failed = Document.failed_at.is_not(None)
    if _changed(session, document_id, failed, owed | {"next_attempt_at": at}):
        _note(session, document_id, PrintAct.PRINTED_AGAIN, reason="", by=by, at=at)


def cancel(session: Session, document_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Decide that a print that was given up need not be printed; of any other, change nothing.

    Whoever asked for it may still ask again.

    Raises:
        NotFound: there is none of this identity.

    """
    if session.get(Document, document_id) is None:
        raise NotFound.because("There is no such print.")
    standing = Document.failed_at.is_not(None) & Document.cancelled_at.is_(None)
    if _changed(session, document_id, standing, {"cancelled_at": at}):
        _note(session, document_id, PrintAct.CANCELLED, reason=reason, by=by, at=at)


def _changed(
    session: Session, document_id: UUID, where: ColumnElement[bool], values: dict[str, Any]
) -> bool:
    """Change a print if it is still so, and say whether it was: of two who decide, one does."""
    one = update(Document).where(Document.id == document_id, where)
    return update_once(session, one.values(**values))


def _note(
    session: Session, document_id: UUID, act: PrintAct, *, reason: str, by: Actor, at: datetime
) -> None:
    deed = PrintDeed(document_id=document_id, act=act, at=at, by=by.account, reason=reason)
    session.add(deed)
    session.flush()
