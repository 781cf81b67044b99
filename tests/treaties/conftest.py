"""The demonstration, loaded once for every test that only reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands.seed import seeded
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock, runtime_on


@pytest.fixture(scope="session")
def demonstration(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runtime]:
    """Give a runtime on the demonstration, which the test may read and must not change."""
    folder = tmp_path_factory.mktemp("demonstration")
    path = folder / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    runtime = runtime_on(database, folder, StoppedClock())
    seeded(runtime)
    yield runtime
    database.engine.dispose()
