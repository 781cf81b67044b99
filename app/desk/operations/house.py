"""What the house records of itself."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.desk.models.house import ONLY, Heartbeat, Installation, Rehearsal
from app.desk.values.house import Reporter
from app.kernel.database import insert_once

FORGOTTEN_AFTER = timedelta(days=1)
"""How long the heartbeat of a process that is gone stays to be looked at."""


def mark_demonstration(session: Session, *, at: datetime) -> None:
    """Mark this store as a demonstration, for ever; marking it again changes nothing."""
    insert_once(session, Installation, {"id": ONLY, "demonstration_since": at})


def mark_rehearsal(session: Session, *, at: datetime) -> None:
    """Mark this store as a rehearsal, for ever; marking it again changes nothing."""
    insert_once(session, Rehearsal, {"id": ONLY, "since": at})


def report(
    session: Session, name: str, kind: Reporter, *, at: datetime, printing: str | None = None
) -> None:
    """Record that a process was alive at an instant, and forget those long gone."""
    facts = {} if printing is None else {"printing": printing}
    beat = session.get(Heartbeat, name)
    if beat is None:
        insert_once(session, Heartbeat, {"name": name, "kind": kind, "at": at, "facts": facts})
    else:
        beat.at, beat.facts = at, facts
    session.execute(delete(Heartbeat).where(Heartbeat.at < at - FORGOTTEN_AFTER))
