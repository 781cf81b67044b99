"""What prints look up: what seals them, and which of them are owed already."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from app.declarations.models import Declaration, DeclarationVersion
from app.declarations.queries import versions
from app.declarations.queries.chains import Filed
from app.declarations.queries.receipts import signing_with, verifier_with
from app.kernel.actor import Actor
from app.kernel.runtime import Runtime
from app.ledger.models import LedgerEntry
from app.ledger.rules.checkpoint import origin_of
from app.obligations.queries import catalogue
from app.reports.models import NotificationPrint, ReceiptPrint
from app.reports.values import House, Publisher, Question, Seal
from app.treaties.models import Notification, Treaty, TreatyAction
from app.treaties.values.notifications import NotificationNumber


def house(current: Runtime) -> House:
    """Give what an installation knows of itself that prints of declarations name."""
    origin = origin_of(current.public_url)
    return House(
        publisher=Publisher(current.seat_name, current.demonstration, current.rehearsal),
        site=current.public_url,
        seat=current.seat,
        origin=origin,
        verifier=verifier_with(current.signing_key, origin=origin),
        sign=signing_with(current.signing_key),
        obligations=catalogue(current.obligations).obligations,
    )


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


def unreceipted(session: Session, *, most: int) -> Sequence[Filed]:
    """Give the submissions whose receipt's print is not owed yet, in the order of the ledger."""
    last = select(func.coalesce(func.max(ReceiptPrint.ledger_index), -1)).scalar_subquery()
    rows = session.execute(
        select(Declaration, DeclarationVersion)
        .join(DeclarationVersion, DeclarationVersion.declaration_id == Declaration.id)
        .where(DeclarationVersion.ledger_index > last)
        .order_by(DeclarationVersion.ledger_index)
        .limit(most)
    )
    return [Filed(*row) for row in rows]


def print_of_receipt(
    session: Session, declaration: Declaration, number: int, *, by: Actor
) -> UUID | None:
    """Give the print of a version's receipt, once it is owed.

    Raises:
        NotFound: there is no such version, or none of which somebody may know.

    """
    version = versions.version(session, declaration, number, by=by)
    kept = session.get(ReceiptPrint, version.ledger_index)
    return kept.document_id if kept else None
