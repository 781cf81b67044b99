"""A slice above reads each entry of the kinds that it needs once, in order, and misses none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.ledger import operations
from app.ledger.values import Deed

AT = datetime(2027, 3, 14, 12, tzinfo=UTC)
KINDS = {"treaty_action.recorded", "treaty_action.corrected"}


def append(database: Database, *kinds: str) -> None:
    with database.write(by=SYSTEM) as session:
        deeds = [Deed(kind, "treaty/a", {}) for kind in kinds]
        operations.append(session, deeds, by=SYSTEM, at=AT)


def read(database: Database, *, limit: int = 100, advance: bool = True) -> list[int]:
    """Deal with what there is, as a sweep does: cursor and change in one transaction."""
    with database.write(by=SYSTEM) as session:
        entries = operations.read_from(session, "obligations", KINDS, limit=limit)
        if entries and advance:
            operations.advance(session, "obligations", entries[-1].index)
    return [entry.index for entry in entries]


def read_and_fail(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        entries = operations.read_from(session, "obligations", KINDS, limit=100)
        operations.advance(session, "obligations", entries[-1].index)
        raise ArithmeticError("the change failed after all")


def go_back(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        operations.advance(session, "obligations", -1)


def test_only_the_kinds_asked_for_are_read_each_once(database: Database) -> None:
    append(database, "treaty.loaded", "treaty_action.recorded", "treaty_action.corrected")
    assert read(database) == [1, 2]
    assert read(database) == []
    append(database, "treaty_action.recorded")
    assert read(database) == [3]


def test_what_is_read_in_parts_comes_in_order(database: Database) -> None:
    append(database, *["treaty_action.recorded"] * 5)
    assert [read(database, limit=2) for _ in range(4)] == [[0, 1], [2, 3], [4], []]


def test_what_was_not_dealt_with_is_read_again(database: Database) -> None:
    append(database, "treaty_action.recorded")
    assert read(database, advance=False) == [0]
    with pytest.raises(ArithmeticError):
        read_and_fail(database)
    assert read(database) == [0]


def test_a_cursor_never_goes_back(database: Database) -> None:
    append(database, "treaty_action.recorded")
    read(database)
    with pytest.raises(ValueError, match="never goes back"):
        go_back(database)


def test_readers_and_writers_at_once_neither_miss_nor_repeat(database: Database) -> None:
    def turn(number: int) -> list[int]:
        if number % 2:
            return read(database, limit=3)
        append(database, "treaty_action.recorded", "treaty.loaded")
        return []

    with ThreadPoolExecutor(8) as threads:
        seen = [index for found in threads.map(turn, range(60)) for index in found]
    while found := read(database):
        seen += found
    assert sorted(seen) == list(range(0, 60, 2))
