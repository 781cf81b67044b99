"""Looking for deadlines, for whom they reach, and for what was done to remind of them."""

from app.deadlines.queries.deadlines import deadline, deadlines, falling, hanging
from app.deadlines.queries.reminders import is_due
from app.deadlines.queries.routine import routine

__all__ = ["deadline", "deadlines", "falling", "hanging", "is_due", "routine"]
