"""Who chairs which body on a day, as clauses and looked up."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, false, or_, select
from sqlalchemy.orm import Session

from app.bodies.models import Bureau, Seat
from app.bodies.queries.places import REMEMBERED
from app.bodies.rules.access import SPEAKING
from app.bodies.values import Office
from app.kernel.actor import Actor


def serving(on: date) -> ColumnElement[bool]:
    """Keep the offices that are held on a day; ``Span.covers`` says the same."""
    return and_(
        Bureau.since <= on,
        or_(Bureau.until.is_(None), Bureau.until >= on),
        or_(Bureau.ended_on.is_(None), Bureau.ended_on > on),
    )


@lru_cache(maxsize=REMEMBERED)
def chairing(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep the offices, joined with their seats, by which somebody chairs a body: their own, and
    that of the participant for which they speak.
    """
    if actor.role not in SPEAKING or actor.account is None:
        return false()
    spoken_for = Seat.participant == actor.participant if actor.participant else false()
    return and_(
        Bureau.office == Office.CHAIR, serving(on), or_(Bureau.account == actor.account, spoken_for)
    )


def chaired(session: Session, actor: Actor, *, on: date) -> frozenset[UUID]:
    """Give the bodies that somebody chairs on a day."""
    wanted = select(Bureau.body_id).join(Seat, Seat.id == Bureau.seat_id)
    return frozenset(session.scalars(wanted.where(chairing(actor, on=on))))


def chairs(
    session: Session, bodies: Collection[UUID], *, on: date
) -> Mapping[UUID, Row[Bureau, Seat]]:
    """Give who chairs each of some bodies on a day, with their seat."""
    rows = session.execute(
        select(Bureau, Seat)
        .join(Seat, Seat.id == Bureau.seat_id)
        .where(Bureau.body_id.in_(bodies), Bureau.office == Office.CHAIR, serving(on))
        .order_by(Bureau.since.desc())
    )
    return {row[0].body_id: row for row in rows}
