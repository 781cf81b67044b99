"""Looking for what is to be reminded of, and for what was done."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.deadlines.models import Deadline, Reminder, ReminderPause
from app.deadlines.values.ladders import Pause
from app.kernel.errors import NotFound

SHOWN = 50
"""How many reminders a page shows."""


class Due(NamedTuple):
    """What the sweep needs of a deadline: no more is read, and nothing of it is written back."""

    id: UUID
    due_at: datetime
    facts: Mapping[str, Any]
    link: str
    met_at: datetime | None
    lifted_at: datetime | None
    participant: str | None
    person: int | None
    ladder: str | None
    step: str | None
    round: int
    quiet_until: datetime | None
    stands: bool
    """Whether what it hangs on still awaits something, if it hangs on anything."""


def stands() -> ColumnElement[bool]:
    """Keep the deadlines that hang on none, or on one that still awaits something."""
    other = aliased(Deadline)
    awaits = (other.kind == Deadline.hangs_on, other.subject == Deadline.subject)
    open_ = select(other.id).where(*awaits, other.met_at.is_(None), other.lifted_at.is_(None))
    return or_(Deadline.hangs_on.is_(None), open_.exists())


COLUMNS = (*(getattr(Deadline, name) for name in Due._fields if name != "stands"), stands())


def due_now(session: Session, *, at: datetime, most: int) -> Sequence[Due]:
    """Give the deadlines that the sweep is to look at, the longest waiting first, locked: of many
    sweeps at once each gets others.

    What it costs follows from what is due, not from what there is: the index holds nothing else.
    """
    wanted = select(*COLUMNS).where(_has_come(at)).order_by(Deadline.next_step_at).limit(most)
    found = session.connection().execute(wanted.with_for_update(skip_locked=True))
    return [Due(*each) for each in found]


def is_due(session: Session, *, at: datetime) -> bool:
    """Say whether the sweep has anything to look at."""
    return session.scalar(select(Deadline.id).where(_has_come(at)).limit(1)) is not None


def _has_come(at: datetime) -> ColumnElement[bool]:
    return and_(Deadline.next_step_at.is_not(None), Deadline.next_step_at <= at)


def awaited() -> ColumnElement[bool]:
    """Keep the deadlines of which somebody may still be reminded."""
    return and_(
        Deadline.ladder.is_not(None),
        Deadline.met_at.is_(None),
        Deadline.lifted_at.is_(None),
        stands(),
    )


def falling_between(session: Session, first: datetime, last: datetime) -> Sequence[Deadline]:
    """Give the deadlines of which somebody may still be reminded that fall due in a time."""
    return session.scalars(
        select(Deadline)
        .where(awaited(), Deadline.due_at >= first, Deadline.due_at <= last)
        .order_by(Deadline.due_at, Deadline.subject)
    ).all()


def pauses(session: Session, *, on: date | None = None) -> Sequence[ReminderPause]:
    """List the pauses that hold on a day, or all there ever were, the last entered first."""
    wanted = select(ReminderPause).order_by(ReminderPause.number.desc())
    if on is not None:
        still = or_(ReminderPause.ended_on.is_(None), ReminderPause.ended_on > on)
        wanted = wanted.where(ReminderPause.since <= on, ReminderPause.until >= on, still)
    return session.scalars(wanted).all()


def pause(session: Session, number: int, *, locked: bool = False) -> ReminderPause:
    """Give one pause; locked, nobody else changes it until the transaction ends.

    Raises:
        NotFound: there is none of this number.

    """
    one = select(ReminderPause).where(ReminderPause.number == number)
    found = session.scalar(one.with_for_update() if locked else one)
    if found is None:
        raise NotFound.because("There is no such pause.")
    return found


def as_pause(row: ReminderPause) -> Pause:
    """Give a pause as the rules know it: until the day before it was ended, if it was."""
    until = row.until if row.ended_on is None else row.ended_on - timedelta(days=1)
    return Pause(row.participant, row.reason, row.since, until)


def last_done(session: Session, *, most: int = SHOWN) -> Sequence[Row[Reminder, Deadline]]:
    """Give what the last sweeps sent, or held back for a pause, the newest first."""
    return session.execute(
        select(Reminder, Deadline)
        .join(Deadline, Deadline.id == Reminder.deadline_id)
        .where(or_(Reminder.sent, Reminder.pause.is_not(None)))
        .order_by(Reminder.swept_at.desc(), Deadline.subject)
        .limit(most)
    ).all()


def lapsed(session: Session) -> int:
    """Count the deadlines whose steps had all passed so long ago that nothing was sent."""
    return session.scalars(
        select(func.count(Reminder.deadline_id.distinct())).where(
            Reminder.sent.is_(False), Reminder.pause.is_(None)
        )
    ).one()
