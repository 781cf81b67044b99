"""Batches of summaries: one that is packed, one under way of which a print failed, one paused."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.kernel.actor import SYSTEM
from app.reports.models import SummaryBatch, SummaryItem
from app.reports.operations import batches
from app.reports.values.summaries import Copy
from tests.access.canaries import Things
from tests.access.forms import Of


def things(found: Things) -> None:
    """Lay the batches down."""
    now = found.runtime.clock.now()
    sha256 = found.runtime.storage.keep(batches.OWNER, b"an archive")
    gathered: dict[str, Any] = {"gathered_at": now, "mark": "ab" * 32}
    packed = {"packed_at": now, "sha256": sha256, "size": 10}
    with found.runtime.database.write(by=SYSTEM) as session:
        found.there["batch.number"] = _batch(session, now, gathered | packed, None)
        found.there["batch.going"] = _batch(session, now, gathered, found.there["failed"])
        found.there["batch.paused"] = _batch(session, now, gathered | {"paused_at": now}, None)


def _batch(session: Session, now: datetime, columns: dict[str, Any], document_id: object) -> int:
    number = batches.begin(
        session, year=2026, copy=Copy.STATE, occasion=str(uuid4()), by=SYSTEM, at=now
    )
    one = update(SummaryBatch).where(SummaryBatch.number == number)
    session.execute(one.values(**columns))
    if document_id is not None:
        row = {"batch": number, "participant": "CAN", "document_id": document_id, "reused": False}
        session.add(SummaryItem(**row))
    return number


def batch(name: str) -> Of:
    """Give one of the batches."""
    return lambda found: {"batch.number": found.there[f"batch.{name}"]}


def begun(_things: Things) -> dict[str, Any]:
    """Ask for a batch."""
    return {"period": "2026", "copy": "state", "key": str(uuid4())}
