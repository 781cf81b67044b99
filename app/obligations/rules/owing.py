"""Who owes what, for which periods: it follows from the times in which a participant is bound."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from zoneinfo import ZoneInfo

from app.kernel.clock import end_of_day
from app.obligations.rules import due
from app.obligations.values import (
    END,
    ONCE,
    OWING,
    AfterPeriod,
    BeforeMeeting,
    BeforePeriod,
    ByDate,
    Catalogue,
    EndState,
    Initial,
    Obligation,
    Owed,
    Periodic,
    Tenure,
)

Dated = tuple[str, Tenure, date, date]
"""A period, the time in which it is owed, from when it can be met, and the last day."""


def owed(
    obligation: Obligation,
    participant: str,
    tenures: Sequence[Tenure],
    *,
    catalogue: Catalogue,
    until: int,
    seat: ZoneInfo,
) -> Iterator[Owed]:
    """Give what a participant owes of an obligation for the periods up to a year.

    A period is owed if the participant is bound on its last day for filing, and was in the period:
    who leaves owes what falls due until then (VCLT, art. 70), who joins owes nothing of earlier
    years. What stood in for another comes after it: a yearly confirmation is first owed after the
    initial declaration was due.
    """
    first = _first_due(obligation, tenures, catalogue)
    for period, tenure, opens_on, last in _dated(
        obligation, participant, tenures, catalogue=catalogue, until=until
    ):
        if first is None or last > first:
            yield Owed(
                obligation=obligation.code,
                participant=participant,
                period=period,
                basis=tenure.basis,
                opens_on=opens_on,
                due_at=end_of_day(last, seat),
                recorded_on=tenure.recorded_on,
            )


def basis_on(tenures: Sequence[Tenure], on: date) -> Tenure | None:
    """Give the time that binds a participant on a day; of several, on the strongest basis."""
    holding = [each for each in tenures if each.covers(on)]
    return min(holding, key=lambda each: OWING.index(each.basis), default=None)


def _dated(
    obligation: Obligation,
    participant: str,
    tenures: Sequence[Tenure],
    *,
    catalogue: Catalogue,
    until: int,
) -> Iterator[Dated]:
    match obligation.rule:
        case Initial() | EndState():
            yield from _once(obligation, tenures)
        case ByDate() | AfterPeriod() | BeforePeriod():
            yield from _yearly(obligation.rule, tenures, until=until)
        case Periodic():
            yield from _by_turns(obligation.rule, participant, tenures, until=until)
        case BeforeMeeting():
            yield from _before_meetings(obligation.rule, tenures, catalogue)
        case _:
            return


def _once(obligation: Obligation, tenures: Sequence[Tenure]) -> Iterator[Dated]:
    """Give one period for each time of being bound: who joins again owes again."""
    rule = obligation.rule
    if not isinstance(rule, Initial | EndState):
        return
    word = END if isinstance(rule, EndState) else ONCE
    counted = {basis: count(1) for basis in OWING}
    for tenure in sorted(tenures, key=lambda each: each.since):
        last, turn = due.once(rule, tenure.since), next(counted[tenure.basis])
        if tenure.covers(last):
            period = word if tenure.basis is OWING[0] else f"{word}-{tenure.basis.value}"
            yield (period if turn == 1 else f"{period}-{turn}"), tenure, tenure.since, last


def _yearly(
    rule: ByDate | AfterPeriod | BeforePeriod, tenures: Sequence[Tenure], *, until: int
) -> Iterator[Dated]:
    begun = min((each.since.year for each in tenures), default=until + 1)
    for year in range(begun, until + 1):
        first, end = date(year, 1, 1), date(year, 12, 31)
        last = due.of_year(rule, year)
        tenure = basis_on(tenures, last)
        # What is due before its period begins is owed by whoever is bound then.
        was_bound = last < first or any(each.touches(first, min(end, last)) for each in tenures)
        if tenure is not None and was_bound:
            yield str(year), tenure, _opens(year, tenure, last), last


def _opens(year: int, tenure: Tenure, last: date) -> date:
    """Give from when a year can be reported: its end, or within it if it is due within it."""
    if last > date(year, 12, 31):
        return date(year, 12, 31)
    return max(date(last.year, 1, 1), tenure.since)


def _by_turns(
    rule: Periodic, participant: str, tenures: Sequence[Tenure], *, until: int
) -> Iterator[Dated]:
    since = min((each.since for each in tenures), default=None)
    if since is None:
        return
    for last in due.turns(rule, participant, since=since, until=until):
        if tenure := basis_on(tenures, last):
            yield str(last.year), tenure, max(date(last.year, 1, 1), tenure.since), last


def _before_meetings(
    rule: BeforeMeeting, tenures: Sequence[Tenure], catalogue: Catalogue
) -> Iterator[Dated]:
    for meeting in catalogue.meetings:
        last = due.before_meeting(rule, meeting)
        tenure = basis_on(tenures, last)
        if meeting.body == rule.body and tenure is not None:
            yield meeting.number, tenure, tenure.since, last


def _first_due(
    obligation: Obligation, tenures: Sequence[Tenure], catalogue: Catalogue
) -> date | None:
    """Give when what comes first was first due; None where nothing comes first."""
    before = catalogue.obligations.get(obligation.following or "")
    if before is None:
        return None
    return min((last for _, _, _, last in _once(before, tenures)), default=date.max)
