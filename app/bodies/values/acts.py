"""Who acts on a body's matters and when, and what the ledger calls what they do."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.kernel.actor import Actor


class DeedKind(StrEnum):
    """The acts of bodies, and on them, that the ledger holds."""

    PROPOSED = "body.proposed"
    ESTABLISHED = "body.established"
    MOVED = "body.moved"
    """It was made dormant, revived or concluded."""
    MANDATED = "body.mandate_changed"
    PROLONGED = "body.term_extended"
    SEATED = "seat.given"
    UNSEATED = "seat.ended"
    ELECTED = "office.elected"
    STEPPED_DOWN = "office.ended"
    PAPER_HANDED_IN = "paper.handed_in"
    PAPER_RETURNED = "paper.returned"
    PAPER_RESERVED = "paper.reserved"
    PAPER_ISSUED = "paper.issued"
    """In its first language, or in a further one."""
    PAPER_SUPERSEDED = "paper.superseded"
    PAPER_GIVEN_UP = "paper.given_up"
    PAPER_DERESTRICTED = "paper.derestricted"
    """Its class was lowered."""
    SILENCE_OPENED = "silence.opened"
    SILENCE_BROKEN = "silence.broken"
    SILENCE_EXTENDED = "silence.extended"
    """The product was away in its last hours."""
    SILENCE_WITHDRAWN = "silence.withdrawn"
    SILENCE_ANNULLED = "silence.annulled"
    """A break had reached the chair in time, and was entered after the adoption."""
    CIRCULATED = "circular.issued"
    COMMENTS_OPENED = "comments.opened"
    """Or a longer time was given for them."""
    COMMENTED = "comment.made"
    """Or it was said that there is no comment."""
    DISPOSED = "comment.disposed"
    """It was decided, perhaps once more, what becomes of a comment."""
    MEETING_CONVENED = "meeting.convened"
    MEETING_CHANGED = "meeting.changed"
    MEETING_CANCELLED = "meeting.cancelled"
    MEETING_ATTENDED = "meeting.attended"
    """Who was there was recorded, for the first time or anew."""
    MEETING_SUMMED_UP = "meeting.summed_up"

    DECISION_PROPOSED = "decision.proposed"
    DECISION_ADOPTED = "decision.adopted"
    DECISION_CLOSED = "decision.closed"
    """It was not adopted, or nothing was decided."""
    DECISION_STATED = "decision.statement"
    """A participant attached a statement or a reservation of position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who acts and when, and the form it was posted with."""

    by: Actor
    at: datetime
    today: date
    """At the seat."""
    key: UUID | None = None
    """Of the form: posted twice, it is one act. What the product does by itself has none."""
