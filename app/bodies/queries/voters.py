"""Looking for who votes in a body on a day: its seats, the parties, regional organisations."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Seat
from app.bodies.queries.places import holding
from app.bodies.rules.voting import electorate
from app.bodies.values import Standing
from app.bodies.values.procedure import Base
from app.bodies.values.voting import Electorate
from app.participants.values import Roll
from app.treaties import queries as register


def members(session: Session, of: Body, *, on: date) -> frozenset[str]:
    """Give the participants that are members of a body on a day; alternates stand in for one."""
    wanted = select(Seat.participant).where(
        Seat.body_id == of.id,
        Seat.standing == Standing.MEMBER,
        Seat.alternate_to.is_(None),
        holding(on),
    )
    return frozenset(code for code in session.scalars(wanted) if code)


def parties(session: Session, treaty: str, *, roll: Roll, on: date) -> frozenset[str]:
    """Give the participants for which a treaty is in force on a day; none of one we do not hold."""
    if treaty not in register.ids(session):
        return frozenset()
    found: frozenset[str] = frozenset()
    for since, those in register.course(session, treaty, roll=roll).seen_by_another().parties:
        found = those if since <= on else found
    return found


def voters(
    session: Session, of: Body, base: Base, *, treaty: str, roll: Roll, on: date
) -> Electorate:
    """Give who votes in a body on a day: its members, or those of them that are parties."""
    among = parties(session, treaty, roll=roll, on=on) if base is Base.PARTIES else None
    return electorate(members(session, of, on=on), parties=among, roll=roll, on=on)
