"""Who has which place in which body, and what they may therefore look at, as clauses."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.bodies.models import Body, Seat
from app.bodies.rules.access import KEEPERS, SPEAKING, readable_classes
from app.bodies.values import Class, Standing
from app.kernel.actor import Actor

REMEMBERED = 64
"""How many clauses are kept: one page asks for the same ones several times."""

BodyColumn = InstrumentedAttribute[UUID]
ClassColumn = InstrumentedAttribute[Class] | ColumnElement[str] | ColumnElement[Class]


def holding(on: date) -> ColumnElement[bool]:
    """Keep the seats that hold on a day; ``Span.covers`` says the same."""
    return and_(
        Seat.since <= on,
        or_(Seat.until.is_(None), Seat.until >= on),
        or_(Seat.ended_on.is_(None), Seat.ended_on > on),
    )


def own(actor: Actor) -> ColumnElement[bool]:
    """Keep somebody's seats: their own, and those of the participant they speak for."""
    if actor.role not in SPEAKING or actor.account is None:
        return false()
    spoken_for = Seat.participant == actor.participant if actor.participant else false()
    return or_(Seat.account == actor.account, spoken_for)


def standings(session: Session, actor: Actor, *, on: date) -> Mapping[UUID, Standing]:
    """Give the place that somebody has in each body in which they have one; of several the best."""
    rows = session.execute(select(Seat.body_id, Seat.standing).where(own(actor), holding(on)))
    order = list(Standing)
    found: dict[UUID, Standing] = {}
    for body, standing in rows:
        found[body] = min(found.get(body, standing), standing, key=order.index)
    return found


@lru_cache(maxsize=REMEMBERED)
def readable_by(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep the bodies at which somebody may look; ``rules.access.may_look`` says the same."""
    if actor.role in KEEPERS:
        return true()
    seated = select(Seat.body_id).where(own(actor), holding(on))
    return or_(Body.public, Body.id.in_(seated))


@lru_cache(maxsize=REMEMBERED)
def reading(actor: Actor, *, on: date, body: BodyColumn, sort: ClassColumn) -> ColumnElement[bool]:
    """Keep what somebody may read of what stands under a body and has a class.

    ``rules.access.readable_classes`` says the same of one body.
    """
    always = readable_classes(actor, None)
    clauses: list[ColumnElement[bool]] = [sort.in_(always)]
    for more, places in _beyond(actor).items():
        seated = select(Seat.body_id).where(own(actor), holding(on), Seat.standing.in_(places))
        clauses.append(and_(sort.in_(more), body.in_(seated)))
    if actor.role in KEEPERS:
        return or_(*clauses)
    seen = select(Body.id).where(readable_by(actor, on=on))
    return and_(body.in_(seen), or_(*clauses))


def _beyond(actor: Actor) -> Mapping[frozenset[Class], Sequence[Standing]]:
    """Give the classes that places add to what somebody reads anyway, and which places do."""
    found: dict[frozenset[Class], list[Standing]] = {}
    if actor.role in SPEAKING and actor.account is not None:
        for standing in Standing:
            if more := readable_classes(actor, standing) - readable_classes(actor, None):
                found.setdefault(more, []).append(standing)
    return found
