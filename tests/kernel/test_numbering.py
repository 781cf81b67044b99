"""Numbers are taken without gaps and without repeats, however many take them at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.kernel import numbering
from app.kernel.actor import SYSTEM
from app.kernel.database import Database


def take(database: Database, series: str, *, count: int = 1) -> int:
    with database.write(by=SYSTEM) as session:
        return numbering.take(session, series, count=count)


def take_and_fail(database: Database, series: str) -> None:
    with database.write(by=SYSTEM) as session:
        assert numbering.take(session, series) == 2
        numbering.take(session, series, count=0)


def test_a_series_begins_at_one_and_each_has_its_own(database: Database) -> None:
    assert [take(database, "GAIMA/DN/2027") for _ in range(3)] == [1, 2, 3]
    assert take(database, "GAIMA/WG.1/2027") == 1


def test_several_numbers_are_taken_at_once_and_the_first_is_given(database: Database) -> None:
    assert [take(database, "a", count=count) for count in (1, 5, 2, 1)] == [1, 2, 7, 9]


def test_what_is_rolled_back_gives_its_number_back(database: Database) -> None:
    take(database, "a")
    with pytest.raises(ValueError, match="at least one"):
        take_and_fail(database, "a")
    assert take(database, "a") == 2


@pytest.mark.parametrize("count", [0, -1])
def test_no_number_cannot_be_taken(database: Database, count: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        take(database, "a", count=count)


def test_many_writers_leave_neither_gap_nor_repeat(database: Database) -> None:
    counts = [1, 2, 3] * 20
    with ThreadPoolExecutor(12) as writers:
        firsts = list(writers.map(lambda count: take(database, "new", count=count), counts))
    taken = [
        number
        for first, count in zip(firsts, counts, strict=True)
        for number in range(first, first + count)
    ]
    assert sorted(taken) == list(range(1, sum(counts) + 1))
