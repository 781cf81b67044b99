"""The world that the matrix walks, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kernel.database import Database
from tests.access.world import World, world_of
from tests.conftest import StoppedClock, runtime_on


@pytest.fixture(scope="session")
def world(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("access")
    path = folder / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    world = world_of(runtime_on(database, folder, StoppedClock()))
    world.whole = pytestconfig.getoption("--long")
    yield world
    database.engine.dispose()
