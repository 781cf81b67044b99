"""The words for circulars: the numbered letters of a secretary to a body."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from app.bodies.values.bodies import Class
from app.bodies.values.people import Standing

LONGEST_SUBJECT_LINE = 200
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular:
    """A circular as it is to go out."""

    subject: str
    text: str
    sort: Class
    standings: Collection[Standing]
    """To whom of the body it goes."""
    seats: Collection[UUID] = field(default_factory=frozenset)
    """The seats to which it goes, where it goes to some alone."""
