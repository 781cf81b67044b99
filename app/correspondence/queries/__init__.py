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
from app.correspondence.queries.returned import any_to_hold, bounces, deeds, failing, mark

__all__ = [
    "any_exhausted",
    "any_to_hold",
    "attached_as",
    "bounces",
    "corrected_by",
    "deeds",
    "due",
    "entered_as",
    "failing",
    "finished",
    "letter",
    "letters",
    "mark",
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
