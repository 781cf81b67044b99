"""Looking for letters, and in the register of correspondence."""

from app.correspondence.queries.outbox import (
    any_exhausted,
    due,
    finished,
    letter,
    letters,
    newest_of,
    owed,
    owed_at,
    pulse_due,
    standing,
)
from app.correspondence.queries.register import (
    attached_as,
    corrected_by,
    entered_as,
    openings,
    piece,
    pieces,
    years,
)

__all__ = [
    "any_exhausted",
    "attached_as",
    "corrected_by",
    "due",
    "entered_as",
    "finished",
    "letter",
    "letters",
    "newest_of",
    "openings",
    "owed",
    "owed_at",
    "piece",
    "pieces",
    "pulse_due",
    "standing",
    "years",
]
