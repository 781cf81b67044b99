"""The days on which anything changes, so that many dates cost little more than one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import add, sub

from app.participants.values import Participant
from app.treaties.rules.entry import Approach
from app.treaties.rules.spells import Record
from app.treaties.rules.standings import figures
from app.treaties.values.status import Counts, Standing, Status

Look = Callable[[Participant, date], Standing | None]
Figures = Sequence[int]
NONE: Figures = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """From a day on: a participant's status, None while it is not listed, and what it adds."""

    on: date
    code: str
    status: Status | None
    figures: Figures


def changes(
    participant: Participant, record: Record, *, entry: Approach, look: Look
) -> Iterator[Change]:
    """Give a participant's changes by day, from the beginning of time."""
    before = Change(date.min, participant.code, None, NONE)
    for on in _days(participant, record, entry):
        seen = look(participant, on)
        adds = figures(seen, on) if seen else NONE
        change = Change(on, participant.code, seen.status if seen else None, adds)
        if (change.status, change.figures) != (before.status, before.figures):
            yield change
            before = change


def _days(participant: Participant, record: Record, entry: Approach) -> Iterable[date]:
    own = (participant.existed_since, participant.existed_until)
    treaty = (entry.trigger_on, entry.lapsed_on)
    days = (date.min, *own, *treaty, *record.days())
    return sorted({on for on in days if on is not None})


class Sweep:
    """A look that moves along the changes; going back begins anew."""

    def __init__(self, found: Sequence[Change]) -> None:
        self._changes = found
        self._begin()

    def statuses(self, on: date) -> Mapping[str, Status]:
        """Give the status of everyone listed on a day."""
        self._move(on)
        return self._current.copy()

    def counts(self, on: date) -> Counts:
        """Give the counts of a day."""
        self._move(on)
        return Counts(*self._totals)

    def _begin(self) -> None:
        self._on = date.min
        self._place = 0
        self._current: dict[str, Status] = {}
        self._adds: dict[str, Figures] = {}
        self._totals: Figures = NONE

    def _move(self, on: date) -> None:
        if on < self._on:
            self._begin()
        self._on = on
        while self._place < len(self._changes) and self._changes[self._place].on <= on:
            self._take(self._changes[self._place])
            self._place += 1

    def _take(self, change: Change) -> None:
        before = self._adds.get(change.code, NONE)
        self._totals = tuple(map(add, map(sub, self._totals, before), change.figures))
        self._adds[change.code] = change.figures
        if change.status is None:
            self._current.pop(change.code, None)
        else:
            self._current[change.code] = change.status
