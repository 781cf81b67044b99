"""Looking for what of a body is still to come: it is not concluded over its head."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Meeting, SilenceProcedure
from app.bodies.queries.silence import runs
from app.bodies.values.bodies import Pending
from app.bodies.values.meetings import MeetingState


def pending(session: Session, of: Body, *, at: datetime) -> Pending:
    """Give the first meeting that is still to end, and whether a silence procedure runs."""
    meeting = (
        select(Meeting.number)
        .where(
            Meeting.body_id == of.id,
            Meeting.state != MeetingState.CANCELLED,
            Meeting.closes_at > at,
        )
        .order_by(Meeting.opens_at, Meeting.number)
    )
    silence = select(SilenceProcedure.id).where(SilenceProcedure.body_id == of.id, runs())
    return Pending(
        meeting=session.scalar(meeting.limit(1)),
        silence=session.scalar(silence.limit(1)) is not None,
    )
