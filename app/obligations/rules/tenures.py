"""From when to when each participant owes, as the register and the arrangements have it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.obligations.values import Arrangement, Basis, Tenure
from app.treaties.rules.course import Course
from app.treaties.rules.spells import Provisional, Record
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.status import Period

Tenures = Mapping[str, Sequence[Tenure]]


def tenures(
    course: Course | None,
    recorded: Sequence[Act],
    arrangements: Sequence[Arrangement],
    *,
    today: date,
) -> Tenures:
    """Give every participant's times of owing under a treaty, as far as known today, by code.

    ``recorded`` holds every act that was ever recorded, corrected ones too. ``course`` is None
    where the register does not have the treaty.
    """
    found: defaultdict[str, list[Tenure]] = defaultdict(list)
    if course is not None:
        learned = _trigger_learned(course, recorded, today)
        for code, record in course.records.items():
            periods = list(_periods(record, course, today))
            found[code] += _as_party(periods, recorded, learned)
            found[code] += _provisional(record, periods, recorded)
    for arrangement in arrangements:
        for code, since in arrangement.participants.items():
            found[code].append(Tenure(Basis.ARRANGEMENT, since, None, since))
    return {code: each for code, each in found.items() if each}


def learned_on(act: Act, recorded: Sequence[Act]) -> date:
    """Give the day on which the register first had an act as it stands: a correction of a
    reference or a text makes nothing newer.
    """
    by_number = {each.number: each for each in recorded}
    while (before := by_number.get(act.replaces or 0)) and _same_dates(before, act):
        act = before
    return act.recorded_on


def _same_dates(one: Act, other: Act) -> bool:
    return (one.participant, one.kind, one.deposited_on, one.effective_on) == (
        other.participant,
        other.kind,
        other.deposited_on,
        other.effective_on,
    )


def _trigger_learned(course: Course, recorded: Sequence[Act], today: date) -> date:
    """Give the day on which the register learned that the treaty enters into force."""
    entry = course.entry.at(today)
    return max(
        (
            learned_on(act, recorded)
            for act in course.acts
            if act.deposited_on == entry.trigger_on
            and act.participant in entry.trigger_participants
        ),
        default=date.min,
    )


def _periods(record: Record, course: Course, today: date) -> Iterator[tuple[Period, Act]]:
    if not course.entry.is_triggered(today):
        return
    for spell in record.spells:
        period = spell.period(today)
        if period and spell.is_known(today) and not spell.is_released(today):
            yield period, spell.consent


def _as_party(
    periods: Sequence[tuple[Period, Act]], recorded: Sequence[Act], learned: date
) -> Iterator[Tenure]:
    for period, consent in periods:
        day = max(learned_on(consent, recorded), learned)
        yield Tenure(Basis.PARTY, period.since, period.to, day)


def _provisional(
    record: Record, periods: Sequence[tuple[Period, Act]], recorded: Sequence[Act]
) -> Iterator[Tenure]:
    for each in record.provisional:
        ends = [period.since for period, _ in periods if period.since > each.begins_on]
        ends += [each.ended_on] if each.ended_on else []
        to = min(ends, default=None)
        overtaken = any(period.covers(each.begins_on) for period, _ in periods)
        if not overtaken and (to is None or each.begins_on < to):
            yield Tenure(Basis.PROVISIONAL, each.begins_on, to, _declared(each, record, recorded))


def _declared(provisional: Provisional, record: Record, recorded: Sequence[Act]) -> date:
    """Give the day on which the register learned of a declaration."""
    return min(
        (
            learned_on(act, recorded)
            for act in record.acts
            if act.kind is ActionKind.PROVISIONAL_APPLICATION
            and act.deposited_on == provisional.declared_on
        ),
        default=provisional.declared_on,
    )
