"""The tables that spreadsheets get: of what is asked for, of one kind to be changed and handed in
again, and of accelerator types.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date
from decimal import Decimal

from app.registry.values import PARTICULARS, AcceleratorTable, Kind, Thing

Cell = str | int | Decimal | date | None

FIRST = ("id", "participant", "kind", "name")
LAST = ("struck", "version", "recorded_at")

ACCELERATORS = (
    "id", "maker", "name", "dense_16_flop_s", "dense_8_flop_s", "dense_4_flop_s", "tdp_w", "source",
)  # fmt: skip


def header(kind: Kind | None) -> tuple[str, ...]:
    """Give the columns of a list: of one kind all that is written down, else what all have."""
    return (*FIRST, *_further(kind), *LAST)


def rows(things: Iterable[Thing], kind: Kind | None) -> Iterator[tuple[Cell, ...]]:
    """Give one row a thing, in the columns of ``header``; instants are in UTC."""
    for thing in things:
        yield (
            str(thing.id),
            thing.participant,
            thing.kind.value,
            thing.name,
            *(thing.written.get(name) for name in _further(kind)),
            "yes" if thing.struck else "no",
            thing.version,
            thing.recorded_at.astimezone(UTC).isoformat(timespec="seconds"),
        )


def load_header(kind: Kind) -> tuple[str, ...]:
    """Give the columns of a file by which things of a kind are entered and changed."""
    return ("id", *(each.name for each in PARTICULARS[kind]))


def load_rows(things: Iterable[Thing], kind: Kind) -> Iterator[tuple[Cell, ...]]:
    """Give one row a thing, in the columns of ``load_header``."""
    for thing in things:
        yield (str(thing.id), *(thing.written.get(each.name) for each in PARTICULARS[kind]))


def accelerator_rows(table: AcceleratorTable) -> Iterator[tuple[Cell, ...]]:
    """Give one row a type, in the columns of ``ACCELERATORS``."""
    for each in table:
        yield (
            each.id, each.maker, each.name, each.dense_16, each.dense_8, each.dense_4, each.tdp_w,
            each.source,
        )  # fmt: skip


def _further(kind: Kind | None) -> tuple[str, ...]:
    if kind is None:
        return ()
    return tuple(each.name for each in PARTICULARS[kind] if each.name != "name")
