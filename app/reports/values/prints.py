"""The words for prints: what one is told besides the facts it is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from app.ledger.values import Checkpoint
from app.obligations.values import Obligation


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


@dataclass(frozen=True, slots=True)
class House:
    """What an installation knows of itself that a print of declarations names."""

    publisher: Publisher
    site: str
    """Where it is found."""
    seat: ZoneInfo
    origin: str
    """The name of its ledger."""
    verifier: str | None
    """By which its checkpoints are checked, where it has a key."""
    sign: Callable[[Checkpoint], str | None]
    obligations: Mapping[str, Obligation]
