"""What is kept, for how long, and what it costs to ask again."""

from threading import Barrier, Thread

from app.kernel.kept import Kept


def test_a_value_is_made_once_for_its_key() -> None:
    kept: Kept[int] = Kept(4)
    made: list[str] = []

    def make() -> int:
        made.append("made")
        return 7

    assert [kept.give("a", make), kept.give("a", make)] == [7, 7]
    assert made == ["made"]


def test_nothing_is_a_value_too() -> None:
    kept: Kept[str | None] = Kept(4)
    assert kept.give("a", lambda: None) is None
    assert kept.give("a", lambda: "made again") is None


def test_the_least_recently_used_value_goes_first() -> None:
    kept: Kept[str] = Kept(2)
    for key in ("a", "b", "a", "c"):
        kept.give(key, lambda: "first")
    assert [kept.give(key, lambda: "second") for key in ("a", "c", "b")] == [
        "first",
        "first",
        "second",
    ]


def test_a_value_larger_than_the_room_is_given_and_not_kept() -> None:
    kept: Kept[str] = Kept(3, weigh=len)
    assert kept.give("a", lambda: "long") == "long"
    assert kept.give("a", lambda: "new") == "new"


def test_threads_that_ask_at_once_all_get_the_value() -> None:
    kept: Kept[int] = Kept(4)
    together = Barrier(8)
    given: list[int] = []

    def ask() -> None:
        together.wait()
        given.append(kept.give("a", lambda: 7))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == [7] * 8
    assert kept._taken == 1
