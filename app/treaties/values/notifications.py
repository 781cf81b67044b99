"""The words for depositary notifications: their numbers, and what there is to notify."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SIGN = "GAIMA/DN"
"""What every number of a notification begins with."""

LONGEST_SUBJECT = 100

PAGE = 50
"""How many notifications a page shows."""


@dataclass(frozen=True, slots=True, order=True)
class NotificationNumber:
    """The number of a notification, without gaps in each year at the seat."""

    year: int
    serial: int

    def __str__(self) -> str:
        """Write it as it stands on paper: ``GAIMA/DN/2027/12``."""
        return f"{SIGN}/{self.year}/{self.serial}"

    @property
    def slug(self) -> str:
        """What stands in an address: ``2027-12``."""
        return f"{self.year}-{self.serial}"

    @property
    def subject(self) -> str:
        """What the ledger calls it: ``notification/2027/12``."""
        return f"notification/{self.year}/{self.serial}"

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/notifications/{self.slug}"


class OccasionKind(StrEnum):
    """What a notification is about (VCLT, art. 77(1)(e) and (f))."""

    ACT = "act"
    """An act was recorded: a signature, an instrument, a reservation, a notice."""
    ENTRY_INTO_FORCE = "entry_into_force"
    """What the clauses ask for is reached, and the treaty enters into force on a day."""
    CORRECTION_OF_THE_REGISTER = "correction_of_the_register"
    """A record was wrong; the right one stands in its place."""
    TEXT_CORRECTION_PROPOSED = "text_correction_proposed"
    """An error in the text (VCLT, art. 79), with a time limit for objections."""
    TEXT_CORRECTION_OBJECTED = "text_correction_objected"
    TEXT_CORRECTION_REJECTED = "text_correction_rejected"
    TEXT_RECTIFIED = "text_rectified"
    """The procès-verbal of rectification, with effect from the beginning."""
    LATE_RESERVATION_CIRCULATED = "late_reservation_circulated"
    """A reservation made after consent, with a time limit for objections."""
    LATE_RESERVATION_OBJECTED = "late_reservation_objected"
    LATE_RESERVATION_ACCEPTED = "late_reservation_accepted"
    LATE_RESERVATION_NOT_ACCEPTED = "late_reservation_not_accepted"
    COMPETENCE_DECLARED = "competence_declared"
    """A regional organisation declared its competence, or a change of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One thing to notify.

    ``facts`` are sealed, shown and printed. These are understood on every occasion, each left out
    where there is none: ``act`` (an ``ActionKind``), ``wording`` (the state's own word for it),
    ``dated_on``, ``deposited_on``, ``effective_on``, ``in_force_on`` (for the participant),
    ``until`` (a time limit), ``territory``, ``text`` (of the declaration, reservation, objection,
    notice), ``texts`` (a list of ``{"language", "was", "reads"}``), ``reference`` (such as the
    instrument's number), ``reason``, and of a corrected record ``was`` (how it read). Others say
    nothing to page and print. How the treaty stands is added to them when it is notified.
    """

    kind: OccasionKind
    treaty: str
    subject: str
    """What it is about, as the ledger calls it: ``treaty/gaima-protocol-1/12``."""
    facts: Mapping[str, Any]
    participant: str | None = None
    corrects: NotificationNumber | None = None
    """The notification that it corrects."""


@dataclass(frozen=True, slots=True)
class NotificationSelection:
    """Which notifications are asked for."""

    treaty: str = ""
    year: int | None = None
    page: int = 1
