"""Looking for who sits in a body, and who leads it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Bureau, Seat
from app.bodies.queries.places import holding


def seats(session: Session, of: Body, *, on: date | None = None) -> Sequence[Seat]:
    """Give the seats of a body in the order of their beginning; those of a day, if one is given."""
    wanted = select(Seat).where(Seat.body_id == of.id)
    if on is not None:
        wanted = wanted.where(holding(on))
    return session.scalars(wanted.order_by(Seat.since, Seat.participant, Seat.name)).all()


def bureau(session: Session, of: Body) -> Sequence[Bureau]:
    """Give everybody who holds or held an office of a body, in the order of their beginning."""
    wanted = select(Bureau).where(Bureau.body_id == of.id)
    return session.scalars(wanted.order_by(Bureau.since, Bureau.name)).all()
