"""Owing the prints of decisions that bodies have adopted."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.documents import operations as documents
from app.documents.values import DocumentKind, that_of
from app.kernel.database import insert_once
from app.participants.values import Roll
from app.reports.models import DecisionPrint
from app.reports.queries.decisions import adopted, unprinted_editions
from app.reports.rules import LANGUAGE
from app.reports.rules.decision import body_decision
from app.reports.values import Publisher
from app.treaties.rules.document import short_name

NOBODY = that_of(None)
"""Who reads a print by itself: the decision's own address hands it out, by its class."""


def owe_decisions(
    session: Session, *, most: int, roll: Roll, seat: ZoneInfo, publisher: Publisher, at: datetime
) -> int:
    """Owe the prints of editions of decisions that have none yet, in their order; say how many.

    However often and by however many it is called, each edition has one print.
    """
    found = unprinted_editions(session, most=most)
    for edition, body in found:
        facts = body_decision(
            adopted(session, body, edition, seat=seat),
            name=lambda code: short_name(code, roll=roll, language=LANGUAGE),
            publisher=publisher,
        )
        owed = documents.owe(
            session, DocumentKind.BODY_DECISION, facts,
            press=documents.edition(), audience=NOBODY, at=at,
        )  # fmt: skip
        insert_once(session, DecisionPrint, {"number": edition.number, "document_id": owed})
    return len(found)
