"""A register with the demonstration in it, which each test may change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kernel.database import Database
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock, runtime_on


@pytest.fixture
def register(demonstrated: Path, tmp_path: Path, clock: StoppedClock) -> Iterator[Runtime]:
    """Give a runtime on a demonstration of the test's own."""
    path = tmp_path / "register.db"
    shutil.copyfile(demonstrated / "test.db", path)
    database = Database(f"sqlite:///{path}")
    yield runtime_on(database, tmp_path, clock)
    database.engine.dispose()
