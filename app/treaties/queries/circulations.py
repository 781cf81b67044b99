"""Late reservations whose time limit has run out, and of which nobody has been told yet."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.participants.values import Roll
from app.treaties.models import Instrument, Notification
from app.treaties.queries.register import courses
from app.treaties.rules.circulation import circulations, records_of
from app.treaties.rules.notifications import OUTCOMES, subject_of
from app.treaties.values.acts import ActionKind
from app.treaties.values.circulation import Circulation
from app.treaties.values.dossier import Dossier
from app.treaties.values.intake import State
from app.treaties.values.notifications import NotificationNumber, OccasionKind

CLOSED = tuple(state for state in State if state.is_closed)


def concluded(
    session: Session, *, today: date, roll: Roll
) -> Iterator[tuple[str, Circulation, NotificationNumber | None]]:
    """Give what is to be notified: treaty, circulation, and the notification that was wrong.

    An objection that came in time and still lies on the desk is waited for. What was never
    notified as circulated, such as history that was loaded, is not notified now.
    """
    for dossier, course in courses(session, roll=roll):
        for each in circulations(dossier, course):
            outcome = each.outcome(today)
            if today <= each.until or outcome not in OUTCOMES:
                continue
            told = _told(session, dossier, each)
            kinds = [notification.kind for notification in told]
            if OccasionKind.LATE_RESERVATION_CIRCULATED not in kinds or _waits(
                session, dossier, each
            ):
                continue
            before = [given for given in told if given.kind in OUTCOMES.values()]
            if not before or before[-1].kind is not OUTCOMES[outcome]:
                yield dossier.definition.id, each, before[-1].number if before else None


def _told(session: Session, dossier: Dossier, circulation: Circulation) -> list[Notification]:
    """Give what was notified of a reservation, under each number that it had."""
    treaty = dossier.definition.id
    subjects = [subject_of(treaty, number) for number in _numbers(dossier, circulation)]
    mine = (Notification.treaty_id == treaty, Notification.subject.in_(subjects))
    order = (Notification.year, Notification.serial)
    return list(session.scalars(select(Notification).where(*mine).order_by(*order)))


def _waits(session: Session, dossier: Dossier, circulation: Circulation) -> bool:
    """Say whether an objection that came in time is on the desk and not recorded yet."""
    waiting = select(Instrument.year).where(
        Instrument.treaty_id == dossier.definition.id,
        Instrument.kind == ActionKind.OBJECTION,
        Instrument.concerns.in_(_numbers(dossier, circulation)),
        Instrument.received_on <= circulation.until,
        Instrument.state.not_in(CLOSED),
    )
    return session.scalar(waiting.limit(1)) is not None


def _numbers(dossier: Dossier, circulation: Circulation) -> Collection[int]:
    return [record.number for record in records_of(circulation.reservation, dossier.acts)]
