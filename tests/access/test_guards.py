"""The matrix is proven: each guard is taken away on its own, and an oracle has to notice."""

from collections.abc import Callable, Iterator

import pytest
from _pytest.mark import ParameterSet

from app.kernel import web
from app.kernel.actor import EVERYBODY, PEOPLE
from tests.access.guards import GUARDS, Guard, forget, take_away
from tests.access.oracles import faults, settle, walked
from tests.access.people import BEARERS, SHUT_OUT, WHO
from tests.access.table import TABLE, Key, Line
from tests.access.world import World

Guarding = Callable[..., None]
ADMIT: Guarding = web._admit

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
    "POST /api/v1/declarations/<ref>/files",
    "POST /api/v1/registry",
    "PUT /api/v1/declarations/<ref>/workbook.xlsx",
    "GET /api/v1/registry/<thing_id>",
    "PATCH /api/v1/registry/<thing_id>",
    "POST /api/v1/registry/<thing_id>/strike",
    "GET /api/v1/declarations/<ref>",
    "GET /api/v1/declarations/<ref>/check",
    "DELETE /api/v1/declarations/<ref>/files/<uuid:file_id>",
    "GET /api/v1/declarations/<ref>/files",
    "GET /api/v1/declarations/<ref>/files/<uuid:file_id>",
    "GET /api/v1/declarations/<ref>/workbook.xlsx",
    "GET /api/v1/declarations/<ref>/receipt.json",
    "GET /api/v1/declarations/<ref>/receipt.pdf",
    "GET /api/v1/declarations/<ref>/versions/<int:number>",
    "PATCH /api/v1/declarations/<ref>",
    "POST /api/v1/declarations",
    "POST /api/v1/declarations/<ref>/amend",
    "POST /api/v1/declarations/<ref>/ask",
    "GET /registry/loads/<uuid:load_id>",
    "GET /reporting/<obligation>/<period>/<code>",
}
"""What finds, of its own, only what one may know of: wider open it still shows nothing more."""


def taking_turns() -> Iterator[ParameterSet]:
    """Give the guards: by default one of three is taken away, in the long run each."""
    for place, guard in enumerate(GUARDS):
        yield pytest.param(guard, marks=[pytest.mark.long] if place % 3 else [])


def guarded() -> Iterator[tuple[Key, Line]]:
    return ((key, line) for key, line in TABLE.items() if line.allowed != EVERYBODY)


def open_wide(_allowed: object, _scope: object) -> None:
    """Let everybody pass, as where a mark was forgotten."""


def open_to_people(_allowed: object, _scope: object) -> None:
    """Let everybody pass who has signed in, as where a mark is too wide."""
    ADMIT(PEOPLE, None)


def ask_for_no_proof() -> None:
    """Let everybody pass, as where a weighty act was not marked as one."""


def missed(world: World, patch: pytest.MonkeyPatch, key: Key, *names: str, **put: Guarding) -> bool:
    """Say whether no oracle notices that a route is guarded otherwise.

    All are sent there, or those who are named, until the first notices.
    """
    with patch.context() as put_in:
        for name, guard in put.items():
            put_in.setattr(web, name, guard)
        return not noticed(world, walked(world, key, *names))


def noticed(world: World, found: Iterator[str]) -> str | None:
    """Give the first fault that an oracle finds."""
    try:
        return next(found, None)
    finally:
        settle(world)


@pytest.mark.long  # a walk of every route; that each mark is the table's, the matrix says
def test_every_mark_that_is_taken_away_is_missed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnoticed = {
        " ".join(key)
        for key, _line in guarded()
        if missed(world, monkeypatch, key, _admit=open_wide, _expect_proof=ask_for_no_proof)
    }
    assert unnoticed == TWICE


@pytest.mark.long  # a walk of every route; that each mark is the table's, the matrix says
def test_every_mark_that_lets_too_many_in_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnoticed = {
        " ".join(key)
        for key, line in guarded()
        if line.allowed != PEOPLE
        and missed(
            world, monkeypatch, key, *NAMED, _admit=open_to_people, _expect_proof=ask_for_no_proof
        )
    }
    assert unnoticed == NARROW


def test_every_weighty_act_that_asks_for_no_second_factor_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [name for name, who in world.principals.items() if not who.proven]
    for key, line in guarded():
        if line.weighty:
            assert not missed(world, monkeypatch, key, *late, _expect_proof=ask_for_no_proof), key


@pytest.mark.parametrize("guard", list(taking_turns()), ids=str)
def test_every_other_guard_that_is_taken_away_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch, guard: Guard
) -> None:
    try:
        with monkeypatch.context() as patch:
            patch.setattr(world, "whole", True)
            take_away(guard, patch)
            assert noticed(world, faults(world, guard.at))
    finally:
        forget()
