"""The words for what is published about declarations: that one was filed, never what it says."""

from dataclasses import dataclass
from datetime import datetime

from app.obligations.values import Basis, Timeliness

PAGE = 100
"""How many lines a page of the list has."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for; what is empty keeps all."""

    participant: str = ""
    obligation: str = ""
    period: str = ""
    page: int = 1
    among: frozenset[str] | None = None
    """The participants of whom it may be; None: of any."""
    since: datetime | None = None
    """From when on it was received; None: ever."""


@dataclass(frozen=True, slots=True)
class Published:
    """One filing as everybody may know of it. Nil and “no change” are filings like any other."""

    participant: str
    obligation: str
    period: str
    form: str
    basis: Basis
    received_at: datetime
    """When the first complete submission came."""
    timeliness: Timeliness | None
    """None where nothing was due."""
    days_late: int
    due_at: datetime | None = None
    """The first instant at which it would have been late; None where nothing was due."""
