"""When a deadline's reminders go out.

Days are counted at the secretariat's seat. A letter before the due date, or on it, comes on the
last working day up to its day; one after it on the first working day from its day on. Hours are
never shifted.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.deadlines.values.ladders import Climb, Ladder, Step
from app.kernel.clock import date_at, last_day

MORNING = time(8)
"""When letters of a day go out, at the seat."""

DAY = timedelta(days=1)
SATURDAY = 5
REMEMBERED = 4096
"""How many instants of steps are kept."""

LONGEST_BREAK = 14
"""More days off in a row than any seat has: a calendar with more is a mistake."""


def is_working(on: date, days_off: Collection[date]) -> bool:
    """Say whether the secretariat works on a day."""
    return on.weekday() < SATURDAY and on not in days_off


def working_day(on: date, days_off: Collection[date], *, forward: bool) -> date:
    """Give the day itself, or the nearest working day before it, or after it.

    Raises:
        ValueError: there is none near, so that the calendar must be wrong.

    """
    step = DAY if forward else -DAY
    for distance in range(LONGEST_BREAK):
        if is_working(day := on + distance * step, days_off):
            return day
    raise ValueError(f"no working day within {LONGEST_BREAK} days of {on.isoformat()}")


@lru_cache(maxsize=REMEMBERED)
def falls_at(
    step: Step, due_at: datetime, *, days_off: frozenset[date], seat: ZoneInfo
) -> datetime:
    """Give the instant at which a step is reached: many deadlines fall due on one day.

    ``due_at`` is the first instant at which the thing is late.
    """
    if step.hours is not None:
        return due_at + timedelta(hours=step.hours)
    days = step.days or 0
    on = last_day(due_at, seat=seat) + timedelta(days=days)
    day = working_day(on, days_off, forward=days > 0)
    return datetime.combine(day, MORNING, tzinfo=seat).astimezone(UTC)


def first_at(
    ladder: Ladder,
    due_at: datetime,
    *,
    after: datetime,
    days_off: frozenset[date],
    seat: ZoneInfo,
) -> datetime | None:
    """Give when the first step comes that lies after an instant; none if all have passed."""
    instants = (falls_at(each, due_at, days_off=days_off, seat=seat) for each in ladder.steps)
    return next((each for each in instants if each > after), None)


def climb(
    ladder: Ladder,
    due_at: datetime,
    *,
    done: str | None,
    at: datetime,
    since: datetime | None = None,
    days_off: frozenset[date],
    seat: ZoneInfo,
) -> Climb:
    """Give what is to be done about a deadline at an instant.

    Of the steps that have come since the one done last, only the latest sends letters, and only if
    it has not lapsed and came after ``since``, when the due date was last moved; the others are
    missed. Asked again at the same instant, with what was done then, nothing is to be done.
    """
    ahead = _ahead(ladder, done)
    timed = [(each, falls_at(each, due_at, days_off=days_off, seat=seat)) for each in ahead]
    reached = [(each, when) for each, when in timed if when <= at]
    next_at = next((when for _, when in timed if when > at), None)
    if not reached:
        return Climb(None, (), next_at)
    *overtaken, (latest, when) = reached
    missed = tuple(each for each, _ in overtaken)
    if at - when > ladder.lapses_after or (since is not None and when <= since):
        return Climb(None, (*missed, latest), next_at)
    return Climb(latest, missed, next_at)


def _ahead(ladder: Ladder, done: str | None) -> Sequence[Step]:
    """Give the steps after the one done last; a step that the ladder no longer has ends nothing."""
    codes = [each.code for each in ladder.steps]
    return ladder.steps[codes.index(done) + 1 :] if done in codes else ladder.steps


def step_on(
    ladder: Ladder,
    due_at: datetime,
    *,
    on: date,
    done: str | None,
    since: datetime | None,
    days_off: frozenset[date],
    seat: ZoneInfo,
) -> Step | None:
    """Give the step whose letters would go out on a day, if nothing changes until then."""
    found = None
    for each in _ahead(ladder, done):
        when = falls_at(each, due_at, days_off=days_off, seat=seat)
        if date_at(when, seat) == on and (since is None or when > since):
            found = each
    return found
