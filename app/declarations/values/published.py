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
