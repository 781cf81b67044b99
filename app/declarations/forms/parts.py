"""A part of a schema and where it stands, read strictly: one pass finds every fault."""

from collections.abc import Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.kernel.errors import Complaint

MISSING = object()


@dataclass(frozen=True, slots=True)
class Part:
    """One part; a reader that finds a fault complains and gives a stand-in."""

    value: Any
    path: str
    complaints: list[Complaint]

    def refuse(self, message: str, **parameters: object) -> None:
        """Complain about this part."""
        self.complaints.append(Complaint(message, parameters, field=self.path or None))

    def at(self, key: str, otherwise: Any = MISSING) -> "Part":
        """Give the part under a key."""
        held = self.value.get(key, otherwise) if isinstance(self.value, Mapping) else otherwise
        return Part(held, f"{self.path}.{key}" if self.path else key, self.complaints)

    def has(self, key: str) -> bool:
        """Say whether an object has a key."""
        return isinstance(self.value, Mapping) and key in self.value

    def keys(self) -> KeysView[str]:
        """Give the keys of an object; of anything else, none."""
        return self.value.keys() if isinstance(self.value, Mapping) else {}.keys()

    def children(self) -> Iterator[tuple[str, "Part"]]:
        """Give an object's parts by key, in their order."""
        if not isinstance(self.value, Mapping):
            self.refuse("An object is expected here.")
        for key in self.keys():
            yield key, self.at(key)

    def only(self, known: set[str]) -> None:
        """Complain of each key that is not known here."""
        for key in self.keys() - known:
            self.at(key).refuse("The dialect has no keyword “%(key)s” here.", key=key)

    def expect(self, key: str, *, value: object) -> None:
        """Complain unless a key has one value."""
        if self.at(key).value != value:
            self.at(key).refuse("It has to be %(value)s.", value=value)

    def text(self, key: str, otherwise: str | None = None) -> str:
        """Give a text that is not empty."""
        held = self.at(key, otherwise).value
        if held == otherwise and otherwise is not None:
            return otherwise
        if not isinstance(held, str) or not held.strip():
            self.at(key).refuse("A text is expected here.")
            return ""
        if "%" in held:
            self.at(key).refuse("Spell “per cent” out: a catalogue takes its sign for a place.")
        return held

    def whole(self, key: str, otherwise: int | None = None) -> int:
        """Give a whole number above nought."""
        held = self.at(key, otherwise).value
        if held == otherwise and otherwise is not None:
            return otherwise
        if not isinstance(held, int) or isinstance(held, bool) or held < 1:
            self.at(key).refuse("A whole number above 0 is expected here.")
            return 1
        return held

    def texts(self, key: str) -> Sequence[str]:
        """Give a list of texts, which may be left out."""
        held = self.at(key, []).value
        if not isinstance(held, list) or not all(isinstance(each, str) for each in held):
            self.at(key).refuse("A list of texts is expected here.")
            return []
        return held

    def word(self, key: str, words: Sequence[str]) -> str:
        """Give one of the words that may stand here."""
        held = self.at(key).value
        if held not in words:
            self.at(key).refuse("One of these is expected here: %(words)s.", words=", ".join(words))
            return words[0]
        return str(held)
