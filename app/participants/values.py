"""The words for who may act: participants, their names, and which of them existed when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from unicodedata import normalize


class ParticipantKind(StrEnum):
    """What sort of participant it is."""

    STATE = "state"
    REIO = "reio"
    """A regional economic integration organisation, such as the European Union."""
    OBSERVER = "observer"
    """An entity that takes part and joins no treaty; whoever the "all States" formula covers,
    the Holy See and the Cook Islands among them, is a state here."""


class RegionalGroup(StrEnum):
    """A regional group of the United Nations (A/RES/33/138 and later practice)."""

    AFRICA = "african"
    ASIA_PACIFIC = "asia_pacific"
    EASTERN_EUROPE = "eastern_european"
    LATIN_AMERICA = "latin_american_and_caribbean"
    WESTERN_EUROPE = "western_european_and_others"


def spelling(name: str) -> str:
    """Give a name as it is compared: composed (NFC), any case, either apostrophe, single spaces."""
    return " ".join(normalize("NFC", name).casefold().replace("\u2019", "'").split())


@dataclass(frozen=True, slots=True)
class Name:
    """What a participant is called in one language, as a list shows it and formally."""

    short: str
    formal: str
    also: tuple[str, ...] = ()
    """Other names by which it is found; no page shows them in a list."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's time in a regional organisation; ``to`` is the first day outside it, or None."""

    participant: str
    since: date
    to: date | None = None

    def covers(self, on: date) -> bool:
        """Say whether the state was a member on the day."""
        return self.since <= on and (self.to is None or on < self.to)


@dataclass(frozen=True, slots=True)
class Participant:
    """One state, regional organisation or observer, present or past."""

    code: str
    """ISO 3166-1 alpha-3, or ISO 3166-3's former alpha-3 for a state of the past; ``EU``."""
    kind: ParticipantKind
    names: Mapping[str, Name]
    """By language tag: ar, en, es, fr, ru, zh."""
    iso2: str | None = None
    m49: str | None = None
    group: RegionalGroup | None = None
    un_member_since: date | None = None
    existed_since: date | None = None
    """The first day; None where it lies before every treaty here."""
    existed_until: date | None = None
    """The first day on which it was no more; None where it exists."""
    members: tuple[Membership, ...] = ()
    """A regional organisation's states."""
    remark: str = ""
    """What a reader should know about its dates, its code or its group, in English."""

    def exists(self, on: date) -> bool:
        """Say whether it existed on the day."""
        begun = self.existed_since is None or self.existed_since <= on
        return begun and (self.existed_until is None or on < self.existed_until)

    def name(self, language: str) -> Name:
        """Give its name in a language, else in English."""
        return self.names.get(language) or self.names["en"]


EARLIEST = date(1982, 1, 1)
"""The first day on which the roll can say who existed: who began before it has no first day."""

LATEST = date(2199, 12, 31)
"""The last day that may be asked for."""


class Order(StrEnum):
    """What a list of participants may be sorted by."""

    NAME = "name"
    CODE = "code"
    GROUP = "group"
    UN_MEMBER_SINCE = "un_member_since"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which participants a reader asks to see, as of which day, and in which order."""

    as_of: date
    text: str = ""
    """Part of a name in any language, or a code."""
    kind: ParticipantKind | None = None
    group: RegionalGroup | None = None
    member_of: str = ""
    """A regional organisation's code."""
    order: Order = Order.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Roll:
    """Every participant of present and past, by code."""

    by_code: Mapping[str, Participant]
    _by_name: dict[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Index the short and the other names of every language."""
        for participant in self.by_code.values():
            for name in participant.names.values():
                for text in (name.short, *name.also):
                    self._by_name.setdefault(spelling(text), participant.code)

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def __getitem__(self, code: str) -> Participant:
        return self.by_code[code]

    def __iter__(self) -> Iterator[Participant]:
        return iter(self.by_code.values())

    def named(self, text: str) -> Participant | None:
        """Give the participant with this code or exact name (any case), or None.

        A state of the past that another continues is found by its old names and its old code.
        """
        code = text.strip().upper()
        return self.by_code.get(code) or self.by_code.get(self._by_name.get(spelling(text), ""))

    def existing(self, on: date) -> Iterator[Participant]:
        """Give those that existed on the day."""
        return (participant for participant in self if participant.exists(on))

    def is_reio(self, code: str) -> bool:
        """Say whether the code is a regional organisation's."""
        found = self.by_code.get(code)
        return found is not None and found.kind is ParticipantKind.REIO
