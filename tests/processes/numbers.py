"""Processes by their numbers, as Linux tells of them."""

from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def alive(number: int) -> bool:
    """Say whether a process runs: it is there, and not only waiting to be noticed as dead."""
    try:
        state = (PROC / str(number) / "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


def children(number: int) -> set[int]:
    """Give the numbers of a process's own children."""
    try:
        return set(
            map(int, (PROC / str(number) / "task" / str(number) / "children").read_text().split())
        )
    except (FileNotFoundError, ProcessLookupError):
        return set()


def descendants(number: int) -> set[int]:
    """Give the numbers of a process's children, and of theirs, and so on."""
    own = children(number)
    return own.union(*map(descendants, own))


def any_alive(numbers: Iterable[int]) -> bool:
    """Say whether one of the processes runs."""
    return any(map(alive, numbers))
