"""The words for the things that declarations are about, and the Agency's table of accelerators.

Everything a state keeps here is *restricted*: it and the secretariat's declarations officers read
it. Where a facility stands to the metre, and how a model is called at work, is higher, and no part
of this register.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing it is."""

    FACILITY = "facility"
    OPERATOR = "operator"
    DEVELOPER = "developer"
    MODEL = "model"
    RUN = "run"

    @property
    def mark(self) -> str:
        """Give the letters with which its identifiers begin."""
        return MARKS[self]


MARKS: Mapping[Kind, str] = {
    Kind.FACILITY: "FAC",
    Kind.OPERATOR: "OPR",
    Kind.DEVELOPER: "DEV",
    Kind.MODEL: "MOD",
    Kind.RUN: "RUN",
}

IDENTIFIER = re.compile(r"(FAC|OPR|DEV|MOD|RUN)-([A-Z]{2,3})-(\d{4}|[1-9]\d{4,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Identifier:
    """What names a thing for ever: its kind, the state that keeps it, and a number."""

    kind: Kind
    participant: str
    serial: int

    def __str__(self) -> str:
        """Write it as forms and files have it: ``FAC-CAN-0001``."""
        return f"{self.kind.mark}-{self.participant}-{self.serial:04}"


def identifier(text: str) -> Identifier | None:
    """Read an identifier; None where the text is none."""
    found = IDENTIFIER.fullmatch(text)
    if found is None or int(found[3]) == 0:
        return None
    kind = next(kind for kind in Kind if kind.mark == found[1])
    return Identifier(kind, found[2], int(found[3]))


class FacilityStatus(StrEnum):
    """How far a facility is."""

    PLANNED = "planned"
    BUILDING = "building"
    OPERATING = "operating"
    CLOSED = "closed"


class Shape(StrEnum):
    """What may be written in a particular."""

    LINE = "line"
    PROSE = "prose"
    DAY = "day"
    COUNTRY = "country"
    REGION = "region"
    STATUS = "status"
    OPERATOR = "operator"
    DEVELOPER = "developer"
    MODEL = "model"

    @property
    def refers_to(self) -> Kind | None:
        """Give the kind of thing whose identifier is written here, if one is."""
        return REFERENCES.get(self)


REFERENCES: Mapping[Shape, Kind] = {
    Shape.OPERATOR: Kind.OPERATOR,
    Shape.DEVELOPER: Kind.DEVELOPER,
    Shape.MODEL: Kind.MODEL,
}


@dataclass(frozen=True, slots=True)
class Particular:
    """One thing that is written down about a kind of thing."""

    name: str
    shape: Shape = Shape.LINE
    needed: bool = False


NOTE = Particular("note", Shape.PROSE)
NAME = Particular("name", needed=True)
COUNTRY = Particular("country", Shape.COUNTRY, needed=True)
REGISTERED_AS = Particular("registered_as")
DEVELOPER = Particular("developer", Shape.DEVELOPER, needed=True)

PARTICULARS: Mapping[Kind, tuple[Particular, ...]] = {
    Kind.FACILITY: (
        NAME,
        Particular("operator", Shape.OPERATOR, needed=True),
        Particular("owner"),
        Particular("region", Shape.REGION, needed=True),
        Particular("status", Shape.STATUS, needed=True),
        Particular("opens_on", Shape.DAY),
        Particular("closed_on", Shape.DAY),
        NOTE,
    ),
    Kind.OPERATOR: (NAME, COUNTRY, REGISTERED_AS, NOTE),
    Kind.DEVELOPER: (NAME, COUNTRY, REGISTERED_AS, NOTE),
    Kind.MODEL: (NAME, DEVELOPER, Particular("parent", Shape.MODEL), NOTE),
    Kind.RUN: (
        NAME,
        DEVELOPER,
        Particular("model", Shape.MODEL),
        Particular("begins_on", Shape.DAY),
        NOTE,
    ),
}
"""What is written down about each kind, in the order of forms and files. A text that is empty is
left out: what is not known is not there."""

LONGEST = {Shape.LINE: 300, Shape.PROSE: 2_000}
"""Characters of a line, and of a text of several lines."""

Written = Mapping[str, str]
"""What is written about a thing, by the names of its particulars; days as ``2027-03-14``."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as one version of its history has it."""

    id: Identifier
    version: int
    """Counted from 1."""
    written: Written
    struck: bool
    """Whether its state has struck it: it was entered by mistake, and stays to be read."""
    reason: str
    """Why it was changed, or struck; empty for the first version."""
    recorded_at: datetime
    recorded_by: int | None
    """The account's number."""
    ledger_index: int

    @property
    def name(self) -> str:
        """What it is called."""
        return self.written["name"]

    @property
    def kind(self) -> Kind:
        """What sort of thing it is."""
        return self.id.kind

    @property
    def participant(self) -> str:
        """The state that keeps it."""
        return self.id.participant


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file brought."""

    first: Sequence[Thing]
    """As many as are shown."""
    entered: int
    changed: int


class Order(StrEnum):
    """What a list of things can be sorted by."""

    ID = "id"
    NAME = "name"
    RECORDED = "recorded"


PAGE = 50
"""How many things a page shows."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which things are asked for, and in which order."""

    kind: Kind | None = None
    participant: str = ""
    text: str = ""
    struck: bool = False
    """Whether what was struck is shown too."""
    order: Order = Order.ID
    descending: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Accelerator:
    """A type of accelerator, and what one unit of it can do.

    Peaks are in FLOP/s, dense: without structured sparsity. None says that the type has no such
    mode, or that its maker publishes no figure.
    """

    id: str
    """Stable, such as ``ACC-H100-SXM5``."""
    maker: str
    name: str
    dense_16: Decimal | None
    dense_8: Decimal | None
    dense_4: Decimal | None
    tdp_w: Decimal | None
    """Thermal design power, in watts."""
    source: str

    def peak(self, bits: int) -> Decimal | None:
        """Give its dense peak at 16, 8 or 4 bit; without such a mode, that of the next wider.

        Raises:
            ValueError: it is another number of bits.

        """
        match bits:
            case 16:
                return self.dense_16
            case 8:
                return self.dense_8 or self.dense_16
            case 4:
                return self.dense_4 or self.dense_8 or self.dense_16
        raise ValueError("peaks are known at 16, 8 and 4 bit")


OTHER = "ACC-OTHER"
"""The type of whatever is not in the table: its peak is declared, with the reason."""


@dataclass(frozen=True, slots=True)
class AcceleratorTable:
    """The Agency's table of accelerator types: a value that rules are given."""

    by_id: Mapping[str, Accelerator]
    sources: tuple[str, ...] = field(default=())
    """What the table says about itself, line by line."""

    def __contains__(self, accelerator_id: object) -> bool:
        return accelerator_id in self.by_id

    def __getitem__(self, accelerator_id: str) -> Accelerator:
        return self.by_id[accelerator_id]

    def __iter__(self) -> Iterator[Accelerator]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)
