"""Asking for prints: their facts are gathered now, and a worker prints them later."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.declarations.forms import published
from app.declarations.models import Declaration, DeclarationPortion, DeclarationVersion
from app.declarations.operations.readings import note_reading
from app.declarations.queries import chains, receipts, versions
from app.declarations.queries.chains import Filed
from app.declarations.rules.access import readable_classes
from app.declarations.rules.portions import joined
from app.declarations.values.classes import Class
from app.declarations.values.filing import Hand, Reference, Whose
from app.documents import operations as documents
from app.documents.models import Document
from app.documents.values import OVERSIGHT, PUBLIC, DocumentKind, that_of, those_of
from app.kernel.actor import SYSTEM, Actor
from app.kernel.database import insert_once
from app.kernel.runtime import Runtime
from app.obligations import queries as duties
from app.obligations.values import Obligation
from app.participants.values import Roll
from app.reports import queries, rules
from app.reports.models import NotificationPrint, ReceiptPrint
from app.reports.values import House, Publisher, Question
from app.treaties.models import Notification
from app.treaties.queries import dossier
from app.treaties.rules.document import short_name


def published_by(runtime: Runtime) -> Publisher:
    """Give who publishes what an installation prints."""
    return Publisher(runtime.seat_name, runtime.demonstration, runtime.rehearsal)


def status_facts(
    session: Session, treaty_id: str, question: Question, *, roll: Roll, publisher: Publisher
) -> rules.Facts:
    """Give the facts of a treaty's ratification status report.

    Raises:
        NotFound: there is no such treaty.

    """
    held = dossier(session, treaty_id)
    seal = queries.seal(session, rules.touched(held), question)
    return rules.ratification_status(held, question, roll=roll, seal=seal, publisher=publisher)


def requested_status(
    session: Session, treaty_id: str, question: Question, *, roll: Roll, publisher: Publisher
) -> Document | None:
    """Give the report that was asked for with the facts as they stand, if it was.

    Raises:
        NotFound: there is no such treaty.

    """
    facts = status_facts(session, treaty_id, question, roll=roll, publisher=publisher)
    return documents.asked_for(
        session,
        DocumentKind.RATIFICATION_STATUS,
        facts,
        press=documents.edition(),
        audience=PUBLIC,
    )


def request_status(
    session: Session,
    treaty_id: str,
    question: Question,
    *,
    roll: Roll,
    publisher: Publisher,
    at: datetime,
) -> UUID:
    """Ask for a treaty's ratification status report; the same facts give the same document.

    Raises:
        NotFound: there is no such treaty.
        Unavailable: too many prints wait.

    """
    facts = status_facts(session, treaty_id, question, roll=roll, publisher=publisher)
    kind = DocumentKind.RATIFICATION_STATUS
    return documents.ask(session, kind, facts, press=documents.edition(), audience=PUBLIC, at=at)


def request_reporting(
    session: Session,
    obligation: Obligation,
    period: str | None,
    *,
    roll: Roll,
    house: House,
    by: Actor,
    at: datetime,
) -> UUID:
    """Ask for the reporting status of an obligation, in a period or over all; on one day, while
    nothing moves, it is one document.

    Raises:
        NotFound: nobody owes it, or nobody whom the actor may see.
        Unavailable: too many prints wait.

    """
    found = duties.rows(
        session, by, at=at, seat=house.seat, obligation=obligation.code, period=period
    )
    if not found:
        raise duties.no_such_deadline()
    facts = rules.reporting_status(
        obligation, period, found, at=at, name=_naming(roll), house=house
    )
    kind, press = DocumentKind.REPORTING_STATUS, documents.edition()
    return documents.ask(session, kind, facts, press=press, audience=OVERSIGHT, at=at)


def _naming(roll: Roll) -> Callable[[str], str]:
    return lambda code: short_name(code, roll=roll, language=rules.LANGUAGE)


def owe_notifications(
    session: Session, *, most: int, roll: Roll, publisher: Publisher, at: datetime
) -> int:
    """Owe the prints of notifications that have none yet, in their order; say how many.

    However often and by however many it is called, each notification has one print.
    """
    found = queries.unprinted(session, most=most)
    for each in found:
        facts = notification_facts(session, each, roll=roll, publisher=publisher)
        kind = DocumentKind.DEPOSITARY_NOTIFICATION
        owed = documents.owe(
            session, kind, facts, press=documents.edition(), audience=PUBLIC, at=at
        )
        row = {"ledger_index": each.ledger_index, "document_id": owed}
        insert_once(session, NotificationPrint, row)
    return len(found)


def notification_facts(
    session: Session, issued: Notification, *, roll: Roll, publisher: Publisher
) -> rules.Facts:
    """Give the facts of a notification's print."""
    return rules.depositary_notification(
        issued.number,
        issued.occasion,
        dossier(session, issued.treaty_id).definition,
        issued_on=issued.issued_on,
        addressed=len(issued.addressed_to),
        roll=roll,
        seal=queries.sealed(session, issued.ledger_index),
        publisher=publisher,
    )


def owe_receipts(session: Session, *, most: int, roll: Roll, house: House, at: datetime) -> int:
    """Owe the prints of receipts that have none yet, in their order; say how many.

    The version that was submitted is itself the row by which its receipt is owed: whoever is
    killed, and however often this is called, each submission has one print, for its state.
    """
    found = queries.unreceipted(session, most=most)
    for each in found:
        facts = receipt_facts(session, each, roll=roll, house=house)
        owed = documents.owe(
            session,
            DocumentKind.DECLARATION_RECEIPT,
            facts,
            press=documents.edition(),
            audience=those_of(each.declaration.participant),
            at=at,
        )
        row = {"ledger_index": each.version.ledger_index, "document_id": owed}
        insert_once(session, ReceiptPrint, row)
    return len(found)


def receipt_facts(session: Session, filed: Filed, *, roll: Roll, house: House) -> rules.Facts:
    """Give the facts of the print of a submission's receipt."""
    declaration, number = filed.declaration, filed.version.number
    receipt = receipts.receipt(
        session, declaration, number, by=SYSTEM, origin=house.origin, sign=house.sign
    )
    name = _naming(roll)(declaration.participant)
    return rules.declaration_receipt(receipt, number, participant=name, house=house)


def request_declaration(
    session: Session, reference: Reference, number: int, *, roll: Roll, house: House, hand: Hand
) -> UUID:
    """Ask for the print of a version, as far as whoever asks reads it, for them alone.

    That they read what is classified is recorded, as when its page is shown.

    Raises:
        NotFound: there is no such version, or none of which they may know.
        Unavailable: too many of their prints wait.

    """
    of = chains.declaration(session, reference, by=hand.by)
    version = versions.version(session, of, number, by=hand.by)
    portions = versions.portions(session, version, by=hand.by)
    note_reading(session, version, portions, hand=hand)
    facts = rules.declaration(
        _shown(of, version, portions, by=hand.by),
        participant=_naming(roll)(of.participant),
        reader=hand.by.account,
        on=hand.today,
        seal=queries.sealed(session, version.ledger_index),
        house=house,
    )
    kind, audience = DocumentKind.DECLARATION, that_of(hand.by.account)
    press = documents.edition()
    return documents.ask(session, kind, facts, press=press, audience=audience, at=hand.at)


def _shown(
    of: Declaration,
    version: DeclarationVersion,
    portions: Sequence[DeclarationPortion],
    *,
    by: Actor,
) -> rules.Shown:
    """Give a version with what of it somebody has read from the store."""
    of_record = of.record == version.number
    whose = Whose(of.participant, version.status, of.publication, of_record=of_record)
    return rules.Shown(
        reference=of.reference,
        duty=of.duty,
        number=version.number,
        named=version.named,
        status=version.status,
        basis=version.basis,
        outcome=version.outcome,
        reason=version.reason,
        received_at=version.received_at,
        form=published(of.form, version.form_version),
        content=joined(each.portion for each in portions),
        classes={place: Class(grade) for place, grade in version.classes.items()},
        readable=readable_classes(by, whose),
    )
