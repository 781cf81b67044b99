"""When a treaty enters into force: the first day on which its conditions hold, then a delay."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from app.treaties.rules.conditions import Tally, is_counted, other_days, tallies
from app.treaties.rules.delays import delayed
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.clauses import EntryIntoForce, FinalClauses, OwnDelayRunsAfter, Require
from app.treaties.values.status import ConditionProgress, Entry, World


@dataclass(frozen=True, slots=True)
class Step:
    """How far the conditions were met from a day on."""

    on: date
    conditions: tuple[ConditionProgress, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approach:
    """A treaty's way to its entry into force, and its lapse where it has one."""

    steps: tuple[Step, ...]
    """By day, from the beginning of time up to the trigger, after which no figure moves."""
    trigger_on: date | None = None
    trigger_participants: tuple[str, ...] = ()
    on: date | None = None
    lapsed_on: date | None = None

    def at(self, on: date) -> Entry:
        """Give the entry into force as it stood on a day."""
        step = self.steps[bisect_right(self.steps, on, key=attrgetter("on")) - 1]
        reached = self.is_triggered(on)
        return Entry(
            on=self.on if reached else None,
            trigger_on=self.trigger_on if reached else None,
            trigger_participants=self.trigger_participants if reached else (),
            conditions=step.conditions,
            missing=step.missing,
            lapsed_on=self.lapsed_on if self.has_lapsed(on) else None,
        )

    def is_triggered(self, on: date) -> bool:
        """Say whether the conditions had been met by the day."""
        return self.trigger_on is not None and self.trigger_on <= on

    def has_lapsed(self, on: date) -> bool:
        """Say whether the treaty had ceased to be in force by the day."""
        return self.lapsed_on is not None and self.lapsed_on <= on


def approach(clauses: FinalClauses, acts: Iterable[Act], world: World) -> Approach:
    """Follow the consents, in their order, until the conditions are met.

    The trigger is never re-opened: only the day of deposit counts, and nothing deposited after it.
    Several deposits on the trigger day have no order, so all of them are named.
    """
    clause = clauses.entry_into_force
    counts = tallies(clauses, world)
    steps = [_step(date.min, clause, counts)]
    for on, deposits in _by_day(acts, other_days(clause.conditions, world)).items():
        _count(deposits, counts, clauses, world)
        steps.append(_step(on, clause, counts))
        if _holds(clause, counts):
            return Approach(tuple(steps), on, _whose(on, counts), _general_date(on, clause))
    return Approach(tuple(steps))


def own_date(act: Act, clauses: FinalClauses, entry: Approach) -> date | None:
    """Give the day from which a consent binds its participant; None before the trigger.

    Nobody is bound before the general date. A deposit between the trigger and the entry into force
    runs its own delay (Mine Ban Convention, art. 17(2)) or takes the general date (Arms Trade
    Treaty, art. 22(2)), as the clause says. A succession binds from the date of succession.
    """
    if entry.on is None or entry.trigger_on is None:
        return None
    if act.effective_on is not None:
        return max(act.effective_on, entry.on)
    if _takes_general_date(
        act.deposited_on, clauses, trigger_on=entry.trigger_on, general=entry.on
    ):
        return entry.on
    return max(delayed(act.deposited_on, clauses.later_joiners.delay), entry.on)


def _takes_general_date(
    deposited_on: date, clauses: FinalClauses, *, trigger_on: date, general: date
) -> bool:
    clause = clauses.entry_into_force
    if deposited_on <= trigger_on:
        return True
    if not clause.conditions:
        return clause.fixed_date is not None and deposited_on <= clause.fixed_date
    runs_after = clauses.later_joiners.own_delay_runs_after
    return runs_after is OwnDelayRunsAfter.ENTRY_INTO_FORCE and deposited_on < general


def _general_date(trigger_on: date, clause: EntryIntoForce) -> date:
    fixed = clause.fixed_date
    by_then = fixed is not None and trigger_on <= fixed
    on = fixed if fixed is not None and by_then else delayed(trigger_on, clause.delay)
    return max(on, clause.not_before or on)


def _by_day(acts: Iterable[Act], others: Iterable[date]) -> Mapping[date, Sequence[Act]]:
    """Give the acts that change a count by the day of their deposit, other treaties' days too."""
    days: dict[date, list[Act]] = defaultdict(list)
    for on in others:
        days[on] = []
    for act in acts:
        if act.kind.is_consent or act.kind is ActionKind.WITHDRAWAL_OF_CONSENT:
            days[act.deposited_on].append(act)
    return dict(sorted(days.items()))


def _count(
    deposits: Iterable[Act], counts: Iterable[Tally], clauses: FinalClauses, world: World
) -> None:
    for act in deposits:
        if not is_counted(act.participant, clauses, world):
            continue
        for tally in counts:
            if act.kind.is_consent:
                tally.add(act.participant, act.kind, on=act.deposited_on)
            else:
                tally.remove(act.participant)


def _step(on: date, clause: EntryIntoForce, counts: Sequence[Tally]) -> Step:
    progress = tuple(tally.progress(on) for tally in counts)
    missing = sorted(frozenset().union(*(tally.missing() for tally in counts)))
    return Step(on, progress if clause.conditions else (), tuple(missing))


def _holds(clause: EntryIntoForce, counts: Sequence[Tally]) -> bool:
    met = [tally.met_on is not None for tally in counts]
    return all(met) if clause.require is Require.ALL else any(met)


def _whose(on: date, counts: Iterable[Tally]) -> tuple[str, ...]:
    """Give those whose deposit of the trigger day counts towards a condition."""
    fresh = {code for tally in counts for code in tally.counting(on) if tally.since[code] == on}
    return tuple(sorted(fresh))
