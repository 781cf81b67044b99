"""The ledger's words: a deed is sealed into an entry, entries grow a tree, checkpoints sign it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Deed:
    """An act with legal effect, as the slice that performs it hands it to the ledger.

    ``content`` holds texts, whole numbers, decimals, dates, truth values, None, and lists and
    mappings of them: everything that the act consists of. The ledger keeps only a commitment to it.
    """

    kind: str
    """What was done, such as ``treaty_action.recorded``; cursors read by it."""
    subject: str
    """What it was done to, such as ``treaty/mine-ban``."""
    content: Mapping[str, Any]
    on_behalf_of: str | None = None
    """The participant for which it was done, if another than the actor's own."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a record keeps of its entry: where it stands, and what opens its commitment."""

    index: int
    """The entry's place in the ledger, from 0."""
    salt: str
    """64 hexadecimal digits."""
    commitment: str
    """64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf of the ledger: who did what, on whose behalf, when, and the commitment to it."""

    index: int
    at: datetime
    role: str
    account: int | None
    """The account's number; never a name."""
    on_behalf_of: str | None
    kind: str
    subject: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is stored or exported, with the leaf hash that was written with it."""

    entry: Entry
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class Opening:
    """What a slice still holds of an entry: with it anyone can recompute the commitment."""

    index: int
    salt: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a complete subtree stands: it covers 2^level leaves from ``position`` · 2^level on."""

    level: int
    position: int

    @property
    def end(self) -> int:
        """The index after its last leaf."""
        return (self.position + 1) << self.level


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of the whole ledger: how many entries, and the root over them."""

    origin: str
    """Which ledger: the name that its signatures carry."""
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Audited:
    """How far an audit has come, and what it found."""

    size: int = 0
    edge: Mapping[Place, bytes] = field(default_factory=dict)
    """The subtrees that cover the entries audited, largest first."""
