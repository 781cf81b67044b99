"""Looking for circulars: those of a body that somebody may read, and to whom each went."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Circular, CircularAddressee
from app.bodies.queries.places import reading
from app.kernel.actor import Actor
from app.kernel.errors import NotFound


def circulars(session: Session, of: Body, actor: Actor, *, on: date) -> Sequence[Circular]:
    """Give the circulars of a body that somebody may read, the latest first."""
    wanted = select(Circular).where(
        Circular.body_id == of.id,
        reading(actor, on=on, body=Circular.body_id, sort=Circular.sort),
    )
    return session.scalars(wanted.order_by(Circular.serial.desc())).all()


def circular(session: Session, of: Body, serial: int, actor: Actor, *, on: date) -> Circular:
    """Give one circular, to somebody who may read it.

    Raises:
        NotFound: there is none of this number, or none that they may read.

    """
    found = session.scalar(
        select(Circular).where(
            Circular.body_id == of.id,
            Circular.serial == serial,
            reading(actor, on=on, body=Circular.body_id, sort=Circular.sort),
        )
    )
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
