"""A register with the demonstration in it, which each test may change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands.seed import seeded
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock, runtime_on


@pytest.fixture(scope="session")
def seeded_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database file with the demonstration, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("seeded")
    path = folder / "seeded.db"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    seeded(runtime_on(database, folder, StoppedClock()))
    database.engine.dispose()
    return path


@pytest.fixture
def register(seeded_file: Path, tmp_path: Path, clock: StoppedClock) -> Iterator[Runtime]:
    """Give a runtime on a demonstration of the test's own."""
    path = tmp_path / "register.db"
    shutil.copyfile(seeded_file, path)
    database = Database(f"sqlite:///{path}")
    yield runtime_on(database, tmp_path, clock)
    database.engine.dispose()
