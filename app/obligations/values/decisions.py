"""What bodies decide about deadlines, and when nobody could file."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.bodies.values import Matter


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


@dataclass(frozen=True, slots=True)
class Source:
    """A decision of a body that stands adopted, as far as a deadline needs to know it."""

    matter: Matter
    participant: str | None
    """About whom it is."""


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
