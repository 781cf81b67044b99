"""The words for a running installation: who reports, and what readiness is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reporter(StrEnum):
    """What leaves a heartbeat."""

    WORKER = "worker"
    BEAT = "beat"
    TICK = "tick"


class Part(StrEnum):
    """What an installation needs in order to be ready; the value is the key of /readyz."""

    DATABASE = "database"
    BROKER = "broker"
    SCHEDULER = "scheduler"
    PDF = "pdf"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a part stands, and if not, a sentence for whoever keeps it running."""

    standing: bool
    sentence: str
    seen_at: datetime | None = None
    """When it was last known to stand."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """The newest heartbeat of a kind of process."""

    at: datetime
    printing: str | None = None
    """For a worker: the answer to whether its print child finds the PDF libraries, once known."""
