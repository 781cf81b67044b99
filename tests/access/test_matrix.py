"""Nobody sees or does what they may not: every route, method and principal, under every oracle."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from app.kernel.database import Database
from tests.access.deeds import Deed
from tests.access.oracles import done, every_fault, interference
from tests.access.posted import DEEDS
from tests.access.refusals import FORBIDDEN, FOREIGN
from tests.access.table import TABLE
from tests.access.world import World, world_of
from tests.conftest import KINDS, StoppedClock, runtime_on


def test_every_route_has_a_line_in_the_table_and_its_mark_says_what_the_line_says(
    world: World,
) -> None:
    missing = [
        f"a line in tests/access/table.py for {' '.join(key)}"
        for key in world.routes.keys() - TABLE.keys()
    ]
    gone = [f"no such route: {' '.join(key)}" for key in TABLE.keys() - world.routes.keys()]
    assert missing + gone == []
    for key, rule in world.routes.items():
        view = world.app.view_functions[rule.endpoint]
        assert getattr(view, "open_to", None) == TABLE[key].allowed, key


def test_whoever_asks_gets_what_the_table_says_and_sees_tells_and_changes_nothing_else(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert every_fault(world) == []
    assert [word for word in world.things.canaries if word in caplog.text] == []
    assert world.changes() == ""


@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_who_may_do_it_changes_the_rows_that_are_meant_and_no_other(
    world: World, deed: Deed
) -> None:
    assert list(done(world, deed)) == []


def test_everything_that_can_be_done_is_tried() -> None:
    changing = {key for key in TABLE if key[0] != "GET" and "/probe" not in key[1]}
    assert changing - {deed.key for deed in DEEDS} == set()


def test_a_form_that_another_site_sends_in_somebodys_name_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(world.app.config, "WTF_CSRF_METHODS", ["POST"])
    for deed in DEEDS:
        if not deed.key[1].startswith("/api/"):
            forged = replace(deed, status=422, changes="")
            assert list(done(world, forged)) == []


@pytest.mark.long
@pytest.mark.parametrize("database_url", KINDS[1:], indirect=True)
def test_what_is_forbidden_and_what_is_anothers_is_so_on_postgresql_too(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    world = world_of(runtime_on(database, tmp_path, clock))
    assert [fault for deed in FORBIDDEN for fault in done(world, deed)] == []
    assert [fault for foreign in FOREIGN for fault in interference(world, foreign)] == []
