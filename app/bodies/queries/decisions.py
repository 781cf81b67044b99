"""Looking for decisions: one, lists of them, and those that stand adopted, by their symbols."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.bodies.models import (
    Body,
    Decision,
    DecisionCorrection,
    DecisionEdition,
    DecisionStatement,
    DecisionVote,
)
from app.bodies.queries.places import reading
from app.bodies.values import Class, Matter, Outcome
from app.bodies.values.decisions import DecisionSelection
from app.kernel.actor import SYSTEM, Actor
from app.kernel.errors import NotFound

PAGE = 50
"""How many decisions a page of the list shows."""

NUMBERED = re.compile(r"d-([1-9]\d{0,8})", re.ASCII)
LAST = func.coalesce(Decision.decided_at, Decision.proposed_at)
"""When the last thing became of it."""


def standing() -> ColumnElement[bool]:
    """Keep what was adopted and not annulled since."""
    annulled = select(DecisionCorrection.decision_id)
    return and_(Decision.outcome == Outcome.ADOPTED, Decision.id.not_in(annulled))


def readable_by(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep the decisions that somebody may read, by their class."""
    return reading(actor, on=on, body=Decision.body_id, sort=Decision.sort)


def adopted(
    session: Session, symbol: str, *, by: Actor = SYSTEM, on: date = date.max
) -> Decision | None:
    """Give the decision of a symbol, if it was adopted and not annulled since.

    ``by`` narrows it to what somebody may read on a day.
    """
    wanted = select(Decision).where(Decision.symbol == symbol, standing(), readable_by(by, on=on))
    return session.scalar(wanted)


def adopted_about(
    session: Session,
    actor: Actor,
    participant: str,
    matters: Collection[Matter],
    *,
    on: date,
) -> Sequence[Decision]:
    """Give what stands adopted about a participant on some matters and somebody may read, newest
    first.
    """
    wanted = select(Decision).where(
        Decision.participant == participant,
        Decision.matter.in_(matters),
        standing(),
        readable_by(actor, on=on),
    )
    return session.scalars(wanted.order_by(Decision.decided_at.desc())).all()


def decision(
    session: Session, actor: Actor, of: Body, ref: str, *, on: date, locked: bool = False
) -> Decision:
    """Give a decision of a body to somebody who may read it, by ``d-4`` or by its id.

    Raises:
        NotFound: there is none, or none that they may read.

    """
    wanted = select(Decision).where(
        Decision.body_id == of.id, _named(ref), readable_by(actor, on=on)
    )
    found = session.scalar(wanted.with_for_update() if locked else wanted)
    if found is None:
        raise NotFound.because("There is no such decision.")
    return found


def by_identity(
    session: Session, actor: Actor, identity: UUID | None, *, on: date
) -> Decision | None:
    """Give the decision of an id, if there is one that somebody may read."""
    if identity is None:
        return None
    wanted = select(Decision).where(Decision.id == identity, readable_by(actor, on=on))
    return session.scalar(wanted)


def put_again(session: Session, actor: Actor, of: Decision, *, on: date) -> Sequence[Decision]:
    """Give the later proposals by which the same was put to the body again, as somebody reads."""
    wanted = select(Decision).where(Decision.again_of == of.id, readable_by(actor, on=on))
    return session.scalars(wanted.order_by(Decision.proposed_at)).all()


def decisions(
    session: Session, actor: Actor, of: Body, asked: DecisionSelection, *, on: date
) -> tuple[Sequence[Decision], int]:
    """Give a page of a body's decisions that somebody may read, newest first, and how many."""
    wanted = _asked_for(actor, of, asked, on=on)
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = wanted.limit(PAGE).offset((asked.page - 1) * PAGE)
    return session.scalars(page).all(), count


def latest(session: Session, actor: Actor, of: Body, *, on: date, most: int) -> Sequence[Decision]:
    """Give what was last decided in a body, or proposed to it, as far as somebody may read it."""
    wanted = _asked_for(actor, of, DecisionSelection(), on=on)
    return session.scalars(wanted.limit(most)).all()


def every(
    session: Session, actor: Actor, of: Body, asked: DecisionSelection, *, on: date
) -> Sequence[Decision]:
    """Give all decisions of a body that are asked for and that somebody may read, newest first."""
    return session.scalars(_asked_for(actor, of, asked, on=on)).all()


def years(session: Session, actor: Actor, of: Body, *, on: date) -> Sequence[int]:
    """Give the years in which something was decided in a body, or proposed, the last one first."""
    first, last = session.execute(
        select(func.min(LAST), func.max(LAST)).where(
            Decision.body_id == of.id, readable_by(actor, on=on)
        )
    ).one()
    return range(last.year, first.year - 1, -1) if first else ()


def annulled(session: Session, among: Collection[UUID]) -> frozenset[UUID]:
    """Give which of some decisions were annulled by a correction."""
    wanted = select(DecisionCorrection.decision_id)
    return frozenset(session.scalars(wanted.where(DecisionCorrection.decision_id.in_(among))))


def correction(session: Session, of: Decision) -> DecisionCorrection | None:
    """Give the correction by which a decision was annulled, if it was."""
    return session.get(DecisionCorrection, of.id)


def votes(session: Session, of: Decision) -> Sequence[DecisionVote]:
    """Give how everybody voted, by participant."""
    wanted = select(DecisionVote).where(DecisionVote.decision_id == of.id)
    return session.scalars(wanted.order_by(DecisionVote.participant)).all()


def statements(session: Session, of: Decision) -> Sequence[DecisionStatement]:
    """Give what was stated about a decision, in order."""
    wanted = select(DecisionStatement).where(DecisionStatement.decision_id == of.id)
    return session.scalars(
        wanted.order_by(DecisionStatement.at, DecisionStatement.participant)
    ).all()


def editions(session: Session, of: Decision) -> int:
    """Say how many editions of a decision there are to be printed."""
    wanted = select(func.count()).select_from(DecisionEdition)
    return session.scalar(wanted.where(DecisionEdition.decision_id == of.id)) or 0


def subject_of(of: Body, decision: Decision) -> str:
    """Give what the ledger calls a decision: its symbol, or of what is not public, a number."""
    public = of.public and decision.sort is Class.UNCLASSIFIED and decision.symbol
    return f"decision/{decision.symbol}" if public else decision.subject


def _asked_for(actor: Actor, of: Body, asked: DecisionSelection, *, on: date) -> Select[Decision]:
    wanted = select(Decision).where(
        Decision.body_id == of.id, readable_by(actor, on=on), *_clauses(asked)
    )
    return wanted.order_by(LAST.desc(), Decision.serial.desc(), Decision.id)


def _named(ref: str) -> ColumnElement[bool]:
    if found := NUMBERED.fullmatch(ref):
        return Decision.serial == int(found[1])
    try:
        return Decision.id == UUID(ref)
    except ValueError as error:
        raise NotFound.because("There is no such decision.") from error


def _clauses(asked: DecisionSelection) -> Iterator[ColumnElement[bool]]:
    if asked.proposed:
        yield Decision.outcome.is_(None)
    elif asked.outcome:
        yield Decision.outcome == asked.outcome
    if asked.matter:
        yield Decision.matter == asked.matter
    if asked.year:
        first, last = date(asked.year, 1, 1), date(asked.year, 12, 31)
        begun = datetime(asked.year, 1, 1, tzinfo=UTC)
        still = and_(Decision.outcome.is_(None), Decision.proposed_at >= begun)
        ended = Decision.proposed_at < begun.replace(year=asked.year + 1)
        yield or_(Decision.decided_on.between(first, last), and_(still, ended))
    if asked.text:
        yield or_(
            func.lower(Decision.title).contains(asked.text.lower(), autoescape=True),
            func.lower(Decision.symbol).contains(asked.text.lower(), autoescape=True),
        )
