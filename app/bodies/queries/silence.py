"""Looking for silence procedures: one, those of a body, and what the tick has to do about them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, select
from sqlalchemy.orm import Session

from app.accounts.queries.missions import missions
from app.bodies.models import (
    Body,
    Decision,
    Seat,
    SilenceBreak,
    SilenceExtension,
    SilenceProcedure,
    SilenceWatch,
)
from app.bodies.models.silence import ONLY
from app.bodies.queries.distribution import distribution
from app.bodies.queries.places import holding, reading
from app.bodies.values import Standing
from app.bodies.values.silence import Away
from app.kernel.actor import Actor
from app.kernel.errors import NotFound

Lying = Row[SilenceProcedure, Decision, Body]
"""A procedure, the proposal that lies under silence, and the body to which it was put."""


def runs() -> ColumnElement[bool]:
    """Keep the procedures that run: ``Silence.state`` says the same."""
    return and_(
        SilenceProcedure.adopted_at.is_(None),
        SilenceProcedure.broken_at.is_(None),
        SilenceProcedure.withdrawn_at.is_(None),
    )


def silence(session: Session, actor: Actor, of: Body, id: UUID, *, on: date) -> Lying:  # noqa: A002 (what it is)
    """Give a silence procedure of a body, to somebody who may read what lies under it.

    Raises:
        NotFound: there is none, or none that they may read.

    """
    wanted = _read_by(actor, on=on).where(Body.id == of.id, SilenceProcedure.id == id)
    found = session.execute(wanted).first()
    if found is None:
        raise NotFound.because("There is no such silence procedure.")
    return found


def silences(session: Session, actor: Actor, of: Body, *, on: date, most: int) -> Sequence[Lying]:
    """Give the silence procedures of a body that somebody may read: those that run come first, the
    one that ends soonest before all; then the others, the newest first.
    """
    ended = case((runs(), 0), else_=1)
    wanted = (
        _read_by(actor, on=on)
        .where(Body.id == of.id)
        .order_by(
            ended,
            case((runs(), SilenceProcedure.expires_at)),
            SilenceProcedure.expires_at.desc(),
            SilenceProcedure.id,
        )
    )
    return session.execute(wanted.limit(most)).all()


def running(
    session: Session, actor: Actor, *, on: date, bodies: Collection[UUID] | None = None
) -> Sequence[Lying]:
    """Give what runs in all bodies, or in some, and somebody may read; what ends soonest first."""
    wanted = _read_by(actor, on=on).where(runs()).order_by(SilenceProcedure.expires_at)
    if bodies is not None:
        wanted = wanted.where(Body.id.in_(bodies))
    return session.execute(wanted).all()


def about(session: Session, proposal: Decision) -> SilenceProcedure | None:
    """Give the silence procedure under which a proposal lies or lay, if it was ever put so."""
    wanted = select(SilenceProcedure).where(SilenceProcedure.decision_id == proposal.id)
    return session.scalar(wanted)


def breaking(session: Session, procedure: SilenceProcedure) -> SilenceBreak | None:
    """Give what broke a silence, if it was broken."""
    return session.get(SilenceBreak, procedure.id)


def extensions(session: Session, procedure: SilenceProcedure) -> Sequence[SilenceExtension]:
    """Give why a procedure ran longer than it was opened for, in order."""
    of = SilenceExtension.procedure_id == procedure.id
    wanted = select(SilenceExtension).where(of).order_by(SilenceExtension.number)
    return session.scalars(wanted).all()


def members(session: Session, of: UUID, *, on: date) -> list[str]:
    """Give the codes of the members that a body has on a day; alternates stand in, and add none."""
    wanted = select(Seat.participant).where(
        Seat.body_id == of, Seat.standing == Standing.MEMBER, Seat.alternate_to.is_(None)
    )
    return sorted(each for each in set(session.scalars(wanted.where(holding(on)))) if each)


def entitled(session: Session, procedure: SilenceProcedure, *, on: date) -> list[str]:
    """Give whoever may break a silence on a day: members at its opening that still are."""
    still = set(members(session, procedure.body_id, on=on))
    return [each for each in procedure.entitled if each in still]


def unreached(
    session: Session, of: Body, proposal: Decision, codes: Collection[str], *, on: date
) -> list[str]:
    """Give the members, among some, whom no letter about a silence reaches: neither their people
    nor their mission.
    """
    told = {
        each.seat.participant
        for each in distribution(session, of, sort=proposal.sort, on=on)
        if each.seat and each.to
    }
    told.update(each.participant for each in missions(session, on=on))
    return [code for code in codes if code not in told]


def due(session: Session, *, at: datetime, most: int) -> Sequence[UUID]:
    """Give the procedures that have run out by an instant and that nothing has ended."""
    wanted = select(SilenceProcedure.id).where(runs(), SilenceProcedure.expires_at <= at)
    return session.scalars(wanted.order_by(SilenceProcedure.expires_at).limit(most)).all()


def untold(session: Session, *, at: datetime, most: int) -> Sequence[UUID]:
    """Give the adoptions whose letters have been held back for long enough."""
    wanted = select(SilenceProcedure.id).where(
        SilenceProcedure.told_at.is_(None),
        SilenceProcedure.annulled_at.is_(None),
        SilenceProcedure.letters_at <= at,
    )
    return session.scalars(wanted.order_by(SilenceProcedure.letters_at).limit(most)).all()


def seen_at(session: Session) -> datetime | None:
    """Give when the product last looked at what runs; None where it never has."""
    return session.scalar(select(SilenceWatch.seen_at).where(SilenceWatch.id == ONLY))


def touched(session: Session, absence: Away) -> Sequence[SilenceProcedure]:
    """Give the procedures that run and did so in an absence, those of one body together."""
    wanted = select(SilenceProcedure).where(
        runs(),
        SilenceProcedure.opened_at < absence.until,
        SilenceProcedure.expires_at > absence.since,
    )
    order = (SilenceProcedure.body_id, SilenceProcedure.expires_at, SilenceProcedure.id)
    return session.scalars(wanted.order_by(*order)).all()


def _read_by(actor: Actor, *, on: date) -> Select[SilenceProcedure, Decision, Body]:
    return (
        select(SilenceProcedure, Decision, Body)
        .join(Decision, Decision.id == SilenceProcedure.decision_id)
        .join(Body, Body.id == SilenceProcedure.body_id)
        .where(reading(actor, on=on, body=SilenceProcedure.body_id, sort=Decision.sort))
    )
