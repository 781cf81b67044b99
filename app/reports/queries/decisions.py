"""What prints of decisions look up: which editions are owed, and what one is printed from."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.bodies.models import Body, BodyRecord, Decision, DecisionEdition
from app.bodies.queries import decisions
from app.bodies.values import DeedKind, Manner
from app.kernel.clock import date_at
from app.reports.models import DecisionPrint
from app.reports.queries.prints import sealed
from app.reports.values.decisions import Adopted, Annulled, Cast, Stated


def unprinted_editions(session: Session, *, most: int) -> Sequence[Row[DecisionEdition, Body]]:
    """Give the editions of decisions whose print is not owed yet, in their order."""
    last = select(func.coalesce(func.max(DecisionPrint.number), 0)).scalar_subquery()
    wanted = (
        select(DecisionEdition, Body)
        .join(Decision, Decision.id == DecisionEdition.decision_id)
        .join(Body, Body.id == Decision.body_id)
        .where(DecisionEdition.number > last)
    )
    return session.execute(wanted.order_by(DecisionEdition.number).limit(most)).all()


def print_of_decision(session: Session, decision: Decision) -> UUID | None:
    """Give the last print of a decision, once one is owed."""
    return session.scalar(
        select(DecisionPrint.document_id)
        .join(DecisionEdition, DecisionEdition.number == DecisionPrint.number)
        .where(DecisionEdition.decision_id == decision.id)
        .order_by(DecisionEdition.edition.desc())
        .limit(1)
    )


def adopted(session: Session, of: Body, edition: DecisionEdition, *, seat: ZoneInfo) -> Adopted:
    """Give what an adopted decision is printed from, as it stands now."""
    found = session.get_one(Decision, edition.decision_id)
    correction = decisions.correction(session, found)
    statements = decisions.statements(session, found)
    day = partial(date_at, seat=seat)
    told = [edition.at, *(each.at for each in statements), *([correction.at] if correction else [])]
    return Adopted(
        body=of.name,
        address=f"{of.address}/decisions/{found.ref}",
        symbol=found.symbol or "",
        title=found.title,
        text=found.text,
        sort=found.sort,
        matter=found.matter,
        participant=found.participant,
        about=found.about,
        manner=found.manner or Manner.CONSENSUS,
        decided_on=found.decided_on or day(edition.at),
        counts=found.counts,
        note=found.note,
        follow_up=found.follow_up,
        follow_up_by=found.follow_up_by,
        sha256=found.sha256,
        votes=_votes(session, found),
        statements=[
            Stated(each.participant, each.kind, each.text, day(each.at)) for each in statements
        ],
        annulled=Annulled(day(correction.at), correction.reason) if correction else None,
        known_on=day(max(told)),
        seal=sealed(session, _sealed_at(session, of, found)),
    )


def _votes(session: Session, of: Decision) -> Sequence[Cast]:
    return [
        Cast(each.participant, each.choice, each.weight, tuple(each.on_behalf_of))
        for each in decisions.votes(session, of)
    ]


def _sealed_at(session: Session, of: Body, decision: Decision) -> int:
    """Give where in the ledger an adoption stands."""
    return session.scalars(
        select(BodyRecord.ledger_index).where(
            BodyRecord.body_id == of.id,
            BodyRecord.kind == DeedKind.DECISION_ADOPTED,
            BodyRecord.subject == decisions.subject_of(of, decision),
        )
    ).one()
