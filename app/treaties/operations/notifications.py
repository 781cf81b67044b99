"""Notifying those entitled, where the Agency is the depositary: numbered, sealed, owed, printed."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.kernel.actor import Actor
from app.participants.values import Roll
from app.treaties.values.notifications import NotificationNumber, Occasion


def notify(
    session: Session,
    occasions: Sequence[Occasion],
    *,
    by: Actor,
    at: datetime,
    today: date,
    roll: Roll,
) -> list[NotificationNumber]:
    """Notify the parties and those entitled to become parties of each occasion, in order.

    In one transaction with what is notified: numbers, records, prints and letters are owed
    together. Where another is the depositary nobody is notified, and no number is given. It
    appends to the ledger; the caller's own entries come before or after, and no other series of
    numbers is taken after it.
    """
    del session, occasions, by, at, today, roll
    return []
