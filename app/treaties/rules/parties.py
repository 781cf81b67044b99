"""How many parties a treaty had on which day, and when so few that it lapsed."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.participants.values import Roll
from app.treaties.rules.spells import Record
from app.treaties.values.status import Period

Records = Mapping[str, Record]


def lapse(records: Records, roll: Roll, *, below: int) -> date | None:
    """Give the first day on which the parties that remain after one leaves are too few.

    Genocide Convention, art. XV: it ceases to be in force when the denunciation takes effect that
    leaves fewer than sixteen. It does not come back to life.
    """
    by_code = list(_memberships(records, roll))
    exits = sorted(
        period.to
        for record in records.values()
        for spell in record.spells
        if (period := spell.membership()) and period.to is not None
    )
    for on in exits:
        if sum(period.covers(on) for _, period in by_code) < below:
            return on
    return None


def parties_by_day(records: Records, roll: Roll) -> tuple[tuple[date, frozenset[str]], ...]:
    """Give the parties from each day on which they changed, by the deposits up to that day."""
    by_code = list(_memberships(records, roll))
    days = {day for _, period in by_code for day in (period.since, period.to) if day}
    return tuple(
        (day, frozenset(code for code, period in by_code if period.covers(day)))
        for day in sorted(days)
    )


def _memberships(records: Records, roll: Roll) -> Iterator[tuple[str, Period]]:
    """Give each time as a party, which ends with the participant itself at the latest."""
    for code, record in records.items():
        last = roll[code].existed_until or date.max
        for spell in record.spells:
            period = spell.membership()
            if period and period.since < last:
                to = min(period.to or date.max, last)
                yield code, Period(period.since, None if to == date.max else to)
