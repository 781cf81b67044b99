"""The demonstration, loaded once for every test that only reads."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kernel.database import Database
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock, runtime_on


@pytest.fixture(scope="session")
def demonstration(
    demonstrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runtime]:
    """Give a runtime on the demonstration, which the test may read and must not change."""
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copytree(demonstrated, folder, dirs_exist_ok=True)
    database = Database(f"sqlite:///{folder / 'test.db'}")
    yield runtime_on(database, folder, StoppedClock())
    database.engine.dispose()
