"""Looking for what was recorded about bodies."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, BodyRecord
from app.bodies.values import Hand
from app.ledger.values import Opening


def done_before(session: Session, hand: Hand) -> BodyRecord | None:
    """Give what was recorded when this very form was posted before, if it was."""
    if hand.key is None:
        return None
    return session.scalar(select(BodyRecord).where(BodyRecord.key == hand.key))


def records(session: Session, of: Body, subject: str) -> Sequence[BodyRecord]:
    """Give what was recorded about something of a body, in order."""
    wanted = select(BodyRecord).where(BodyRecord.body_id == of.id, BodyRecord.subject == subject)
    return session.scalars(wanted.order_by(BodyRecord.ledger_index)).all()


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens the ledger's entries about bodies."""
    for row in session.scalars(select(BodyRecord)):
        yield Opening(row.ledger_index, row.salt, row.content)
