"""The words for papers: what kinds there are, their symbols, and where one stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.bodies.values.bodies import Class
from app.kernel.languages import Language

LONGEST_PAPER_SYMBOL = 120
LONGEST_PAPER_SLUG = 60
LONGEST_TITLE = 300
LONGEST_PAPER = 100_000
"""Characters of a text: some forty pages; a longer one is issued as a file."""


class PaperKind(StrEnum):
    """Which series of numbers a paper has."""

    GENERAL = "general"
    WORKING_PAPER = "working_paper"
    ROOM_PAPER = "room_paper"
    """A conference room paper: for one meeting, and in one language perhaps."""
    INFORMATION = "information"
    LIMITED = "limited"
    """A draft text that is on its way to a decision."""

    @property
    def letters(self) -> str:
        """What stands before its number in a symbol; nothing of a general paper."""
        return LETTERS[self]


LETTERS = {
    PaperKind.GENERAL: "",
    PaperKind.WORKING_PAPER: "WP",
    PaperKind.ROOM_PAPER: "CRP",
    PaperKind.INFORMATION: "INF",
    PaperKind.LIMITED: "L",
}


class SuffixKind(StrEnum):
    """As what a paper hangs on another; the value is what its symbol says."""

    REVISION = "Rev"
    ADDENDUM = "Add"
    CORRIGENDUM = "Corr"


@dataclass(frozen=True, slots=True)
class Suffix:
    """One part of a symbol after the paper's own number."""

    kind: SuffixKind
    number: int

    def __str__(self) -> str:
        """Write it as a symbol has it."""
        return f"{self.kind.value}.{self.number}"


@dataclass(frozen=True, slots=True)
class PaperSymbol:
    """The symbol of a paper, taken apart."""

    body: str
    """The symbol of the body, such as ``GAIMA/WG.1``."""
    year: int
    kind: PaperKind
    serial: int
    suffixes: tuple[Suffix, ...] = ()

    def __str__(self) -> str:
        """Write it, such as ``GAIMA/WG.1/2027/WP.3/Rev.1``."""
        return f"{self.body}/{self.ending}"

    @property
    def ending(self) -> str:
        """Give what it says beyond the body's symbol, such as ``2027/WP.3/Rev.1``."""
        own = f"{self.kind.letters}.{self.serial}" if self.kind.letters else str(self.serial)
        return "/".join((str(self.year), own, *map(str, self.suffixes)))

    @property
    def slug(self) -> str:
        """Give what stands for it in the addresses of its body, such as ``2027-wp-3-rev-1``."""
        return self.ending.replace("/", "-").replace(".", "-").lower()


class PaperState(StrEnum):
    """Where a paper stands; it follows from its instants and is never stored."""

    RESERVED = "reserved"
    """It has its symbol and is being written."""
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    """It was issued, and a later one has taken its place."""
    GIVEN_UP = "given_up"
    """It was never issued; nothing else ever has its symbol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """A symbol that is wanted for a paper."""

    title: str
    sort: Class
    kind: PaperKind = PaperKind.WORKING_PAPER
    """Which series it is of; what hangs on another has the other's."""
    hangs_on: UUID | None = None
    suffix: SuffixKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What comes out under a symbol, in one language."""

    language: Language
    title: str
    text: str = ""
    issued_on: date
    sort: Class | None = None
    """Its class from then on; none where it comes out in a further language."""
    derestricts_on: date | None = None
    sponsors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowering:
    """How a class is to be lowered, and who allowed it."""

    sort: Class
    on: date
    """From which day: today, or a day ahead."""
    authority: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A paper that a member hands in."""

    title: str
    language: Language
    text: str = ""
    sort: Class
