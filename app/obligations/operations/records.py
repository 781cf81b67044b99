"""Sealing what is asked and decided about a duty."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.actor import Actor
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.obligations.models import Duty, DutyRecord
from app.obligations.values import RecordKind


def keep(
    session: Session,
    duty: Duty,
    kind: RecordKind,
    content: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Enter what was done in the ledger, and keep what opens the entry.

    The entry names a deadline by a number that says nothing: which one it is, that is in the
    sealed content. That something was owed or asked about an incident is itself not public.
    """
    [sealed] = ledger.append(session, [Deed(kind, f"deadline/{duty.id}", content)], by=by, at=at)
    session.add(
        DutyRecord(
            ledger_index=sealed.index,
            salt=sealed.salt,
            duty_id=duty.id,
            kind=kind,
            by=by.account,
            at=at,
            content=dict(content),
        )
    )
    session.flush()
