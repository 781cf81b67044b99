"""Asking for prints: their facts are gathered now, and a worker prints them later."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.documents import operations as documents
from app.documents.models import Document
from app.documents.values import DocumentKind
from app.kernel.database import insert_once
from app.kernel.runtime import Runtime
from app.participants.values import Roll
from app.reports import queries, rules
from app.reports.models import NotificationPrint
from app.reports.values import Publisher, Question
from app.treaties.models import Notification
from app.treaties.queries import dossier


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
        session, DocumentKind.RATIFICATION_STATUS, facts, press=documents.edition()
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
    return documents.ask(session, kind, facts, press=documents.edition(), at=at)


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
        owed = documents.owe(session, kind, facts, press=documents.edition(), at=at)
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
