"""The words of the worklist: what waits for the secretariat, and who looks after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.kernel.actor import Role

LONGEST_SUBJECT = 300


class ItemKind(StrEnum):
    """What can wait; the value begins its subject."""

    DECLARATION = "declaration"
    INSTRUMENT = "instrument"
    CORRECTION = "correction"
    CEREMONY = "ceremony"
    TEXT_CORRECTION = "text_correction"
    LETTER = "letter"
    ADDRESS = "address"


class Whose(StrEnum):
    """Which of it is asked for."""

    ALL = "all"
    MINE = "mine"
    UNASSIGNED = "unassigned"


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

OPEN_TO: Mapping[ItemKind, frozenset[Role]] = {
    ItemKind.DECLARATION: frozenset({Role.DECLARATIONS_OFFICER, Role.DIRECTOR}),
    ItemKind.INSTRUMENT: DEPOSITARY,
    ItemKind.CORRECTION: DEPOSITARY,
    ItemKind.CEREMONY: DEPOSITARY,
    ItemKind.TEXT_CORRECTION: DEPOSITARY,
    ItemKind.LETTER: OFFICERS,
    ItemKind.ADDRESS: OFFICERS,
}
"""Who sees each kind, and to whom it can be given: those who read what it is about."""

READERS = OFFICERS
"""Who has a worklist."""
