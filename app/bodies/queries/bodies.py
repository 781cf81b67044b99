"""Looking for bodies: all that somebody may look at, one, where each stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.bodies.models import Body, BodyMandate, BodyStep, BodyTerm
from app.bodies.queries.places import readable_by
from app.bodies.rules.timeline import Course
from app.bodies.values import BodyState, Span
from app.kernel.actor import Actor
from app.kernel.errors import NotFound


def bodies(session: Session, actor: Actor, *, on: date) -> Sequence[Body]:
    """Give the bodies at which somebody may look, by symbol."""
    wanted = select(Body).where(readable_by(actor, on=on))
    return session.scalars(wanted.order_by(Body.symbol)).all()


def body(session: Session, actor: Actor, slug: str, *, on: date, locked: bool = False) -> Body:
    """Give a body, to somebody who may look at it.

    ``locked``, whoever else wants to change it waits until the transaction ends.

    Raises:
        NotFound: there is none of this slug, or none at which they may look.

    """
    wanted = select(Body).where(Body.slug == slug, readable_by(actor, on=on))
    found = session.scalar(wanted.with_for_update() if locked else wanted)
    if found is None:
        raise NotFound.because("There is no such body.")
    return found


def around(session: Session, actor: Actor, of: Body, *, on: date) -> Sequence[Body]:
    """Give the body under which one stands and those under it, as far as somebody may look."""
    near = or_(Body.parent_id == of.id, Body.id == of.parent_id)
    wanted = select(Body).where(readable_by(actor, on=on), near)
    return session.scalars(wanted.order_by(Body.symbol)).all()


def by_slug(session: Session, slug: str) -> Body | None:
    """Give a body whoever may look at it, for what the product itself sees to."""
    return session.scalar(select(Body).where(Body.slug == slug))


def symbol_is_taken(session: Session, symbol: str) -> bool:
    """Say whether a body has this symbol, whoever may look at it."""
    return session.scalar(select(Body.id).where(Body.symbol == symbol)) is not None


def steps(session: Session, of: Body) -> Sequence[BodyStep]:
    """Give every step with a body, in order."""
    wanted = select(BodyStep).where(BodyStep.body_id == of.id)
    return session.scalars(wanted.order_by(BodyStep.number)).all()


def states(session: Session, ids: Collection[UUID], *, on: date) -> Mapping[UUID, BodyState]:
    """Give where bodies stand on a day: the last step taken with each by then."""
    rows = session.execute(
        select(BodyStep.body_id, BodyStep.state)
        .where(BodyStep.body_id.in_(ids), BodyStep.on <= on)
        .order_by(BodyStep.on, BodyStep.number)
    )
    return {each: state for each, state in rows}  # noqa: C416 (the last of each body stays)


def state(session: Session, of: Body, *, on: date) -> BodyState:
    """Give where a body stands on a day; one whose first step lies ahead is proposed."""
    return states(session, [of.id], on=on).get(of.id, BodyState.PROPOSED)


def mandates(session: Session, of: Body) -> Sequence[BodyMandate]:
    """Give every version of a body's mandate, in order."""
    wanted = select(BodyMandate).where(BodyMandate.body_id == of.id)
    return session.scalars(wanted.order_by(BodyMandate.number)).all()


def terms(session: Session, among: Iterable[Body]) -> Mapping[UUID, Sequence[BodyTerm]]:
    """Give the terms of bodies, by body, in order."""
    ids = [each.id for each in among]
    rows = session.scalars(
        select(BodyTerm).where(BodyTerm.body_id.in_(ids)).order_by(BodyTerm.number)
    )
    found: dict[UUID, list[BodyTerm]] = {each: [] for each in ids}
    for row in rows:
        found[row.body_id].append(row)
    return found


def courses(session: Session, among: Sequence[Body]) -> Sequence[Course]:
    """Give bodies over time, in their order, with two questions however many there are."""
    rows = session.scalars(
        select(BodyStep)
        .where(BodyStep.body_id.in_([each.id for each in among]))
        .order_by(BodyStep.number)
    )
    taken: dict[UUID, list[tuple[date, BodyState]]] = {each.id: [] for each in among}
    for row in rows:
        taken[row.body_id].append((row.on, row.state))
    lasting = terms(session, among)
    return [
        Course(
            slug=each.slug,
            symbol=each.symbol,
            name=each.name,
            steps=taken[each.id],
            terms=[Span(row.since, row.until) for row in lasting[each.id]],
        )
        for each in among
    ]
