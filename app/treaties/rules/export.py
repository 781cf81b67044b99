"""The tables that spreadsheets get: the status table and the acts, as a header and rows.

The headers are the words of the API; the figures are those of the page. How a table becomes CSV
or XLSX, and how no cell of it ever becomes a formula, is ``app.kernel.tables_out``'s.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.participants.values import Roll
from app.treaties.rules.document import records_made, short_name
from app.treaties.values.acts import Act
from app.treaties.values.status import Period, Standing, TreatyStatus

Cell = str | int | date | None
Row = tuple[Cell, ...]

STATUS_HEADER = (
    "participant",
    "name",
    "status",
    "signed_on",
    "consent",
    "consent_on",
    "in_force_on",
    "periods",
    "withdrawal_on",
    "withdrawal_effective_on",
    "provisional_since",
    "historical",
)

ACTS_HEADER = (
    "number",
    "participant",
    "name",
    "action",
    "deposited_on",
    "effective_on",
    "territory",
    "text",
    "reference",
    "recorded_on",
    "replaces",
    "replaced_by",
    "reason",
    "concerns",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A header, and rows with one cell for each of its columns."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def status_table(status: TreatyStatus, *, roll: Roll, language: str = "en") -> Table:
    """Give one row a participant, in the order of the status, with every date it has.

    A period is an ISO 8601 interval, ``..`` where it has no end; the day after the solidus is
    the first day out.
    """
    return Table(
        STATUS_HEADER,
        tuple(
            _standing(standing, name=short_name(standing.code, roll=roll, language=language))
            for standing in status.participants
        ),
    )


def acts_table(
    acts: Iterable[Act], *, roll: Roll, known_on: date | None = None, language: str = "en"
) -> Table:
    """Give one row for each record made by a day, by number, with what replaced it by then."""
    return Table(
        ACTS_HEADER,
        tuple(
            (
                act.number,
                act.participant,
                short_name(act.participant, roll=roll, language=language),
                act.kind.value,
                act.deposited_on,
                act.effective_on,
                act.territory,
                act.text,
                act.reference,
                act.recorded_on,
                act.replaces,
                replaced_by,
                act.reason,
                act.concerns,
            )
            for act, replaced_by in records_made(acts, known_on=known_on)
        ),
    )


def _standing(standing: Standing, *, name: str) -> Row:
    consent, notice = standing.consent, standing.withdrawal
    return (
        standing.code,
        name,
        standing.status.value,
        standing.signed_on,
        consent.action.value if consent else None,
        consent.on if consent else None,
        standing.in_force_on,
        "; ".join(_intervals(standing.periods)),
        notice.on if notice else None,
        notice.effective_on if notice else None,
        standing.provisional_since,
        "yes" if standing.historical else "no",
    )


def _intervals(periods: Iterable[Period]) -> Iterator[str]:
    for period in periods:
        yield f"{period.since.isoformat()}/{'..' if period.to is None else period.to.isoformat()}"
