"""The words for circulars: the numbered letters of a secretary to a body."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from app.bodies.values.bodies import Class
from app.bodies.values.people import Standing

LONGEST_SUBJECT_LINE = 200
LONGEST_CIRCULAR = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A circular as it is to go out."""

    subject: str
    text: str
    sort: Class
    standings: AbstractSet[Standing]
    """Those of the body to whom it goes."""
    seats: AbstractSet[UUID] = frozenset()
    """The seats to which it goes, where it goes to some alone."""
