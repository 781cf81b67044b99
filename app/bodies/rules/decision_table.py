"""The table of decisions that spreadsheets get."""

from datetime import date
from typing import Protocol

from app.bodies.values import Class, Manner, Matter, Outcome

HEADER = (
    "symbol", "title", "matter", "outcome", "annulled", "manner", "decided_on", "participant",
    "class", "sha256",
)  # fmt: skip

Row = tuple[str | date | None, ...]


class Decided(Protocol):
    """What a row is written from."""

    symbol: str | None
    title: str
    matter: Matter
    outcome: Outcome | None
    manner: Manner | None
    decided_on: date | None
    participant: str | None
    sort: Class
    sha256: str


def row(of: Decided, *, annulled: bool) -> Row:
    """Give a row in the columns of ``HEADER``."""
    return (
        of.symbol,
        of.title,
        of.matter.value,
        of.outcome.value if of.outcome else "proposed",
        "yes" if annulled else "no",
        of.manner.value if of.manner else None,
        of.decided_on,
        of.participant,
        of.sort.value,
        of.sha256,
    )
