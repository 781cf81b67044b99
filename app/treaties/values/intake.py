"""The words of the depositary's desk: what comes in, where it stands, who takes which step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.kernel.errors import Complaint
from app.treaties.values.acts import ActionKind
from app.treaties.values.scenario import Comparison

SIGN = "GAIMA"
"""What every number of the Agency's begins with."""

LONGEST_LINE = 500
LONGEST_PROSE = 20_000


class DeskKind(StrEnum):
    """What lies on the desk; the value names it in the ledger and in addresses."""

    INSTRUMENT = "instrument"
    CORRECTION = "correction"
    CEREMONY = "ceremony"

    @property
    def series(self) -> str:
        """What stands in its number."""
        return {
            DeskKind.INSTRUMENT: "INS",
            DeskKind.CORRECTION: "COR",
            DeskKind.CEREMONY: "CER",
        }[self]

    @property
    def folder(self) -> str:
        """Where its pages stand on the desk."""
        return "ceremonies" if self is DeskKind.CEREMONY else f"{self}s"


@dataclass(frozen=True, slots=True)
class DeskNumber:
    """The number of something on the desk, without gaps in each year at the seat."""

    kind: DeskKind
    year: int
    serial: int

    def __str__(self) -> str:
        """Write it as it stands on paper: ``GAIMA/INS/2027/3``."""
        return f"{SIGN}/{self.kind.series}/{self.year}/{self.serial}"

    @property
    def slug(self) -> str:
        """What stands in an address: ``2027-3``."""
        return f"{self.year}-{self.serial}"

    @property
    def subject(self) -> str:
        """What the ledger calls it: ``instrument/2027/3``."""
        return f"{self.kind}/{self.year}/{self.serial}"

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/depositary/{self.kind.folder}/{self.slug}"


class State(StrEnum):
    """Where an instrument, or a proposed correction, stands."""

    RECEIVED = "received"
    UNDER_EXAMINATION = "under_examination"
    HELD = "held"
    IN_GOOD_ORDER = "in_good_order"
    """Prepared by one officer, and waiting for another to confirm it."""
    RETURNED = "returned"
    """It does not count. Of a proposed correction: dropped."""
    RECORDED = "recorded"

    @property
    def is_closed(self) -> bool:
        """Whether no step is left."""
        return self in {State.RETURNED, State.RECORDED}


class Step(StrEnum):
    """Something an officer does with what lies on the desk."""

    RECEIVE = "receive"
    AMEND = "amend"
    ATTACH = "attach"
    EXAMINE = "examine"
    HOLD = "hold"
    RETURN = "return"
    FIND_IN_GOOD_ORDER = "find_in_good_order"
    TAKE_BACK = "take_back"
    PROPOSE = "propose"
    DROP = "drop"
    CONFIRM = "confirm"


class Powers(StrEnum):
    """What shows that whoever signed could bind the state (VCLT, art. 7)."""

    SEEN = "seen"
    """Full powers were produced (art. 7(1)(a))."""
    NOT_REQUIRED = "not_required"
    """A head of state or government, or a foreign minister, needs none (art. 7(2)(a))."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """Everything that an officer reads off an instrument, and the day it was received."""

    treaty: str
    participant: str
    kind: ActionKind
    dated_on: date
    """The date on the document."""
    received_on: date
    """The day the depositary received it, which is the date of deposit and stays throughout."""
    wording: str
    """The state's own word for its act."""
    powers: Powers
    signatory: str
    office: str
    language: str
    effective_on: date | None = None
    territory: str = ""
    text: str = ""
    concerns: int | None = None
    """The number of the act that it is about, such as the reservation that it objects to."""
    notification: str = ""
    """Where another is the depositary: the reference of its notification."""
    notified_on: date | None = None
    """The date of that notification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A record as it should read, in place of one that is wrong."""

    treaty: str
    replaces: int
    participant: str
    kind: ActionKind
    deposited_on: date
    authority: str
    """On whose word the record is corrected, such as a note verbale."""
    reason: str
    effective_on: date | None = None
    territory: str = ""
    text: str = ""
    reference: str = ""
    concerns: int | None = None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What recording an act would change, and what keeps it from being recorded."""

    comparison: Comparison | None
    """None where the register refuses it."""
    refusals: tuple[Complaint, ...]
    warnings: tuple[Complaint, ...]
    notified: tuple[str, ...]
    """Who is told of it, by code: the parties, and those entitled to become parties."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One particular that has changed, in texts as they were sealed."""

    name: str
    before: Any
    after: Any


Content = Mapping[str, Any]
"""What a step was sealed with: dates are ISO 8601 texts."""
