"""What reports look up that no slice below looks up for itself."""

from collections.abc import Collection

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from app.ledger.models import LedgerEntry
from app.reports.values import Question, Seal
from app.treaties.models import Treaty, TreatyAction


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
