"""The words of the worklist: what waits for the secretariat, and who looks after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from app.kernel.actor import Actor, Role
from app.kernel.clock import date_at
from app.obligations.values import Obligation

LONGEST_SUBJECT = 300
SILENCE_ENDS_WITHIN = timedelta(days=3)
"""How long before its end a silence procedure is on the worklist."""

PAGE = 50
"""How many things one page shows."""


class ItemKind(StrEnum):
    """What can wait; the value begins its subject."""

    DECLARATION = "declaration"
    INSTRUMENT = "instrument"
    CORRECTION = "correction"
    CEREMONY = "ceremony"
    TEXT_CORRECTION = "text_correction"
    LETTER = "letter"
    ADDRESS = "address"
    OVERDUE = "overdue"
    """What a participant owes and has not filed in time."""
    EXTENSION = "extension"
    """An extension asked for: no decision of a body has been entered yet."""
    CONFIRMATION = "confirmation"
    """A decision about a deadline that was entered, and waits for the director."""
    SILENCE = "silence"
    """A text of a body that is adopted within days, unless a member breaks the silence."""


class Whose(StrEnum):
    """Which of it is asked for."""

    ALL = "all"
    MINE = "mine"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the worklist is asked for."""

    whose: Whose = Whose.ALL
    kind: ItemKind | None = None
    page: int = 1

    def query(self, **other: object) -> str:
        """Give the query of an address that asks for the same, but for what is given here."""
        words = {"show": self.whose, "kind": self.kind, "page": self.page} | other
        told = {name: word for name, word in words.items() if word not in {None, "", 1}}
        return f"?{urlencode(told)}"


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at what waits, when, and by what the register names what is owed."""

    by: Actor
    at: datetime
    seat: ZoneInfo
    obligations: Mapping[str, Obligation]

    @property
    def on(self) -> date:
        """Give the day at the seat."""
        return date_at(self.at, self.seat)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that waits for an officer."""

    kind: ItemKind
    subject: str
    """What identifies it, such as ``declaration/CAN-2027-3/1``."""
    title: str
    address: str
    """Where its page is."""
    since: datetime
    participant: str = ""
    period: str = ""
    """For which period it is owed, where it is about a deadline."""
    detail: str = ""
    """What else tells it apart: a treaty's title, or why a letter failed."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who looks after an item, by the last decision about it."""

    place: int = 0
    """How many decisions there were."""
    to: int | None = None
    by: int | None = None
    """Who decided it."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the secretariat to whom something can be given."""

    account: int
    name: str
    role: Role


NOBODY = Holder()
"""Of an item about which nothing was decided."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment as it was posted."""

    subject: str
    to: int | None
    seen: int
    """The place of the decision that whoever posted it had before them."""


@dataclass(frozen=True, slots=True)
class Worklist:
    """What waits for whoever asks, and who looks after it."""

    items: tuple[Item, ...]
    holders: Mapping[str, Holder] = field(default_factory=dict)

    def holder(self, item: Item) -> Holder:
        """Give who looks after an item."""
        return self.holders.get(item.subject, NOBODY)


DEPOSITARY = frozenset({Role.DEPOSITARY_OFFICER, Role.DIRECTOR})
OFFICERS = DEPOSITARY | {Role.DECLARATIONS_OFFICER, Role.BODIES_OFFICER}

OVERSEEING = frozenset({Role.DECLARATIONS_OFFICER, Role.DIRECTOR})

OPEN_TO: Mapping[ItemKind, frozenset[Role]] = {
    ItemKind.DECLARATION: OVERSEEING,
    ItemKind.INSTRUMENT: DEPOSITARY,
    ItemKind.CORRECTION: DEPOSITARY,
    ItemKind.CEREMONY: DEPOSITARY,
    ItemKind.TEXT_CORRECTION: DEPOSITARY,
    ItemKind.LETTER: OFFICERS,
    ItemKind.ADDRESS: OFFICERS,
    ItemKind.OVERDUE: OVERSEEING,
    ItemKind.EXTENSION: frozenset({Role.DECLARATIONS_OFFICER}),
    ItemKind.CONFIRMATION: frozenset({Role.DIRECTOR}),
    ItemKind.SILENCE: frozenset({Role.BODIES_OFFICER}),
}
"""Who sees each kind, and to whom it can be given: those who read what it is about."""

READERS = OFFICERS
"""Who has a worklist."""
