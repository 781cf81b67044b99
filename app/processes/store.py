"""Making the store of one folder ready to be served, at little cost when it already is."""

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from app.kernel.errors import Conflict
from app.kernel.revisions import head

SEEDING = "seeding"
"""Stands in the folder while the demonstration is being loaded: an interrupted load goes on."""

SQLITE = "sqlite:///"


def hold(folder: Path) -> int:
    """Take the folder for this process until it ends, and give the lock's descriptor.

    Raises:
        Conflict: another one holds it.

    """
    lock = os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as held:
        raise Conflict.because(
            "The folder %(folder)s is being served already. "
            "Stop that one first, or give another folder with --data.",
            folder=folder,
        ) from held
    return lock


def prepare(folder: Path, url: str, environment: Mapping[str, str], *, empty: bool) -> None:
    """Bring the schema forward, and load the demonstration into a new store unless told not to.

    Each is a command in a process of its own, which says itself what it does.

    Raises:
        subprocess.CalledProcessError: one of them failed, and has said why.

    """
    marker, revision = folder / SEEDING, _revision(url)
    if revision is None and not empty:
        marker.touch()
    if revision != head():
        _command("migrate", folder=folder, environment=environment)
    if marker.exists():
        _command("seed", folder=folder, environment=environment)
        marker.unlink()


def _revision(url: str) -> str | None:
    """Give the revision of a store in a file; of any other, none, so that a command looks."""
    file = Path(url.removeprefix(SQLITE))
    if not url.startswith(SQLITE) or not file.is_file():
        return None
    with closing(sqlite3.connect(file)) as connection:
        if not connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone():
            return None
        row: tuple[str] | None = connection.execute(
            "SELECT version_num FROM alembic_version"
        ).fetchone()
    return row[0] if row else None


def is_rehearsal(url: str) -> bool:
    """Say whether a store in a file is a rehearsal; any other's relay finds out itself."""
    if not url.startswith(SQLITE):
        return False
    with closing(sqlite3.connect(url.removeprefix(SQLITE))) as connection:
        return connection.execute("SELECT 1 FROM rehearsal").fetchone() is not None


def tell_people(folder: Path, environment: Mapping[str, str]) -> None:
    """Say how a demonstration's accounts are opened; of any other store, nothing.

    What is served goes on, whether that could be said or not.
    """
    words = _words("user", "list", "--demonstration", folder=folder)
    subprocess.run(words, env=environment, check=False)  # noqa: S603 (our own program)


def _command(name: str, *, folder: Path, environment: Mapping[str, str]) -> None:
    subprocess.run(_words(name, folder=folder), env=environment, check=True)  # noqa: S603 (our own program)


def _words(*command: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "app.cli", *command, "--data", str(folder)]
