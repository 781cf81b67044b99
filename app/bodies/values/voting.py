"""The words for a vote: who has one, who cast it for whom, and what it came to."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.bodies.values.decisions import Choice, Counts, Outcome


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may vote in a body on a day."""

    states: frozenset[str]
    """Who has a vote of its own, by code."""
    organisations: Mapping[str, tuple[str, ...]]
    """Each regional organisation that may vote, with those of its members that have a vote here:
    it votes with their number, or they vote themselves."""

    @property
    def size(self) -> int:
        """Give how many votes there can be."""
        return len(self.states)

    def __contains__(self, code: str) -> bool:
        """Say whether a participant may vote."""
        return code in self.states or code in self.organisations

    def weight(self, code: str) -> int:
        """Give with how many votes a participant votes."""
        return len(self.organisations[code]) if code in self.organisations else 1


@dataclass(frozen=True, slots=True)
class Ballot:
    """How one participant voted."""

    participant: str
    choice: Choice
    weight: int = 1
    on_behalf_of: tuple[str, ...] = ()
    """Of a regional organisation, the members with whose votes it votes."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a vote came to."""

    counts: Counts
    needed: int
    """How many votes in favour carried it, of those present and voting."""
    outcome: Outcome
