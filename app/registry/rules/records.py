"""What the ledger commits to, what has changed between two versions, and who refers to whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.registry.values import PARTICULARS, Thing, Written

KIND = "registry.recorded"
"""The ledger's one word for every change: its entries are public, and what a state keeps here is
not. That it keeps a model or a run, and how many, is the state's own to tell."""


def subject(participant: str, change: int) -> str:
    """Give what the ledger calls a change: ``registry/CAN/17``, the seventeenth of Canada's.

    A load is one change, however many things it brings.
    """
    return f"registry/{participant}/{change}"


def content_of(
    key: str, version: int, written: Written, *, struck: bool, reason: str
) -> dict[str, Any]:
    """Give what the ledger is told of a version."""
    return {
        "id": key,
        "version": version,
        "written": dict(written),
        "struck": struck,
        "reason": reason,
    }


def committed(records: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Give what the ledger's entry about a change commits to: the one version that it brought, or
    all of them, in the order of the things' numbers.
    """
    return records[0] if len(records) == 1 else {"records": list(records)}


def differences(before: Written, after: Thing) -> list[tuple[str, str, str]]:
    """Give what one version changed: the particular, what stood there before, and what since."""
    names = [particular.name for particular in PARTICULARS[after.kind]]
    pairs = [(name, before.get(name, ""), after.written.get(name, "")) for name in names]
    return [pair for pair in pairs if pair[1] != pair[2]]


def referring(things: Iterable[Thing], key: str) -> Iterator[Thing]:
    """Give those of the things that name another by its identifier."""
    for thing in things:
        shapes = {each.name: each.shape for each in PARTICULARS[thing.kind]}
        if any(text == key and shapes[name].refers_to for name, text in thing.written.items()):
            yield thing


def by_key(things: Iterable[Thing]) -> Mapping[str, Thing]:
    """Give things by their identifiers."""
    return {str(thing.id): thing for thing in things}
