"""The words for errors in a treaty's own text, and how they are corrected (VCLT, art. 79)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

SERIES = "TXT"
"""What stands in the number of a correction of a text."""

USUAL_LIMIT_DAYS = 90
"""The Secretary-General of the United Nations gives ninety days, or less where it is urgent."""

MOST_PASSAGES = 20
LONGEST_PASSAGE = 5_000


class TextState(StrEnum):
    """Where the correction of a text stands."""

    PROPOSED = "proposed"
    """Prepared, and not yet circulated: nobody outside has been told."""
    CIRCULATED = "circulated"
    RECTIFIED = "rectified"
    REJECTED = "rejected"
    DROPPED = "dropped"

    @property
    def is_closed(self) -> bool:
        """Whether no step is left."""
        return self in {TextState.RECTIFIED, TextState.REJECTED, TextState.DROPPED}

    @property
    def is_public(self) -> bool:
        """Whether everybody may know of it."""
        return self in {TextState.CIRCULATED, TextState.RECTIFIED, TextState.REJECTED}


class TextStep(StrEnum):
    """Something an officer does with the correction of a text."""

    PROPOSE = "propose"
    CIRCULATE = "circulate"
    DROP = "drop"
    PREPARE_OBJECTION = "prepare_objection"
    ENTER_OBJECTION = "enter_objection"
    PREPARE_RECTIFICATION = "prepare_rectification"
    RECTIFY = "rectify"
    PREPARE_REJECTION = "prepare_rejection"
    REJECT = "reject"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True, order=True)
class TextCorrectionNumber:
    """The number of a correction of a text, without gaps in each year at the seat."""

    year: int
    serial: int

    def __str__(self) -> str:
        """Write it as it stands on paper: ``GAIMA/TXT/2027/1``."""
        return f"GAIMA/{SERIES}/{self.year}/{self.serial}"

    @property
    def slug(self) -> str:
        """What stands in an address: ``2027-1``."""
        return f"{self.year}-{self.serial}"

    @property
    def subject(self) -> str:
        """What the ledger calls it: ``text_correction/2027/1``."""
        return f"text_correction/{self.year}/{self.serial}"

    @property
    def address(self) -> str:
        """Where its page on the desk is."""
        return f"/depositary/text-corrections/{self.slug}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage in one of the authentic languages, as it stands and as it should read."""

    language: str
    place: str
    """Where it stands, such as “article 7, paragraph 2”."""
    was: str
    reads: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedText:
    """A correction as it is proposed: what is wrong, what it should read, and until when."""

    treaty: str
    reason: str
    """What the error is, and who found it."""
    until: date
    """The last day for objections (VCLT, art. 79(2))."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextObjection:
    """An objection to a proposed correction."""

    participant: str
    received_on: date
    text: str
    entitled: bool
    """Whether it had signed, or consented, by then: only those can keep a correction from being
    made (VCLT, art. 79(2))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCorrection:
    """A correction of a text as it stands: the proposal, and everything that came of it."""

    proposal: ProposedText
    state: TextState = TextState.PROPOSED
    prepared: TextStep | None = None
    """The step that waits for a second officer."""
    pending: TextObjection | None = None
    """The objection that waits with it."""
    circulated_on: date | None = None
    objections: tuple[TextObjection, ...] = ()
    closed_on: date | None = None
    """The date of the procès-verbal of rectification, or of the rejection."""

    @property
    def standing_objections(self) -> tuple[TextObjection, ...]:
        """Those that came in time, from those who may object."""
        until = self.proposal.until
        return tuple(
            each for each in self.objections if each.entitled and each.received_on <= until
        )


Content = Mapping[str, Any]
"""What a step was sealed with: dates are ISO 8601 texts."""
