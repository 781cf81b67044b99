"""What is owed because something happened, and what is filed though nobody owes it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deadlines.models import Deadline
from app.deadlines.operations import set_deadline
from app.kernel.clock import date_at, end_of_day
from app.kernel.database import insert_once
from app.kernel.errors import Complaint, Invalid, NotFound
from app.obligations.models import Duty
from app.obligations.operations.reckoning import as_row, as_set, times
from app.obligations.rules import due
from app.obligations.rules.owing import basis_on
from app.obligations.values import (
    EVENT_ID,
    FREELY,
    AfterEvent,
    AfterPeriod,
    Basis,
    BeforeEvent,
    BeforePeriod,
    ByDate,
    Catalogue,
    Event,
    Initial,
    Obligation,
    Owed,
    Tenure,
    Unlimited,
)
from app.participants.values import Roll

YEAR = re.compile(r"20\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Raised:
    """What somebody is about to file: on which obligation, for whom, for which period."""

    obligation: str
    participant: str
    period: str
    """A year, or the id of an event."""
    event_at: datetime | None = None
    """When the event happened or became known, of an obligation that an event calls for."""


def ensure(
    session: Session,
    known: Catalogue,
    raised: Raised,
    *,
    roll: Roll,
    at: datetime,
    seat: ZoneInfo,
) -> Duty:
    """See to it that there is a deadline which a filing can meet, and give its duty.

    One that is owed already is given as it is. An event is dated by whoever tells of it, on the
    basis of that day; what nobody owes, or owes no longer, is voluntary, and never late.

    Raises:
        NotFound: there is no such obligation or participant.
        Invalid: the period is none of this obligation's, or lies in the future.

    """
    obligation = known.obligations.get(raised.obligation)
    if obligation is None or raised.participant not in roll:
        raise NotFound.because("There is no such obligation.")
    found = _running(session, raised)
    if found is not None:
        return found
    today = date_at(at, seat)
    Invalid.unless_none(_wrong(obligation, raised, at=at, today=today))
    tenure = _tenure(session, known, obligation, raised, roll=roll, today=today, seat=seat)
    wanted = Owed(
        obligation=obligation.code,
        participant=raised.participant,
        period=raised.period,
        basis=tenure.basis if tenure else Basis.VOLUNTARY,
        opens_on=today,
        due_at=_due_at(obligation, raised, today=today, seat=seat),
        recorded_on=tenure.recorded_on if tenure else today,
    )
    deadline = set_deadline(session, as_set(wanted, known), at=at)
    insert_once(session, Duty, as_row(wanted, deadline, event_at=raised.event_at))
    made = session.scalars(select(Duty).where(Duty.deadline_id == deadline.id)).one()
    made.basis = wanted.basis
    session.flush()
    return made


def ensure_if_owed(
    session: Session,
    known: Catalogue,
    raised: Raised,
    *,
    roll: Roll,
    at: datetime,
    seat: ZoneInfo,
) -> None:
    """See to it that there is a deadline for what an event calls for, if the participant was bound
    on that day; of its own accord nobody is asked for it.

    Raises:
        NotFound: there is no such obligation or participant.
        Invalid: no event can be so called, or lie on such a day.

    """
    obligation, today = known.obligations.get(raised.obligation), date_at(at, seat)
    if obligation is None or _tenure(
        session, known, obligation, raised, roll=roll, today=today, seat=seat
    ):
        ensure(session, known, raised, roll=roll, at=at, seat=seat)


def basis_today(
    session: Session,
    known: Catalogue,
    obligation: Obligation,
    participant: str,
    *,
    roll: Roll,
    today: date,
) -> Basis:
    """Give the basis on which a participant owes what an event of today calls for."""
    held = times(session, known, obligation.treaty, roll=roll, today=today)
    tenure = basis_on(held.get(participant, ()), today)
    return tenure.basis if tenure else Basis.VOLUNTARY


def _tenure(
    session: Session,
    known: Catalogue,
    obligation: Obligation,
    raised: Raised,
    *,
    roll: Roll,
    today: date,
    seat: ZoneInfo,
) -> Tenure | None:
    """Give the time that binds a participant on the day of an event, if any does."""
    if raised.event_at is None:
        return None
    held = times(session, known, obligation.treaty, roll=roll, today=today)
    return basis_on(held.get(raised.participant, ()), date_at(raised.event_at, seat))


def _running(session: Session, raised: Raised) -> Duty | None:
    """Give the duty that there is, if it still stands on something."""
    return session.scalar(
        select(Duty)
        .join(Deadline, Deadline.id == Duty.deadline_id)
        .where(
            Deadline.lifted_at.is_(None),
            Duty.obligation == raised.obligation,
            Duty.participant == raised.participant,
            Duty.period == raised.period,
        )
    )


def _wrong(obligation: Obligation, raised: Raised, *, at: datetime, today: date) -> list[Complaint]:
    if obligation.is_eventful:
        return _wrong_with_event(obligation, raised, at=at)
    if isinstance(obligation.rule, Initial) and raised.period == FREELY:
        return []
    if not isinstance(obligation.rule, ByDate | AfterPeriod | BeforePeriod):
        return [Complaint("Nothing is owed here that could be filed.", field="period")]
    if not YEAR.fullmatch(raised.period):
        return [Complaint("Write the period as a year, such as 2026.", field="period")]
    if int(raised.period) > today.year:
        return [Complaint("This period has not begun yet.", field="period")]
    return []


def _wrong_with_event(obligation: Obligation, raised: Raised, *, at: datetime) -> list[Complaint]:
    if not EVENT_ID.fullmatch(raised.period):
        return [Complaint("Write the event's id in letters, digits and dashes.", field="period")]
    if raised.event_at is None:
        return [Complaint("Say when it happened or became known.", field="event_at")]
    if raised.event_at > at and obligation.has_happened:
        return [Complaint("This lies in the future.", field="event_at")]
    return []


def _due_at(obligation: Obligation, raised: Raised, *, today: date, seat: ZoneInfo) -> datetime:
    match obligation.rule:
        case AfterEvent() | BeforeEvent() | Unlimited() as rule if raised.event_at is not None:
            return due.by_event(rule, Event(raised.period, raised.event_at), seat=seat)
        case ByDate() | AfterPeriod() | BeforePeriod() as rule:
            return end_of_day(due.of_year(rule, int(raised.period)), seat)
        case Initial() as rule:
            return end_of_day(due.once(rule, today), seat)
        case _:
            return end_of_day(today, seat)
