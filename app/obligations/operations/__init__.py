"""Every change to duties: reckoned from the register, raised by an event, decided by a body."""

from app.obligations.operations.decisions import ask, confirm, enter
from app.obligations.operations.outages import record_outage
from app.obligations.operations.raising import Raised, basis_today, ensure, ensure_if_owed
from app.obligations.operations.reckoning import reconcile, times

__all__ = [
    "Raised",
    "ask",
    "basis_today",
    "confirm",
    "ensure",
    "ensure_if_owed",
    "enter",
    "reconcile",
    "record_outage",
    "times",
]
