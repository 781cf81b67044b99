"""Telling whoever asked for a batch of summaries what became of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.participants.values import Roll
from app.reports.models import SummaryBatch
from app.reports.queries import batches
from app.reports.rules.summaries import batch_address, occasion_of
from app.reports.values.summaries import Told
from app.treaties.rules.document import short_name

TEMPLATE = "summaries_printed"


def tell(
    session: Session, of: SummaryBatch, told: Told, *, roll: Roll, at: datetime, on: date
) -> int:
    """Owe the letter that a batch is done, or of what in it could not be printed; once of each.

    It goes to whoever asked for it; where it was made by itself, or they are no longer there, to
    all who oversee declarations. Says how many letters there are.
    """
    items = batches.items(session, of)
    owed = [
        Owed(
            occasion=f"{occasion_of(of.number, told)}/{to.person}",
            to=to,
            template=TEMPLATE,
            facts=_facts(of, items, roll=roll, language=to.language),
            about=batch_address(of.number),
        )
        for to in batches.asked_by(session, of, on=on)
    ]
    return correspondence.owe(session, owed, at=at)


def _facts(
    of: SummaryBatch, items: Sequence[batches.Item], *, roll: Roll, language: str
) -> dict[str, Any]:
    failed = [
        short_name(each.participant, roll=roll, language=language)
        for each in items
        if each.failure is not None
    ]
    return {"year": of.year, "copy": of.copy.value, "printed": len(items) - len(failed),
            "failed": failed}  # fmt: skip
