"""What is published about declarations, laid out for a spreadsheet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from app.declarations.values.published import Published
from app.kernel.clock import date_at

HEADER = (
    *("participant", "name", "obligation", "form", "period", "basis"),
    *("received_on", "timeliness", "days_late"),
)


def exported(
    found: Iterable[Published], *, name: Callable[[str], str], seat: ZoneInfo
) -> Iterator[Sequence[str | int | date | None]]:
    """Give a spreadsheet's row for each filing, in the columns of ``HEADER``."""
    for each in found:
        yield (
            each.participant,
            name(each.participant),
            each.obligation,
            each.form,
            each.period,
            each.basis.value,
            date_at(each.received_at, seat),
            each.timeliness.value if each.timeliness else None,
            each.days_late or None,
        )
