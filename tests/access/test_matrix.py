"""Nobody sees what they may not: every route, method and principal, and the matrix's own proof."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kernel.actor import EVERYBODY, VISITOR, Role
from app.kernel.database import Database
from tests.access.addresses import ABSENT
from tests.access.oracles import Cell, faults, interference, marks, rows_of
from tests.access.world import World, world_of
from tests.conftest import StoppedClock, runtime_on


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("access")
    path = folder / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield world_of(runtime_on(database, folder, StoppedClock()))
    database.engine.dispose()


def cells(world: World) -> Iterator[Cell]:
    """Give every cell that changes nothing: all that is refused, and all reading."""
    allowed = marks(world)
    for rule, method in rows_of(world):
        for who in world.principals:
            cell = Cell(rule, method, who, allowed[rule.endpoint])
            if cell.refused or method == "GET":
                yield cell


def test_every_answer_is_what_the_views_mark_says_and_shows_and_changes_nothing_else(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        found = [fault for cell in cells(world) for fault in faults(world, cell)]
    assert found == []
    assert not any(canary in caplog.text for canary in [*world.people, world.letter])


def test_a_foreign_thing_is_told_from_nothing_by_nobody_who_may_not_know_it(world: World) -> None:
    other = next(p.number for p in world.people.values() if p.participant == "CAN")
    foreign = dict(ABSENT) | dict(world.there) | {"number": other}
    found: list[str] = []
    for cell in cells(world):
        abroad = cell.who.actor.participant == "JPN" and "/people/<int" in cell.rule.rule
        if cell.rule.arguments and ((cell.refused and cell.allowed != EVERYBODY) or abroad):
            found += interference(world, cell, foreign)
    assert found == []


def test_every_guard_that_is_taken_away_is_missed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded = {name: mark for name, mark in marks(world).items() if mark != EVERYBODY}
    assert len(guarded) >= 20
    missed = []
    for rule, method in rows_of(world):
        if method != "GET" or rule.endpoint not in guarded:
            continue
        visitor = Cell(rule, method, world.principals[0], guarded[rule.endpoint])
        assert visitor.who.actor == VISITOR
        assert Role.VISITOR not in visitor.allowed
        with monkeypatch.context() as patch:
            view = world.app.view_functions[rule.endpoint]
            patch.setitem(world.app.view_functions, rule.endpoint, vars(view)["__wrapped__"])
            if not list(faults(world, visitor)):
                missed.append(rule.rule)
    assert missed == ["/account"]  # which asks who is there a second time, in the view itself
