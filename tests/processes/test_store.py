"""Making the store of one folder ready to be served."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from app.desk.queries import is_demonstration
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Conflict
from app.processes import store
from config.folder import settings_of


def test_a_folder_is_served_once_at_a_time(tmp_path: Path) -> None:
    lock = store.hold(tmp_path)
    with pytest.raises(Conflict, match="is being served already"):
        store.hold(tmp_path)
    os.close(lock)
    os.close(store.hold(tmp_path))


def test_a_store_that_is_current_is_left_alone(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(sqlite_template, tmp_path / "register.db")
    monkeypatch.setattr(subprocess, "run", None)  # whoever starts anything fails
    settings = settings_of(tmp_path, {})
    store.prepare(tmp_path, settings.database_url, settings.environment(), empty=False)


def test_a_new_store_gets_its_tables_and_stays_empty_if_asked(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, {})
    environment = os.environ | settings.environment()
    store.prepare(tmp_path, settings.database_url, environment, empty=True)
    assert not (tmp_path / store.SEEDING).exists()
    database = Database(settings.database_url)
    with database.read(by=SYSTEM) as session:
        assert not is_demonstration(session)
    database.engine.dispose()
