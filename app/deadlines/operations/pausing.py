"""Pausing reminders to a participant, for a reason and until a day."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.deadlines.models import ReminderPause
from app.deadlines.queries import reminders
from app.deadlines.rules.pauses import wrong_with
from app.deadlines.values.ladders import Pause
from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.errors import Conflict, Invalid

SERIES = "reminder_pause"


def pause(
    session: Session, wanted: Pause, *, by: Actor, at: datetime, today: date
) -> ReminderPause:
    """Remind a participant of nothing for a time.

    The number is taken first: of two who pause a state at once, one sees the other's pause.

    Raises:
        Invalid: there is no reason, or the days are wrong; each complaint names its field.

    """
    number = numbering.take(session, SERIES)
    held = [reminders.as_pause(each) for each in reminders.pauses(session)]
    Invalid.unless_none(wrong_with(wanted, held, today=today))
    row = ReminderPause(
        number=number,
        participant=wanted.participant,
        reason=wanted.reason,
        since=wanted.since,
        until=wanted.until,
        entered_by=by.account,
        entered_at=at,
    )
    session.add(row)
    session.flush()
    return row


def end_pause(session: Session, number: int, *, by: Actor, today: date) -> ReminderPause:
    """End a pause, so that what comes today is sent again.

    Raises:
        NotFound: there is none of this number.
        Conflict: it has ended already.

    """
    row = reminders.pause(session, number, locked=True)
    if row.until < today or row.ended_on is not None:
        raise Conflict.because("This pause has ended already.")
    row.ended_on, row.ended_by = today, by.account
    session.flush()
    return row
