"""Looking for papers: who reads which is a clause of every query here."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, literal, or_, select, true
from sqlalchemy.orm import Session

from app.bodies.models import (
    Body,
    Paper,
    PaperLanguage,
    PaperLowering,
    PaperSponsor,
    Seat,
)
from app.bodies.queries.places import REMEMBERED, holding, own, readable_by, reading
from app.bodies.rules.access import KEEPERS
from app.bodies.rules.searching import wanted
from app.bodies.values import Class
from app.bodies.values.papers import PaperState, SuffixKind
from app.kernel.actor import Actor
from app.kernel.errors import NotFound


@lru_cache(maxsize=REMEMBERED)
def class_on(on: date) -> ColumnElement[Class]:
    """Give a paper's class on a day; ``Paper.class_on`` says the same."""
    lifted = literal(Class.UNCLASSIFIED, Paper.sort.type)
    return case((Paper.derestricts_on <= on, lifted), else_=Paper.sort)


def standing(state: PaperState) -> ColumnElement[bool]:
    """Keep the papers that stand so; ``Paper.state`` says the same."""
    out, given_up = Paper.issued_at.is_not(None), Paper.given_up_at.is_not(None)
    match state:
        case PaperState.RESERVED:
            return and_(~out, ~given_up)
        case PaperState.ISSUED:
            return and_(out, Paper.superseded_by.is_(None))
        case PaperState.SUPERSEDED:
            return and_(out, Paper.superseded_by.is_not(None))
        case PaperState.GIVEN_UP:
            return given_up


@lru_cache(maxsize=REMEMBERED)
def readable(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep the papers that somebody reads; ``rules.papers.may_read`` says the same."""
    classed = reading(actor, on=on, body=Paper.body_id, sort=class_on(on))
    if actor.role in KEEPERS:
        return classed
    seated = select(Seat.body_id).where(own(actor), holding(on))
    return and_(classed, or_(Paper.issued_at.is_not(None), Paper.body_id.in_(seated)))


@lru_cache(maxsize=REMEMBERED)
def known(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep the papers whose symbol somebody knows; ``rules.papers.may_know_of`` says the same."""
    seen = select(Body.id).where(readable_by(actor, on=on))
    given_up = and_(Paper.given_up_at.is_not(None), Paper.body_id.in_(seen))
    return or_(readable(actor, on=on), given_up)


def paper(
    session: Session, actor: Actor, of: Body, name: str | UUID, *, on: date, locked: bool = False
) -> Paper:
    """Give a paper of a body, by its address or its identity, to somebody who reads it.

    ``locked``, whoever else wants to change it waits until the transaction ends.

    Raises:
        NotFound: there is none of this name, or none that they read.

    """
    named = Paper.id == name if isinstance(name, UUID) else Paper.slug == name
    chosen = select(Paper).where(Paper.body_id == of.id, named, readable(actor, on=on))
    found = session.scalar(chosen.with_for_update() if locked else chosen)
    if found is None:
        raise NotFound.because("There is no such paper.")
    return found


def named(session: Session, of: Body, slug: str) -> Paper | None:
    """Give a paper of a body, whoever may read it."""
    return session.scalar(select(Paper).where(Paper.body_id == of.id, Paper.slug == slug))


def languages(session: Session, of: Paper) -> Sequence[PaperLanguage]:
    """Give a paper in every language in which it came out, in the order in which it did."""
    chosen = select(PaperLanguage).where(PaperLanguage.paper_id == of.id)
    order = (PaperLanguage.issued_on, PaperLanguage.recorded_at, PaperLanguage.language)
    return session.scalars(chosen.order_by(*order)).all()


def sponsors(session: Session, of: Paper) -> Sequence[str]:
    """Give the participants that submitted a paper."""
    chosen = select(PaperSponsor.participant).where(PaperSponsor.paper_id == of.id)
    return session.scalars(chosen.order_by(PaperSponsor.participant)).all()


def lowerings(session: Session, of: Paper) -> Sequence[PaperLowering]:
    """Give every time that the class of a paper was lowered, in order."""
    chosen = select(PaperLowering).where(PaperLowering.paper_id == of.id)
    return session.scalars(chosen.order_by(PaperLowering.number)).all()


def years(session: Session, actor: Actor, of: Body, *, on: date) -> Sequence[int]:
    """Give the years of a body's papers of which somebody knows, the latest first."""
    chosen = select(Paper.year).where(Paper.body_id == of.id, known(actor, on=on))
    return session.scalars(chosen.distinct().order_by(Paper.year.desc())).all()


def holding_words(text: str) -> ColumnElement[bool]:
    """Keep the issued languages in whose title or text all of some words stand."""
    found = (PaperLanguage.folded.contains(word, autoescape=True) for word in wanted(text))
    return and_(true(), *found)


def revisions_out(session: Session, of: UUID) -> Sequence[Paper]:
    """Give the revisions of a paper that came out, in their order."""
    chosen = select(Paper).where(
        Paper.hangs_on == of, Paper.suffix == SuffixKind.REVISION, Paper.issued_at.is_not(None)
    )
    return session.scalars(chosen.order_by(Paper.number)).all()


def issued_of(
    session: Session, actor: Actor, ids: Collection[UUID], *, on: date
) -> Sequence[tuple[Paper, PaperLanguage]]:
    """Give those of some papers that came out and somebody reads, a pair for each language."""
    chosen = (
        select(Paper, PaperLanguage)
        .join(PaperLanguage, PaperLanguage.paper_id == Paper.id)
        .where(Paper.id.in_(ids), readable(actor, on=on))
        .order_by(Paper.symbol, PaperLanguage.issued_on, PaperLanguage.language)
    )
    return [(paper, issued) for paper, issued in session.execute(chosen)]
