"""Looking for duties, how they stand, and what was asked and decided about them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVarTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, false, func, select, true, tuple_
from sqlalchemy.orm import Session

from app.deadlines.models import Deadline
from app.kernel import files_in
from app.kernel.actor import DELEGATES, Actor, Role
from app.kernel.errors import NotFound
from app.ledger import queries as ledger
from app.ledger.values import Opening
from app.obligations import forms
from app.obligations.models import Duty, DutyRecord, Outage, Reckoning
from app.obligations.rules.access import OVERSEERS
from app.obligations.rules.decisions import Progress, Said, outage_content, progress
from app.obligations.rules.standing import Facts, standing
from app.obligations.values import CURSOR, WATCHED, Basis, Catalogue, Row, Selection
from app.obligations.values import Outage as OutageTold

COLUMNS = (
    Duty.obligation,
    Duty.participant,
    Duty.period,
    Duty.basis,
    Duty.opens_on,
    Duty.recorded_on,
    Duty.extended_by,
    Duty.waived_by,
    Duty.outage,
    Deadline.due_at,
    Deadline.original_due_at,
    Deadline.met_at,
    Deadline.outcome,
    Deadline.recalled_at,
)
EVERYTHING = Selection()

Taken = TypeVarTuple("Taken")


@cache
def catalogue(folder: Path) -> Catalogue:
    """Give every obligation; a folder is read once a process.

    Raises:
        Invalid: a file cannot be read.
        ValueError: a file does not say what an obligation needs.

    """
    files = sorted(folder.glob("*.json"))
    return forms.catalogue(files_in.contents(each, most=forms.MOST_BYTES) for each in files)


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Give the condition under which somebody may see a duty; ``rules.access`` says the same."""
    if actor.role in OVERSEERS or actor.role is Role.SYSTEM:
        return true()
    if actor.role in DELEGATES and actor.participant is not None:
        return Duty.participant == actor.participant
    return false()


def rows(
    session: Session,
    actor: Actor,
    *,
    at: datetime,
    seat: ZoneInfo,
    obligation: str | None = None,
    period: str | None = None,
    among: Collection[str] | None = None,
    wanted: Selection = EVERYTHING,
) -> list[Row]:
    """Give the duties that somebody may see, as they stand at an instant, in one query.

    ``among`` keeps those under some obligations, by code.
    """
    chosen = _running(select(*COLUMNS)).where(readable_by(actor))
    if among is not None:
        chosen = chosen.where(Duty.obligation.in_(among))
    if obligation is not None:
        chosen = chosen.where(Duty.obligation == obligation)
    if period is not None:
        chosen = chosen.where(Duty.period == period)
    if wanted.participant:
        chosen = chosen.where(Duty.participant == wanted.participant)
    if wanted.due_by is not None:
        chosen = chosen.where(Deadline.due_at <= wanted.due_by)
    if wanted.unmet:
        chosen = chosen.where(Deadline.met_at.is_(None))
    order = (Deadline.due_at, Duty.obligation, Duty.period, Duty.participant)
    found = (_row(each, at=at, seat=seat) for each in session.execute(chosen.order_by(*order)))
    return [each for each in found if wanted.takes(each)]


def basis_of(session: Session, actor: Actor, *, obligation: str, period: str) -> Basis:
    """Give the basis on which a delegate's state files; what it does not owe is voluntary."""
    owed = _running(select(Duty.basis)).where(
        readable_by(actor), Duty.obligation == obligation, Duty.period == period
    )
    return session.scalar(owed) or Basis.VOLUNTARY


def deadlines_of(
    session: Session, actor: Actor, participant: str, *, at: datetime, seat: ZoneInfo
) -> list[Row]:
    """Give a participant's deadlines, the earliest first; none where the actor may not see them."""
    return rows(session, actor, at=at, seat=seat, wanted=Selection(participant=participant))


def row_of(session: Session, actor: Actor, duty: Duty, *, at: datetime, seat: ZoneInfo) -> Row:
    """Give one duty as it stands at an instant.

    Raises:
        NotFound: the actor may not see it.

    """
    one = _running(select(*COLUMNS)).where(readable_by(actor), Duty.id == duty.id)
    found = session.execute(one).one_or_none()
    if found is None:
        raise no_such_deadline()
    return _row(found, at=at, seat=seat)


def rows_among(
    session: Session,
    named: Select[str, str, str],
    *,
    at: datetime,
    seat: ZoneInfo,
) -> Mapping[tuple[str, str, str], Row]:
    """Give how the duties stand that a query names by obligation, participant and period.

    Whoever asks has seen to it that just these may be known.
    """
    key = (Duty.obligation, Duty.participant, Duty.period)
    found = session.execute(_running(select(*COLUMNS)).where(tuple_(*key).in_(named)))
    rows = (_row(each, at=at, seat=seat) for each in found)
    return {(each.obligation, each.participant, each.period): each for each in rows}


def duty(
    session: Session,
    actor: Actor,
    obligation: str,
    period: str,
    participant: str,
    *,
    locked: bool = False,
) -> Duty:
    """Give the duty of an obligation, a period and a participant.

    Raises:
        NotFound: there is none, or the actor may not see it.

    """
    one = _running(select(Duty)).where(
        readable_by(actor),
        Duty.obligation == obligation,
        Duty.period == period,
        Duty.participant == participant,
    )
    found = session.scalar(one.with_for_update(of=Duty) if locked else one)
    if found is None:
        raise no_such_deadline()
    return found


def no_such_deadline() -> NotFound:
    """Give the refusal for a deadline that is not there, or not for this actor."""
    return NotFound.because("There is no such deadline.")


def periods(session: Session, actor: Actor) -> list[tuple[str, str, int]]:
    """Give each obligation and period with the number of participants that owe it."""
    counted = select(Duty.obligation, Duty.period, func.count()).where(readable_by(actor))
    order = (Duty.obligation, Duty.period)
    return [
        (*each,) for each in session.execute(_running(counted).group_by(*order).order_by(*order))
    ]


def said(session: Session, duty: Duty) -> Sequence[Said]:
    """Give what was asked and decided about a duty, in the ledger's order."""
    mine = select(DutyRecord).where(DutyRecord.duty_id == duty.id)
    return [
        Said(each.ledger_index, each.kind, each.content, each.by, each.at)
        for each in session.scalars(mine.order_by(DutyRecord.ledger_index))
    ]


def waiting(session: Session, actor: Actor) -> Mapping[tuple[str, str, str], Progress]:
    """Give the duties about which something waits: a request for a decision, or a decision for the
    director, by obligation, participant and period.
    """
    key = (Duty.obligation, Duty.participant, Duty.period)
    records = (DutyRecord.ledger_index, DutyRecord.kind, DutyRecord.content)
    chosen = _running(select(*key, *records, DutyRecord.by, DutyRecord.at))
    found: dict[tuple[str, str, str], list[Said]] = {}
    for each in session.execute(
        chosen.join(DutyRecord, DutyRecord.duty_id == Duty.id)
        .where(readable_by(actor), Deadline.met_at.is_(None))
        .order_by(DutyRecord.ledger_index)
    ):
        about = (each.obligation, each.participant, each.period)
        told = Said(each.ledger_index, each.kind, each.content, each.by, each.at)
        found.setdefault(about, []).append(told)
    stands = {about: progress(told) for about, told in found.items()}
    return {about: each for about, each in stands.items() if each.asked or each.entered}


def moved_by_outages(session: Session) -> Mapping[int, int]:
    """Give how many deadlines each outage has moved, by its number."""
    counted = select(Outage.number, func.count(Duty.id)).join(Duty, Duty.outage == Outage.number)
    return {each[0]: each[1] for each in session.execute(counted.group_by(Outage.number))}


def outages(session: Session) -> Sequence[Outage]:
    """Give every outage, the latest first."""
    return session.scalars(select(Outage).order_by(Outage.since.desc(), Outage.number)).all()


def is_stale(session: Session, known: Catalogue, *, today: date) -> bool:
    """Say whether duties are to be reckoned anew: the register has moved on, or the day has, or
    the catalogue is another one.
    """
    current = select(Reckoning.treaty).where(
        Reckoning.reckoned_on == today, Reckoning.digest == known.digest
    )
    return known.treaties - set(session.scalars(current)) != set() or lags(session)


def lags(session: Session) -> bool:
    """Say whether the register has moved on since duties were reckoned."""
    return ledger.lags(session, CURSOR, WATCHED)


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens every entry of the ledger about a deadline or an outage."""
    for each in session.scalars(select(DutyRecord).order_by(DutyRecord.ledger_index)):
        yield Opening(each.ledger_index, each.salt, each.content)
    for outage in session.scalars(select(Outage).order_by(Outage.ledger_index)):
        told = OutageTold(outage.since, outage.until, outage.reason)
        yield Opening(outage.ledger_index, outage.salt, outage_content(outage.number, told))


def _running(statement: Select[*Taken]) -> Select[*Taken]:
    """Join the deadlines that run; one whose ground has gone is kept and not shown."""
    return statement.join(Deadline, Deadline.id == Duty.deadline_id).where(
        Deadline.lifted_at.is_(None)
    )


def _row(found: Any, *, at: datetime, seat: ZoneInfo) -> Row:
    facts = Facts(
        basis=found.basis,
        opens_on=found.opens_on,
        due_at=found.due_at,
        recorded_on=found.recorded_on,
        met_at=found.met_at,
        outcome=found.outcome,
        recalled=found.recalled_at is not None,
        extended=found.extended_by is not None,
        moved_by_outage=found.outage is not None,
    )
    return Row(
        obligation=found.obligation,
        participant=found.participant,
        period=found.period,
        basis=found.basis,
        due_at=found.due_at,
        original_due_at=found.original_due_at,
        met_at=found.met_at,
        standing=standing(facts, at=at, seat=seat),
        extended_by=found.extended_by,
        waived_by=found.waived_by,
    )
