"""The matrix is proven: each guard is taken away on its own, and an oracle has to notice."""

from collections.abc import Iterator
from inspect import unwrap

import pytest

from app.kernel.actor import EVERYBODY, PEOPLE
from app.kernel.web import View, open_to
from tests.access.guards import GUARDS, Guard, take_away
from tests.access.oracles import faults, settle, walked
from tests.access.people import BEARERS, SHUT_OUT, WHO
from tests.access.table import TABLE, Key, Line
from tests.access.world import World

NAMED = (*(WHO.keys() - SHUT_OUT), *BEARERS)
"""Who is somebody: those whom a mark that is too wide lets in."""

TWICE = {"GET /account", "POST /account/sessions/<uuid:session_id>/end", "POST /sign-in/again"}
"""Views that ask a second time who is there: without their mark they still let nobody in. That
the mark is gone is noticed by comparing it with the table."""

NARROW = {
    "GET /people/<int:number>",
    "GET /registry/<thing_id>",
    "GET /registry/<thing_id>/edit",
    "POST /registry/<thing_id>/edit",
    "POST /registry/<thing_id>/strike",
    "GET /declarations/<ref>",
    "GET /declarations/<ref>/<int:number>",
    "GET /registry/loads/<uuid:load_id>",
    "GET /reporting/<obligation>/<period>/<code>",
}
"""What finds, of its own, only what one may know of: wider open it still shows nothing more."""


def guarded() -> Iterator[tuple[Key, Line]]:
    return ((key, line) for key, line in TABLE.items() if line.allowed != EVERYBODY)


def missed(world: World, patch: pytest.MonkeyPatch, key: Key, view: View[...], *names: str) -> bool:
    """Say whether no oracle notices that another view stands in a route's place.

    All are sent there, or those who are named, until the first notices.
    """
    with patch.context() as put:
        put.setitem(world.app.view_functions, world.routes[key].endpoint, view)
        return not noticed(world, walked(world, key, *names))


def noticed(world: World, found: Iterator[str]) -> str | None:
    """Give the first fault that an oracle finds."""
    try:
        return next(found, None)
    finally:
        settle(world)


def bare(world: World, key: Key) -> View[...]:
    """Give a route's view without anything that guards it."""
    view: View[...] = unwrap(world.app.view_functions[world.routes[key].endpoint])
    return view


def test_every_mark_that_is_taken_away_is_missed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnoticed = {
        " ".join(key)
        for key, _line in guarded()
        if missed(world, monkeypatch, key, bare(world, key))
    }
    assert unnoticed == TWICE


def test_every_mark_that_lets_too_many_in_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnoticed = {
        " ".join(key)
        for key, line in guarded()
        if line.allowed != PEOPLE
        and missed(world, monkeypatch, key, open_to(*PEOPLE)(bare(world, key)), *NAMED)
    }
    assert unnoticed == NARROW


def test_every_weighty_act_that_asks_for_no_second_factor_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [name for name, who in world.principals.items() if not who.proven]
    for key, line in guarded():
        if line.weighty:
            view = open_to(*line.allowed)(bare(world, key))
            assert not missed(world, monkeypatch, key, view, *late), key


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_every_other_guard_that_is_taken_away_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch, guard: Guard
) -> None:
    with monkeypatch.context() as patch:
        take_away(guard, patch)
        assert noticed(world, faults(world, guard.at))
