"""What reports look up that no slice below looks up for itself."""

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from app.ledger.models import LedgerEntry
from app.reports.values import Question, Seal
from app.treaties.models import Treaty, TreatyAction


def seal(session: Session, treaty_id: str, question: Question) -> Seal:
    """Give the ledger's entry that last touched a treaty, as the register knew it on the day."""
    known = TreatyAction.recorded_on <= question.known_on
    entries = union_all(
        select(Treaty.ledger_index).where(Treaty.id == treaty_id),
        select(TreatyAction.ledger_index).where(TreatyAction.treaty_id == treaty_id, known),
    ).subquery()
    last = select(func.max(entries.c.ledger_index)).scalar_subquery()
    found = select(LedgerEntry.index, LedgerEntry.commitment).where(LedgerEntry.index == last)
    return Seal(*session.execute(found).one())
