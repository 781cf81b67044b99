"""What bodies decide about deadlines, and when nobody could file."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    """What a body may decide about a deadline."""

    EXTEND = "extend"
    REFUSE = "refuse"
    """To refuse the extension that was asked for."""
    WAIVE = "waive"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a body about a deadline, as an officer enters it."""

    kind: DecisionKind
    symbol: str
    until: date | None = None
    """The new last day, of an extension."""


class RecordKind(StrEnum):
    """What the ledger says about a deadline."""

    ASKED = "extension.asked"
    ENTERED = "deadline_decision.entered"
    CONFIRMED = "deadline_decision.confirmed"
    OUTAGE = "outage.recorded"


@dataclass(frozen=True, slots=True)
class Outage:
    """A time during which nobody could file."""

    since: datetime
    until: datetime
    reason: str
