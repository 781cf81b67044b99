"""What is decided about letters that have failed: sent again, to another address where that of
the addressee holds no more, or cancelled for a reason.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from app.correspondence.models import Letter, LetterDeed
from app.correspondence.queries import outbox as queries
from app.correspondence.values import LetterAct, Recipient
from app.kernel.actor import Actor
from app.kernel.database import update_once


def try_again(session: Session, letter_id: UUID, *, by: Actor, at: datetime) -> None:
    """Owe a failed letter again, from the same facts; of any other, change nothing.

    Raises:
        NotFound: there is none of this identity.

    """
    failed = Letter.failed_at.is_not(None)
    if _changed(session, letter_id, failed, _owed_again(at)):
        _note(session, letter_id, LetterAct.SENT_AGAIN, reason="", by=by, at=at)


def redirect(
    session: Session, persons: Collection[str], to: Recipient, *, by: Actor, at: datetime
) -> int:
    """Owe the failed letters of addressees who are reached no more to another, and count them.

    What each says stays as it was frozen, in its language. Whoever asks has seen to it that the
    other may read what was meant for them.
    """
    moved = 0
    for each in queries.failed_for(session, persons):
        elsewhere = {"person": to.person, "name": to.name, "address": to.address}
        reason = f"To {to.address} in place of {each.address}."
        standing = Letter.failed_at.is_not(None) & Letter.cancelled_at.is_(None)
        if _changed(session, each.id, standing, _owed_again(at) | elsewhere):
            _note(session, each.id, LetterAct.SENT_AGAIN, reason=reason, by=by, at=at)
            moved += 1
    return moved


def cancel(session: Session, letter_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Decide that a failed letter need not be sent; of any other, change nothing.

    It stays where it is, with who decided it and why, and can still be sent again.

    Raises:
        NotFound: there is none of this identity.

    """
    standing = Letter.failed_at.is_not(None) & Letter.cancelled_at.is_(None)
    if _changed(session, letter_id, standing, {"cancelled_at": at}):
        _note(session, letter_id, LetterAct.CANCELLED, reason=reason, by=by, at=at)


def _owed_again(at: datetime) -> dict[str, Any]:
    return {
        "failed_at": None,
        "failure": None,
        "cancelled_at": None,
        "handed_over_at": None,
        "claim": None,
        "attempts": 0,
        "next_attempt_at": at,
    }


def _changed(
    session: Session, letter_id: UUID, where: ColumnElement[bool], values: dict[str, Any]
) -> bool:
    """Change a letter if it is still so, and say whether it was: of two who decide, one does."""
    queries.letter(session, letter_id)
    one = update(Letter).where(Letter.id == letter_id, where)
    return update_once(session, one.values(**values))


def _note(
    session: Session, letter_id: UUID, act: LetterAct, *, reason: str, by: Actor, at: datetime
) -> None:
    deed = LetterDeed(letter_id=letter_id, act=act, at=at, by=by.account, reason=reason)
    session.add(deed)
    session.flush()
