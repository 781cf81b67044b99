"""The words for reports: what a report is told besides the treaty itself."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Question:
    """The two days that every question to the register names."""

    as_of: date
    """In law."""
    known_on: date
    """As the register knew it at the end of this day."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The ledger's entry that last touched what a report shows."""

    index: int
    commitment: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a report, and whether what it shows is a demonstration."""

    agency: str
    demonstration: bool
    rehearsal: bool = False
    """Whether it is printed only to try something."""
