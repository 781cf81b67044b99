"""What a thing is held against: the lands of its state, and what that state keeps beside it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from app.participants.values import Roll, spelling
from app.registry.values import Kind, Thing, Written


@dataclass(slots=True)
class Surroundings:
    """What there is around a thing that is to be entered or changed.

    It grows as a load goes on, so that each row is also held against the rows before it.
    """

    countries: Collection[str]
    """The codes of the countries where an operator or a developer may sit."""
    lands: Collection[str]
    """The two-letter codes with which the regions of the state begin."""
    there: set[str] = field(default_factory=set)
    """The identifiers of all that it keeps, but for what is struck."""
    named: dict[tuple[Kind, str], str] = field(default_factory=dict)
    """Which of them is called so."""
    parents: dict[str, str] = field(default_factory=dict)
    """Which model came out of which."""
    right: set[tuple[str, str]] = field(default_factory=set)
    """Which texts were found right already, by the names of particulars."""

    @classmethod
    def of(cls, roll: Roll, participant: str, *, on: date, things: Iterable[Thing]) -> Self:
        """Give the surroundings of a state's things on a day."""
        countries = frozenset(each.code for each in roll.existing(on) if not each.members)
        found = cls(countries, lands(roll, participant, on=on))
        for thing in things:
            found.add(str(thing.id), thing.kind, thing.written)
        return found

    def add(self, key: str, kind: Kind, written: Written, *, before: Written | None = None) -> None:
        """Know of a thing as it is now, in the place of what it was before."""
        if before is not None:
            self.named.pop((kind, spelling(before["name"])), None)
        self.there.add(key)
        self.named[kind, spelling(written["name"])] = key
        self.parents.pop(key, None)
        if "parent" in written:
            self.parents[key] = written["parent"]

    def namesake(self, kind: Kind, name: str) -> str | None:
        """Give the identifier of what is called so already, if anything is."""
        return self.named.get((kind, spelling(name)))

    def descends(self, key: str, parent: str) -> bool:
        """Say whether a parent came out of the very model whose parent it is to be."""
        return key in _line(self.parents, parent)


def lands(roll: Roll, participant: str, *, on: date) -> frozenset[str]:
    """Give the two-letter codes of a state, or of a regional organisation's members on a day.

    ISO 3166-2 begins every subdivision with its country's two letters.
    """
    whose = roll[participant]
    members = [roll[each.participant] for each in whose.members if each.covers(on)]
    return frozenset(each.iso2 for each in (members or [whose]) if each.iso2)


def _line(parents: Mapping[str, str], key: str) -> set[str]:
    """Give a model and all that it came out of."""
    found = set()
    while key not in found:
        found.add(key)
        key = parents.get(key, key)
    return found
