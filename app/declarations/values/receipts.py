"""A receipt: what proves that something was filed, when, and that it stands in the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.ledger.values import Entry

FORMAT = "gaima-receipt/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A filing with its place in the ledger, and what proves that place to anybody."""

    filed: Mapping[str, Any]
    """All that the ledger's entry commits to: what was filed, how and when; of the content itself
    only a commitment.
    """
    salt: str
    """With it anybody can see that the entry commits to just this."""
    submitted_by: str
    """By name: the entry has the number of the account."""
    drafted_by: str
    entry: Entry
    size: int
    """How many entries the ledger had when the receipt was made."""
    root: bytes
    proof: Sequence[bytes]
    note: str | None
    """The signed checkpoint over those entries, where the installation has a key."""


@dataclass(frozen=True, slots=True)
class Told:
    """The content that was filed, with what opens the commitment to it."""

    salt: str
    content: Mapping[str, Any]
