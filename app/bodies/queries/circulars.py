"""Looking for circulars: those of a body that somebody may read, and to whom each went."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Circular, CircularAddressee
from app.bodies.queries.places import reading
from app.kernel.actor import Actor
from app.kernel.errors import NotFound


def readable(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep the circulars that somebody may read."""
    return reading(actor, on=on, body=Circular.body_id, sort=Circular.sort)


def circulars(session: Session, of: Body, actor: Actor, *, on: date) -> Sequence[Circular]:
    """Give the circulars of a body that somebody may read, the latest first."""
    wanted = select(Circular).where(Circular.body_id == of.id, readable(actor, on=on))
    return session.scalars(wanted.order_by(Circular.serial.desc())).all()


def circular(session: Session, of: Body, serial: int, actor: Actor, *, on: date) -> Circular:
    """Give one circular, to somebody who may read it.

    Raises:
        NotFound: there is none of this number, or none that they may read.

    """
    wanted = select(Circular).where(Circular.body_id == of.id, Circular.serial == serial)
    found = session.scalar(wanted.where(readable(actor, on=on)))
    if found is None:
        raise NotFound.because("There is no such circular.")
    return found


def addressees(session: Session, of: Circular) -> Sequence[CircularAddressee]:
    """Give the seats to which a circular went; those that the product could not reach first."""
    wanted = select(CircularAddressee).where(CircularAddressee.circular_id == of.id)
    order = (
        CircularAddressee.letters > 0,
        CircularAddressee.standing,
        CircularAddressee.participant,
        CircularAddressee.name,
    )
    return session.scalars(wanted.order_by(*order)).all()
