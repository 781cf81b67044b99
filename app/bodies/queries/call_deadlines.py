"""Which deadlines for comments stand on nothing any more."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Paper, Seat
from app.bodies.queries.places import holding
from app.bodies.values import Standing
from app.bodies.values.comments import COMMENTS
from app.deadlines.models import Deadline


def lapsed(session: Session, *, at: datetime, on: date) -> Sequence[Deadline]:
    """Give the deadlines for comments that run on, though nobody is to comment any more.

    Because a later paper has taken the place of the text, or the member has left the body.
    """
    running = session.scalars(
        select(Deadline).where(
            Deadline.kind == COMMENTS,
            Deadline.lifted_at.is_(None),
            Deadline.met_at.is_(None),
            Deadline.due_at > at,
        )
    ).all()
    if not running:
        return ()
    rows = session.execute(
        select(Paper.id, Seat.participant)
        .join(Seat, Seat.body_id == Paper.body_id)
        .where(
            Paper.id.in_({_paper(each) for each in running}),
            Paper.superseded_by.is_(None),
            Seat.standing == Standing.MEMBER,
            holding(on),
        )
    )
    still = {(paper, participant) for paper, participant in rows}
    return [each for each in running if (_paper(each), each.participant) not in still]


def _paper(of: Deadline) -> UUID:
    return UUID(of.subject.partition("/")[0])
