"""What the states of the demonstration file in three years, and what becomes of it.

Everything goes through the operations that people call, in the order of its days, and what would
lie in the future is left out. Whoever files has the account of today, also in years before it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from app.commands.filing_beside import (
    enter_things,
    extend,
    open_second_site,
    stand_still,
    waive,
)
from app.commands.filing_desk import Desk, Fate, Filing
from app.commands.filing_states import BOUND, FREE, ON_PAPER, Filer
from app.declarations.rules.opening import FIRST_YEAR
from app.declarations.values.context import Outcome
from app.obligations.values import Decision, DecisionKind

F1, F2, F4, F5, F6 = "f1", "f2", "f4", "f5", "f6"
AUTUMN = 8
"""The month from which last year's declarations are all in."""

Act = tuple[date, Callable[[datetime], None]]
"""Something that happens on a day."""


@dataclass(frozen=True, slots=True)
class Odd:
    """What is not as usual about a filing."""

    fate: Fate = Fate.IN_GOOD_ORDER
    later: int = 0
    """By how many days after the usual one."""


ODD = {
    ("CAN", F2, 1): Odd(Fate.AMENDED),
    ("CAN", F4, 2): Odd(Fate.SUBMITTED),
    ("CAN", F6, 2): Odd(Fate.UNDER_REVIEW),
    ("JPN", F2, 2): Odd(Fate.UNDER_REVIEW, later=29),
    ("JPN", F4, 2): Odd(Fate.AMENDING),
    ("JPN", F1, 2): Odd(later=16),
    ("GBR", F2, 2): Odd(Fate.CORRECTED),
    ("GBR", F4, 2): Odd(later=37),
    ("KOR", F2, 1): Odd(later=40),
    ("KOR", F2, 2): Odd(Fate.RETURNED),
    ("AUS", F4, 2): Odd(Fate.RECALLED),
    ("KOR", F4, 2): Odd(Fate.LEFT),
    ("EU", F5, 2): Odd(Fate.ASKED),
    ("EU", F2, 2): Odd(Fate.SUBMITTED),
    ("FRA", F2, 2): Odd(Fate.SUBMITTED),
    ("NOR", F6, 2): Odd(Fate.UNDER_REVIEW),
    ("IND", F4, 2): Odd(Fate.SUBMITTED),
    ("KEN", F2, 2): Odd(Fate.SUBMITTED),
    ("ARE", F2, 2): Odd(Fate.SUBMITTED),
    ("SWE", F6, 2): Odd(Fate.SUBMITTED),
    ("CHL", F6, 2): Odd(Fate.RETURNED),
}
"""By state, obligation and year (the last of the three is 2)."""

USUAL = Odd()
LAST, NEXT = 2, 3
"""The turn of the last of the three years, and of the one for which drafts lie open."""

[FRA] = FREE
COMPLETE = frozenset({"CAN", "JPN"})
"""Who files everything, and did before it was bound."""
QUIET = COMPLETE | {"EU"}
"""Who says that there was no incident."""
TRADING, SMALL = frozenset({"BRA", "CHE", "IND"}), frozenset({"KEN", "ARE"})
"""Who of those on paper declares transfers, and who that it has no site of the size."""

EXTENDED = Decision(DecisionKind.EXTEND, "Ottawa Understanding, joint decision 7")
WAIVED = Decision(DecisionKind.WAIVE, "Ottawa Understanding, joint decision 9")
"""Taken before there was a body of the Agency, and so cited."""


def file_the_demonstration(desk: Desk) -> None:
    """Let the states file, day by day, and the secretariat do its part."""
    last = desk.today.year - (1 if desk.today.month >= AUTUMN else 2)
    years = range(max(FIRST_YEAR, last - 2), last + 1)
    if not years:
        return
    acts = [*_entries(desk, years), *_decisions(desk, years), _outage(desk, years[-1] + 1)]
    for filing in (*_first(desk), *_filings(years), *_events(last), *_drafts(last + 1)):
        acts += desk.course(filing)
    for number, (on, act) in enumerate(sorted(acts, key=lambda each: each[0])):
        at = datetime.combine(on, time(8 + number % 9, number % 60), tzinfo=desk.known.seat)
        if at <= desk.now:
            act(at)


def _filings(years: Sequence[int]) -> Iterator[Filing]:
    """Give what is filed of each year: the last one here, those before it by note verbale."""
    first = NEXT - len(years)
    for turn, year in enumerate(years, start=first):
        for place, filer in enumerate(BOUND):
            yield from _of_bound(filer, place, turn, year)
    yield _filing(FRA, F2, LAST, date(years[-1] + 1, 3, 19))
    for place, filer in enumerate(ON_PAPER):
        code = F4 if filer.code in TRADING else F2 if filer.code in SMALL else F6
        outcome = Outcome.NIL if code == F2 else Outcome.FILED
        yield _filing(filer, code, LAST, date(years[-1] + 1, 5, 4 + 2 * place), outcome)


def _of_bound(filer: Filer, place: int, turn: int, year: int) -> Iterator[Filing]:
    """Give what a state files of a year; before it was bound, its sites alone, if at all."""
    sites = Outcome.FILED if filer.region else Outcome.NIL
    if turn or filer.code in COMPLETE:
        yield _filing(filer, F2, turn, date(year + 1, 3, 4 + 3 * place), sites)
    if turn and filer.code != "EU":
        yield _filing(filer, F4, turn, date(year + 1, 3, 6 + 3 * place))
    if turn == LAST and filer.code in COMPLETE:
        yield _filing(filer, F1, turn, date(year + 1, 1, 16 + place), Outcome.NO_CHANGE)
        yield _filing(filer, F6, turn, date(year + 1, 6, 8 + 3 * place), Outcome.NO_CHANGE)
    if turn == LAST and filer.code in QUIET:
        yield _filing(filer, F5, turn, date(year + 1, 3, 10 + place), Outcome.NIL)


def _filing(
    filer: Filer, obligation: str, turn: int, on: date, outcome: Outcome = Outcome.FILED
) -> Filing:
    odd = ODD.get((filer.code, obligation, turn), USUAL)
    return Filing(
        filer, obligation, str(on.year - 1), turn, on + timedelta(odd.later), outcome, odd.fate,
        on_paper=turn < LAST or not filer.has_people,
    )  # fmt: skip


def _drafts(year: int) -> Iterator[Filing]:
    """Give what is drafted of the year that runs, or has just ended."""
    for filer, obligation in ((BOUND[0], F2), (BOUND[1], F4)):
        yield Filing(filer, obligation, str(year), NEXT, date(year, 11, 2), fate=Fate.DRAFT)


def _first(desk: Desk) -> Iterator[Filing]:
    """Give the initial declarations of those who owe them by the arrangement."""
    for place, duty in enumerate(desk.initial("f1-initial")):
        if duty.filer.code in COMPLETE:
            on = duty.due - timedelta(9 + place)
            yield Filing(duty.filer, "f1-initial", duty.period, 0, on)
    for place, duty in enumerate(desk.initial("f6-initial")):
        if duty.filer.code in COMPLETE:
            on = duty.due - timedelta(6 + place)
            yield Filing(duty.filer, "f6-initial", duty.period, 0, on, on_paper=True)


def _events(year: int) -> Iterator[Filing]:
    """Give a large training run and an incident."""
    known_on, aware_on = date(year, 2, 3), date(year, 9, 14)
    yield Filing(BOUND[0], "f3-b", "RUN-CAN-0001", 2, known_on + timedelta(9), known_on=known_on)
    yield Filing(BOUND[2], "f5-notice", f"{year}-1", 2, aware_on + timedelta(1), known_on=aware_on)


def _entries(desk: Desk, years: Sequence[int]) -> Iterator[Act]:
    """Give what states enter in the register of things before they first declare, and later."""
    for filer in (*BOUND, FRA):
        if filer.region:
            yield date(years[0] + 1, 1, 22), partial(enter_things, desk, filer, years[0])
    yield date(years[-1] + 1, 1, 12), partial(open_second_site, desk, BOUND[0])


def _outage(desk: Desk, year: int) -> Act:
    """Give the night on which the register could not be reached."""
    since, until = datetime(year, 5, 9, 1, 10), datetime(year, 5, 9, 6, 25)  # noqa: DTZ001 (at the seat)
    return date(year, 5, 11), partial(stand_still, desk, since, until)


def _decisions(desk: Desk, years: Sequence[int]) -> Iterator[Act]:
    """Give what was asked for about deadlines, and what a body decided."""
    if len(years) < NEXT:
        return
    middle, last = years[1:]
    more = partial(extend, desk, (BOUND[3], F2, str(middle)), date(middle + 1, 4, 30))
    yield date(middle + 1, 3, 2), partial(more, EXTENDED)
    yield date(middle + 1, 3, 20), partial(waive, desk, (BOUND[5], F4, str(middle)), WAIVED)
    asked = partial(extend, desk, (BOUND[4], F6, str(last)), date(last + 1, 12, 15))
    yield date(last + 1, 6, 20), partial(asked, None)
