"""The register of outages: what fell due while nobody could file is moved, and says so."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.operations import silence
from app.bodies.operations.ground import Ground
from app.bodies.values import Hand
from app.bodies.values.silence import Away
from app.deadlines.operations import move
from app.deadlines.queries import falling
from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.clock import date_at
from app.kernel.errors import Invalid
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.obligations.models import Duty
from app.obligations.models import Outage as OutageRow
from app.obligations.rules.decisions import outage_content, wrong_with_outage
from app.obligations.rules.due import after_outage
from app.obligations.values import DEADLINE, Outage, RecordKind


def record_outage(
    session: Session, outage: Outage, *, by: Actor, at: datetime, ground: Ground
) -> int:
    """Record an outage that is over, move what fell due in it, and say how many that were.

    What a body has under silence runs longer, if the outage lay in its last hours. It writes the
    ledger, so it comes last in its transaction.

    Raises:
        Invalid: it has no reason, no length, or is not over.

    """
    Invalid.unless_none(wrong_with_outage(outage, at=at))
    number = numbering.take(session, "outage")
    content = outage_content(number, outage)
    moved = falling(session, DEADLINE, after=outage.since, until=outage.until)
    for deadline in moved:
        due_at = after_outage(deadline.due_at, outage, seat=ground.seat)
        move(session, DEADLINE, deadline.subject, due_at=due_at, at=at)
    absence = Away(outage.since, outage.until)
    hand = Hand(by=by, at=at, today=date_at(at, ground.seat))
    silence.after_outage(session, absence, hand=hand, ground=ground, outage=number)
    [sealed] = ledger.append(
        session, [Deed(RecordKind.OUTAGE, f"outage/{number}", content)], by=by, at=at
    )
    session.add(
        OutageRow(
            number=number,
            since=outage.since,
            until=outage.until,
            reason=outage.reason,
            recorded_at=at,
            recorded_by=by.account,
            ledger_index=sealed.index,
            salt=sealed.salt,
        )
    )
    session.flush()
    ids = [each.id for each in moved]
    for duty in session.scalars(select(Duty).where(Duty.deadline_id.in_(ids))):
        duty.outage = number
    session.flush()
    return len(moved)
