"""What reports look up that no slice below looks up for itself."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from app.ledger.models import LedgerEntry
from app.reports.models import NotificationPrint
from app.reports.values import Question, Seal
from app.treaties.models import Notification, Treaty, TreatyAction
from app.treaties.values.notifications import NotificationNumber


def seal(session: Session, treaties: Collection[str], question: Question) -> Seal:
    """Give the ledger's entry that last touched any of the treaties, as known on the day.

    What was recorded later changes nothing: the same question gives the same entry for ever.
    """
    known = TreatyAction.recorded_on <= question.known_on
    entries = union_all(
        select(Treaty.ledger_index).where(Treaty.id.in_(treaties)),
        select(TreatyAction.ledger_index).where(TreatyAction.treaty_id.in_(treaties), known),
    ).subquery()
    last = select(func.max(entries.c.ledger_index)).scalar_subquery()
    found = select(LedgerEntry.index, LedgerEntry.commitment).where(LedgerEntry.index == last)
    return Seal(*session.execute(found).one())


def unprinted(session: Session, *, most: int) -> Sequence[Notification]:
    """Give the notifications whose print is not owed yet, in the order of the ledger."""
    last = select(func.coalesce(func.max(NotificationPrint.ledger_index), -1)).scalar_subquery()
    wanted = select(Notification).where(Notification.ledger_index > last)
    return session.scalars(wanted.order_by(Notification.ledger_index).limit(most)).all()


def print_of(session: Session, number: NotificationNumber) -> UUID | None:
    """Give the print of a notification, once it is owed."""
    return session.scalar(
        select(NotificationPrint.document_id)
        .join(Notification, Notification.ledger_index == NotificationPrint.ledger_index)
        .where(Notification.year == number.year, Notification.serial == number.serial)
    )


def sealed(session: Session, index: int) -> Seal:
    """Give an entry of the ledger as prints cite it."""
    found = select(LedgerEntry.index, LedgerEntry.commitment).where(LedgerEntry.index == index)
    return Seal(*session.execute(found).one())
