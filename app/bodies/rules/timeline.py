"""All bodies over time, as the chart of them is drawn: shares of the width, from 0 to 100."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.bodies.values import BodyState, Span

MARGIN = timedelta(days=30)
"""How much time the chart shows beyond the last day that it knows."""

STEPS = (1, 2, 3, 6, 12)
"""How many months may lie between two marks of the axis."""

MOST_TICKS = 4
"""On the narrowest screen the words of four months stand beside one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A body over time: the days of its steps, and its terms."""

    slug: str
    symbol: str
    name: str
    steps: Sequence[tuple[date, BodyState]]
    terms: Sequence[Span]

    @property
    def until(self) -> date | None:
        """The last day of its last term, if it has one that ends."""
        return self.terms[-1].until if self.terms else None

    @property
    def concluded_on(self) -> date | None:
        """The day on which it was concluded, if it was."""
        on, state = self.steps[-1]
        return on if state is BodyState.CONCLUDED else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in one state, as a stroke of the chart."""

    state: BodyState
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the chart's axis."""

    on: date
    left: float


@dataclass(frozen=True, slots=True)
class Line:
    """One body of the chart."""

    course: Course
    stretches: Sequence[Stretch]
    ends: Sequence[float]
    """Where its terms end."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chart: its bodies from the earliest to the latest, and its axis."""

    lines: Sequence[Line]
    ticks: Sequence[Tick]
    today: float


def timeline(courses: Sequence[Course], *, today: date) -> Timeline | None:
    """Draw bodies over time; None where there is none.

    A body that stands without an end is drawn to the chart's own.
    """
    if not courses:
        return None
    first = min(each.steps[0][0] for each in courses)
    ends = [term.until for each in courses for term in each.terms if term.until]
    last = max([today, *ends]) + MARGIN
    axis = _Axis(first, last)
    lines = sorted(courses, key=lambda each: (each.steps[0][0], each.symbol))
    return Timeline(
        lines=[_line(each, axis, today=today) for each in lines],
        ticks=[Tick(on, axis.at(on)) for on in _months(first, last)],
        today=axis.at(today),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def at(self, on: date) -> float:
        """Give where a day stands, in hundredths of the width."""
        held = min(max(on, self.first), self.last)
        return round(100 * (held - self.first).days / (self.last - self.first).days, 2)


def _line(course: Course, axis: _Axis, *, today: date) -> Line:
    following = [on for on, _state in course.steps[1:]]
    stretches = [
        Stretch(state, axis.at(since), round(axis.at(until) - axis.at(since), 2))
        for (since, state), until in zip(
            course.steps, [*following, _end(course, axis, today=today)], strict=True
        )
        if state is not BodyState.CONCLUDED
    ]
    ends = [axis.at(term.until) for term in course.terms if term.until]
    return Line(course, stretches, ends)


def _end(course: Course, axis: _Axis, *, today: date) -> date:
    """Give until when the last stroke of a body is drawn: a proposal as far as today."""
    on, state = course.steps[-1]
    return today if state is BodyState.PROPOSED else max(on, course.until or axis.last)


def _months(first: date, last: date) -> Sequence[date]:
    """Give the first days of months on the axis, as many as can stand beside one another.

    They divide the year, or count whole ones: quarters, halves, years.
    """
    begun, ended = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    apart = -(-(ended - begun) // MOST_TICKS)
    step = next((each for each in STEPS if each >= apart), -(-apart // 12) * 12)
    places = range(begun + step - begun % step, ended + 1, step)
    return [date(place // 12, place % 12 + 1, 1) for place in places]
