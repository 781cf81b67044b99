"""Who would get what on a day: the sweep's own rules, asked about a day to come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.correspondence.values import Recipient
from app.deadlines.models import Deadline, ReminderPause
from app.deadlines.queries.reached import addressees
from app.deadlines.queries.reminders import falling_between, pauses
from app.deadlines.rules.ladders import LONGEST_BREAK, step_on
from app.deadlines.values.ladders import Ladder, Routine, Step
from app.kernel.clock import end_of_day


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A step that a day brings."""

    deadline: Deadline
    step: Step
    to: Sequence[Recipient]
    """Who would be written to; nobody while the participant is paused."""
    pause: ReminderPause | None


def preview(session: Session, routine: Routine, *, on: date, seat: ZoneInfo) -> Sequence[Foreseen]:
    """Give every step of a day, in the order of due dates: a constant number of questions."""
    steps = list(_steps(session, routine, on=on, seat=seat))
    held: dict[str | None, ReminderPause] = {
        each.participant: each for each in reversed(pauses(session, on=on))
    }
    reached = addressees(
        session,
        participants=[deadline.participant for deadline, _ in steps],
        people=[deadline.person for deadline, _ in steps],
        on=on,
    )
    return [
        Foreseen(
            deadline,
            step,
            [] if pause else reached.of(step.to, participant=code, person=deadline.person),
            pause,
        )
        for deadline, step in steps
        for code in [deadline.participant]
        for pause in [None if step.is_internal else held.get(code)]
    ]


def _steps(
    session: Session, routine: Routine, *, on: date, seat: ZoneInfo
) -> Iterator[tuple[Deadline, Step]]:
    earliest, latest = _reach(routine.ladders.values())
    day = end_of_day(on, seat)
    for deadline in falling_between(session, day - latest, day - earliest):
        ladder = routine.ladders.get(deadline.ladder or "")
        step = ladder and step_on(
            ladder,
            deadline.due_at,
            on=on,
            done=deadline.step,
            since=deadline.quiet_until,
            days_off=routine.days_off,
            seat=seat,
        )
        if step:
            yield deadline, step


def _reach(ladders: Iterable[Ladder]) -> tuple[timedelta, timedelta]:
    """Give how far before and after its due date a deadline can have a step, breaks included."""
    slack = timedelta(days=LONGEST_BREAK)
    offsets = [
        timedelta(days=step.days or 0, hours=step.hours or 0)
        for ladder in ladders
        for step in ladder.steps
    ]
    return min(offsets) - slack, max(offsets) + slack
