"""Looking for letters and for pieces of the register."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_

from app.correspondence.models import Letter
from app.correspondence.values import MOST_ATTEMPTS


def waiting() -> ColumnElement[bool]:
    """Give the clause of letters that are neither sent nor given up."""
    return and_(Letter.sent_at.is_(None), Letter.failed_at.is_(None))


def claimable(at: datetime) -> ColumnElement[bool]:
    """Give the clause of letters that a worker may take: not handed over, and in no other hands."""
    return and_(
        waiting(),
        Letter.handed_over_at.is_(None),
        Letter.next_attempt_at <= at,
        Letter.attempts < MOST_ATTEMPTS,
    )
