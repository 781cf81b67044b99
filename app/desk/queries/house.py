"""What the house knows of itself, read."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.desk.models.house import ONLY, Heartbeat, Installation, Rehearsal
from app.desk.values.house import Pulse, Reporter


def is_demonstration(session: Session) -> bool:
    """Say whether this store was marked as a demonstration."""
    return session.get(Installation, ONLY) is not None


def is_rehearsal(session: Session) -> bool:
    """Say whether this store was marked as a rehearsal, which nothing ever leaves."""
    return session.get(Rehearsal, ONLY) is not None


def pulses(session: Session) -> dict[Reporter, Pulse]:
    """Give the newest heartbeat of each kind of process that ever left one."""
    newest: dict[Reporter, Pulse] = {}
    for beat in session.scalars(select(Heartbeat).order_by(Heartbeat.at)):
        newest[Reporter(beat.kind)] = Pulse(beat.at, beat.facts.get("printing"))
    return newest


def heartbeats(session: Session) -> Sequence[Heartbeat]:
    """List every process that has left a heartbeat lately, by kind and name."""
    return session.scalars(select(Heartbeat).order_by(Heartbeat.kind, Heartbeat.name)).all()
