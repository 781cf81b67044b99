"""What papers look up: each list in one query, however many it finds, and nothing reserved."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.declarations.models import Declaration, DeclarationStep, DeclarationVersion
from app.declarations.queries.access import followed_by, known_to
from app.kernel.actor import Actor
from app.kernel.clock import end_of_day
from app.obligations import queries as duties
from app.obligations.models import Duty, DutyRecord, Outage
from app.obligations.rules.decisions import Said
from app.obligations.values import Publication, RecordKind, Row
from app.participants.values import Roll
from app.reports.queries.prints import seal
from app.reports.rules.papers.annual import REVIEWS
from app.reports.rules.papers.register import Register, Told
from app.reports.rules.papers.timeliness import counted
from app.reports.values import Decided, House, Question, Received, Seal, Span, Stepped, Stopped
from app.treaties import queries as treaties
from app.treaties.queries.notifications import notifications
from app.treaties.values.notifications import NotificationSelection

A_DAY = timedelta(days=1)

NOT_RESERVED = Declaration.publication == Publication.PUBLIC

SAID = (DutyRecord.ledger_index, DutyRecord.kind, DutyRecord.content, DutyRecord.by, DutyRecord.at)


def deadlines(session: Session, *, by: Actor, at: datetime, house: House) -> list[Row]:
    """Give the deadlines of which papers speak, as they stand at an instant, in one query."""
    return duties.rows(session, by, at=at, seat=house.seat, among=codes(house))


def codes(house: House) -> list[str]:
    """Give the codes of the obligations of which papers speak."""
    return [each.code for each in counted(house)]


def register(session: Session, question: Question, *, roll: Roll) -> Register:
    """Give every treaty with its course as known on a day, in one query."""
    return treaties.courses(session, roll=roll, known_on=question.known_on)


def sealed_by(session: Session, named: Collection[str], question: Question) -> Seal | None:
    """Give the ledger's entry that last touched any of some treaties; None where there is none."""
    return seal(session, named, question) if named else None


def notified(session: Session, span: Span, question: Question) -> Sequence[Told]:
    """Give the notifications of a year that had been issued by a day, the first one first."""
    wanted = NotificationSelection(year=span.since.year)
    found, _count = notifications(session, wanted, whole=True)
    until = min(span.until, question.known_on)
    return [each.told for each in reversed(found) if each.issued_on <= until]


def received(session: Session, span: Span, *, by: Actor, seat: ZoneInfo) -> list[Received]:
    """Give the versions received in a span of which somebody may know, the first one first."""
    since, until = _instants(span, seat)
    rows = session.execute(
        select(
            Declaration.form,
            Declaration.participant,
            DeclarationVersion.number,
            DeclarationVersion.basis,
            DeclarationVersion.status,
            DeclarationVersion.channel.is_not(None),
        )
        .join(Declaration, Declaration.id == DeclarationVersion.declaration_id)
        .where(
            known_to(by),
            NOT_RESERVED,
            DeclarationVersion.received_at >= since,
            DeclarationVersion.received_at < until,
        )
        .order_by(DeclarationVersion.received_at)
    )
    return [Received(*row) for row in rows]


def stepped(session: Session, span: Span, *, by: Actor, seat: ZoneInfo) -> list[Stepped]:
    """Give the steps of the review that were taken in a span, as far as somebody follows them."""
    since, until = _instants(span, seat)
    of_version = (DeclarationVersion.declaration_id == DeclarationStep.declaration_id) & (
        DeclarationVersion.number == DeclarationStep.number
    )
    rows = session.execute(
        select(DeclarationStep.step, DeclarationStep.at, DeclarationVersion.received_at)
        .join(DeclarationVersion, of_version)
        .join(Declaration, Declaration.id == DeclarationStep.declaration_id)
        .where(
            followed_by(by),
            NOT_RESERVED,
            DeclarationStep.step.in_(REVIEWS),
            DeclarationStep.at >= since,
            DeclarationStep.at < until,
        )
        .order_by(DeclarationStep.at)
    )
    return [Stepped(*row) for row in rows]


def decided(session: Session, span: Span, *, by: Actor, house: House) -> list[Decided]:
    """Give the decisions about deadlines that were confirmed in a span, the first one first."""
    since, until = _instants(span, house.seat)
    rows = session.execute(
        select(Duty.obligation, Duty.participant, Duty.period, *SAID)
        .join(Duty, Duty.id == DutyRecord.duty_id)
        .where(
            duties.readable_by(by),
            Duty.obligation.in_(codes(house)),
            DutyRecord.kind == RecordKind.CONFIRMED,
            DutyRecord.at >= since,
            DutyRecord.at < until,
        )
        .order_by(DutyRecord.ledger_index)
    )
    return [
        Decided(obligation, participant, period, (said := Said(*record)).decision, said.at)
        for obligation, participant, period, *record in rows
    ]


def stopped(
    session: Session, span: Span, *, among: Collection[str], seat: ZoneInfo
) -> list[Stopped]:
    """Give the outages of a span, the first one first, with the deadlines that each has moved.

    ``among`` are the obligations of which they are counted.
    """
    since, until = _instants(span, seat)
    moved = (
        select(func.count(Duty.id))
        .where(Duty.outage == Outage.number, Duty.obligation.in_(among))
        .scalar_subquery()
    )
    rows = session.execute(
        select(Outage.number, Outage.since, Outage.until, Outage.reason, moved)
        .where(Outage.since < until, Outage.until > since)
        .order_by(Outage.since)
    )
    return [Stopped(*row) for row in rows]


def _instants(span: Span, seat: ZoneInfo) -> tuple[datetime, datetime]:
    """Give the first instant of a span at the seat, and the first one after it."""
    return end_of_day(span.since - A_DAY, seat), end_of_day(span.until, seat)
