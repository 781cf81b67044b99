"""Where a batch of summaries stands, how long it still takes, and when one is made by itself."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from math import ceil

from app.kernel.actor import Role
from app.reports.values.summaries import BatchState, Course, Due, Progress, Run, Told

RUNNING = (Role.DECLARATIONS_OFFICER, Role.DIRECTOR)
"""Who asks for a batch, pauses it, lets it go on."""

GRACE = timedelta(days=10)
"""How long after its day a run is still made: longer than an outage of a week."""


def batch_address(number: int) -> str:
    """Give the address of a batch's page."""
    return f"/summaries/batches/{number}"


def occasion_of(number: int, told: Told) -> str:
    """Give how the occasions of the letters about a batch begin: one of each sort a person."""
    return f"summaries/{number}/{told}"


def state_of(course: Course) -> BatchState:
    """Say where a batch stands."""
    if course.packed:
        return BatchState.DONE
    if course.paused:
        return BatchState.PAUSED
    if not course.gathered:
        return BatchState.GATHERING
    if course.ready + course.failed < course.total:
        return BatchState.PRINTING
    return BatchState.HALTED if course.failed else BatchState.PACKING


def progress(course: Course, *, at: datetime) -> Progress:
    """Say how far a batch has come, and how long it still takes at the speed of its last prints.

    The time since the latest of them counts as well: a batch that stands still takes longer and
    longer. Before two have come out there is no speed, and while it does not print no estimate.
    """
    state = state_of(course)
    left = course.total - course.ready - course.failed
    going = state is BatchState.PRINTING and len(course.lately) > 1
    return Progress(
        state=state,
        total=course.total,
        ready=course.ready,
        failed=course.failed,
        reused=course.reused,
        seconds_left=ceil(left * _seconds_each(course.lately, at=at)) if going else None,
    )


def _seconds_each(lately: Sequence[datetime], *, at: datetime) -> float:
    newest, oldest = lately[0], lately[-1]
    between = (newest - oldest).total_seconds() / (len(lately) - 1)
    return max(between, (at - newest).total_seconds() / len(lately))


def runs_due(runs: Sequence[Run], *, today: date) -> Iterator[Due]:
    """Give the runs whose day has come within the days of grace."""
    for run in runs:
        for year in (today.year - 1, today.year):
            on = date(year, run.month, run.day)
            if on <= today <= on + GRACE:
                for copy in run.copies:
                    yield Due(on, year - run.years_back, copy)
