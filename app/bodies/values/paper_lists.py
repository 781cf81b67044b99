"""The words for lists of papers: what is asked of one, and what it shows of each paper."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.bodies.values.bodies import Class
from app.bodies.values.papers import PaperKind, PaperState, SuffixKind
from app.kernel.languages import Language

PAGE = 50
"""How many papers one page of a list shows."""

MOST_FOUND = 20
"""How many hits one page of a search shows."""


class PaperOrder(StrEnum):
    """By what papers are sorted."""

    SYMBOL = "symbol"
    ISSUED = "issued"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSelection:
    """Which papers of a body are wanted, and in which order."""

    text: str = ""
    """Words of their titles and texts, all of which must be there."""
    kind: PaperKind | None = None
    year: int | None = None
    state: PaperState | None = None
    sort: Class | None = None
    participant: str = ""
    """Who submitted them."""
    meeting: int | None = None
    """The number of the meeting on whose agenda they are."""
    order: PaperOrder = PaperOrder.SYMBOL
    descending: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper as a list shows it to somebody; of what they may not read, the symbol alone."""

    id: UUID
    symbol: str
    slug: str
    title: str
    """Empty where they only know that the number was given up."""
    sort: Class
    kind: PaperKind
    suffix: SuffixKind | None
    issued_at: datetime | None
    given_up_at: datetime | None
    given_up_because: str
    superseded_by: UUID | None
    languages: tuple[tuple[Language, date], ...] = ()
    sponsors: tuple[str, ...] = ()

    @property
    def state(self) -> PaperState:
        """Say where it stands."""
        if self.given_up_at is not None:
            return PaperState.GIVEN_UP
        if self.issued_at is None:
            return PaperState.RESERVED
        return PaperState.SUPERSEDED if self.superseded_by else PaperState.ISSUED

    @property
    def is_read(self) -> bool:
        """Whether whoever looks may read it, and not only know of its number."""
        return bool(self.title)
