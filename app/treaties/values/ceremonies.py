"""The words for signing ceremonies: who is to sign, in which manner, with which powers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.errors import Complaint
from app.treaties.values.acts import ActionKind
from app.treaties.values.intake import Powers
from app.treaties.values.scenario import Comparison

MOST_SIGNATORIES = 250
"""How many may stand on one list: more than there are participants."""


class Manner(StrEnum):
    """How somebody signs."""

    SUBJECT_TO_RATIFICATION = "subject_to_ratification"
    """Ratification, acceptance or approval is to follow (VCLT, art. 14)."""
    DEFINITIVE = "definitive"
    """The signature itself expresses consent to be bound (VCLT, art. 12(1))."""
    AD_REFERENDUM = "ad_referendum"
    """The state has yet to confirm it (VCLT, art. 12(2)(b))."""

    @property
    def kind(self) -> ActionKind:
        """The act that the register records."""
        definitive = self is Manner.DEFINITIVE
        return ActionKind.DEFINITIVE_SIGNATURE if definitive else ActionKind.SIGNATURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """One line of the list: on whose behalf who signs, with what."""

    participant: str
    name: str
    office: str
    powers: Powers
    manner: Manner
    text: str = ""
    """A declaration or reservation that is made upon signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningList:
    """Everything that an officer prepares for a ceremony; they sign in the order of the list."""

    treaty: str
    held_on: date
    """The day of the ceremony, which is the date of every signature on it."""
    place: str
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A signatory as checked: what keeps the signature from being recorded, and what to look at."""

    signatory: Signatory
    refusals: tuple[Complaint, ...] = ()
    warnings: tuple[Complaint, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A list as checked, and what recording it whole would change."""

    lines: tuple[Line, ...]
    refusals: tuple[Complaint, ...]
    """What is wrong with the list as such."""
    comparison: Comparison | None
    """None where anything keeps it from being recorded."""
    notified: tuple[str, ...] = ()
    """Who is told of each signature, by code."""

    @property
    def is_clear(self) -> bool:
        """Whether nothing keeps the list from being recorded."""
        return not self.refusals and not any(line.refusals for line in self.lines)

    @property
    def refused(self) -> Sequence[Complaint]:
        """Everything that keeps it from being recorded."""
        told = list(self.refusals)
        for line in self.lines:
            told += line.refusals
        return told
