"""Looking for who sits in a body, and who leads it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment
from app.accounts.queries.people import acting
from app.accounts.queries.people import holding as appointed
from app.bodies.models import Body, Bureau, Seat
from app.bodies.queries.places import holding, readable_by, standings
from app.bodies.rules.access import readable_classes
from app.bodies.rules.people import without_name
from app.bodies.values import Class, Standing
from app.bodies.values.people import Place, Speaker
from app.kernel.actor import Actor, Role


class Represented(NamedTuple):
    """Whose a seat is."""

    seat: UUID
    participant: str | None
    votes: bool
    """Whether it is a member's own: whoever stands in for one adds none."""


def seats(session: Session, of: Body, *, on: date | None = None) -> Sequence[Seat]:
    """Give the seats of a body in the order of their beginning; those of a day, if one is given."""
    wanted = select(Seat).where(Seat.body_id == of.id)
    if on is not None:
        wanted = wanted.where(holding(on))
    return session.scalars(
        wanted.order_by(Seat.since, Seat.participant.nulls_last(), Seat.name)
    ).all()


def represented(session: Session, of: Body, *, on: date) -> Sequence[Represented]:
    """Give of each seat of a body on a day whose it is: of hundreds, no more than that."""
    columns = (Seat.id, Seat.participant, Seat.standing, Seat.alternate_to.is_(None))
    rows = session.execute(select(*columns).where(Seat.body_id == of.id, holding(on)))
    return [
        Represented(seat, whose, standing is Standing.MEMBER and own)
        for seat, whose, standing, own in rows
    ]


def bureau(session: Session, of: Body) -> Sequence[Bureau]:
    """Give everybody who holds or held an office of a body, in the order of their beginning."""
    wanted = select(Bureau).where(Bureau.body_id == of.id)
    return session.scalars(wanted.order_by(Bureau.since, Bureau.name)).all()


def seats_of(
    session: Session, actor: Actor, participant: str, *, on: date, known_on: date
) -> Sequence[Row[Body, Seat]]:
    """Give the bodies in which a participant sits on a day, with its seat, by symbol.

    Only those at which somebody may look on the day on which they ask, ``known_on``; those who
    stand in for it are left out.
    """
    wanted = (
        select(Body, Seat)
        .join(Seat, Seat.body_id == Body.id)
        .where(
            Seat.participant == participant,
            Seat.alternate_to.is_(None),
            holding(on),
            readable_by(actor, on=known_on),
        )
    )
    return session.execute(wanted.order_by(Body.symbol)).all()


def sitters(
    session: Session, actor: Actor, of: Body, *, on: date, past: bool = False
) -> Sequence[Place]:
    """Give who sits in a body on a day, to somebody who may look at it.

    ``past``, those who sat before as well, and those who are to come. Names of people are for
    those who read what every seat reads.
    """
    place = standings(session, actor, on=on).get(of.id)
    named = Class.RESTRICTED in readable_classes(actor, place)
    found = [each.place for each in seats(session, of, on=None if past else on)]
    return found if named else [without_name(each) for each in found]


def speakers(session: Session, of: Body | None = None, *, on: date) -> Sequence[Speaker]:
    """Give the experts with an account; of a body, also those who speak for its participants."""
    wanted = Appointment.role == Role.EXPERT
    if of is not None:
        seated = select(Seat.participant).where(Seat.body_id == of.id, holding(on))
        wanted = or_(wanted, Appointment.participant.in_(seated))
    rows = session.execute(
        select(Account.number, Account.name, Appointment.participant)
        .join(Appointment, Appointment.account == Account.number)
        .where(wanted, acting(), appointed(on))
        .order_by(Account.name, Account.number)
    )
    return [Speaker(number, name, participant) for number, name, participant in rows]
