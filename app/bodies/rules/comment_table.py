"""The table of the comments on a text, as spreadsheets take it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.bodies.values import Standing
from app.bodies.values.comments import Disposition
from app.correspondence.values import Channel
from app.kernel.tables_out import Cell

HEADER = (
    "comment", "paragraph", "whose", "standing", "received_on", "late", "channel", "reference",
    "proposal", "reason", "disposition", "because", "decided_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One comment, with the last that was decided about it; one that proposes nothing is none."""

    number: int
    paragraph: int | None
    participant: str | None
    name: str
    standing: Standing
    received_on: date
    late: bool
    channel: Channel | None
    reference: str
    proposal: str
    reason: str
    disposition: Disposition | None
    because: str
    decided_at: datetime | None


def rows(lines: Iterable[Line], *, named: Callable[[str], str]) -> Iterator[tuple[Cell, ...]]:
    """Give the rows under ``HEADER``; ``named`` gives a participant's name in a language."""
    for each in lines:
        yield (
            each.number,
            each.paragraph,
            named(each.participant) if each.participant else each.name,
            each.standing,
            each.received_on,
            "yes" if each.late else "no",
            each.channel,
            each.reference or None,
            each.proposal or None,
            each.reason or None,
            each.disposition,
            each.because or None,
            each.decided_at and each.decided_at.date(),
        )
