"""Fragments are rendered once, and the least used go first."""

from app.kernel.fragments import Fragments


def test_a_fragment_is_rendered_once_and_is_safe_markup() -> None:
    calls: list[str] = []
    fragments = Fragments()

    def render() -> str:
        calls.append("rendered")
        return "<b>1</b>"

    assert fragments.give(("mine-ban", 1), render) == "<b>1</b>"
    assert fragments.give(("mine-ban", 1), render).__html__() == "<b>1</b>"
    assert calls == ["rendered"]


def test_the_least_recently_used_fragments_go_first() -> None:
    fragments = Fragments(most_bytes=2)
    fragments.give("a", lambda: "1")
    fragments.give("b", lambda: "2")
    fragments.give("a", lambda: "not rendered again")
    fragments.give("c", lambda: "3")
    assert fragments.give("a", lambda: "x") == "1"
    assert fragments.give("b", lambda: "again") == "again"


def test_a_fragment_larger_than_the_room_is_given_and_not_kept() -> None:
    fragments = Fragments(most_bytes=1)
    assert fragments.give("a", lambda: "large") == "large"
    assert fragments.give("a", lambda: "fresh") == "fresh"
