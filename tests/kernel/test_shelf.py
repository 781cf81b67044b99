"""A shelf gives what it kept, makes what it lacks, and has room for so many."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

from app.kernel.shelf import Shelf


def test_a_value_is_made_once_for_its_key() -> None:
    shelf: Shelf[int] = Shelf(2)
    numbers = count(1)
    given = [shelf.give(key, lambda: next(numbers)) for key in ("a", "a", ("b", None), "a")]
    assert given == [1, 1, 2, 1]


def test_the_one_asked_for_longest_ago_goes_first() -> None:
    shelf: Shelf[int] = Shelf(2)
    numbers = count(1)
    asked = ["a", "b", "a", "c", "a", "b"]
    given = [shelf.give(key, lambda: next(numbers)) for key in asked]
    assert given == [1, 2, 1, 3, 1, 4]


def test_threads_share_it() -> None:
    shelf: Shelf[str] = Shelf(3)
    with ThreadPoolExecutor(8) as threads:
        found = threads.map(lambda place: shelf.give(place % 5, lambda: str(place % 5)), range(500))
    assert list(found) == [str(place % 5) for place in range(500)]
