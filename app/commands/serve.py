"""Everything at once on one machine: the store made ready, then all processes under supervision."""

import argparse
import fcntl
import os
import subprocess
import sys
from pathlib import Path

from app.assembly import VAR, assemble, current
from app.desk.operations import mark_demonstration
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Conflict
from app.processes.ports import check_free
from app.schema import Standing, standing
from config.folder import settings_of
from config.settings import Settings

SEEDING = "seeding"
"""Stands in the folder while the demonstration is being loaded: an interrupted load goes on."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command's parser."""
    parser = commands.add_parser("serve", help="set everything up and run it on this machine")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on")
    parser.add_argument(
        "--empty", action="store_true", help="start a new store without the demonstration"
    )
    parser.set_defaults(start=_serve)


def _serve(arguments: argparse.Namespace, _settings: Settings) -> None:
    """Make the store ready and become the supervisor, which holds nothing but its processes."""
    folder: Path = getattr(arguments, "data", VAR).absolute()
    address = f"http://localhost:{arguments.port}"
    settings = settings_of(folder, os.environ, public_url=address)
    check_free(arguments.host, arguments.port)
    _hold(folder)
    _prepare(folder, settings, empty=arguments.empty)
    words = [sys.executable, "-m", "app.processes", "--host", arguments.host]
    words += ["--port", str(arguments.port), "--data", str(folder)]
    os.execve(words[0], words, os.environ | settings.environment())  # noqa: S606 (our own program)


def _hold(folder: Path) -> None:
    """Take the folder for this process; the supervisor it becomes holds it until it ends.

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
    os.set_inheritable(lock, True)  # noqa: FBT003 (the standard library's own signature)


def _prepare(folder: Path, settings: Settings, *, empty: bool) -> None:
    """Bring the schema forward, and load the demonstration into a new store."""
    marker = folder / SEEDING
    database = Database(settings.database_url)
    with database.read(by=SYSTEM) as session:
        fresh = standing(session) is Standing.MISSING
    database.engine.dispose()
    if fresh and not empty:
        marker.touch()
    current(settings)
    runtime = assemble(settings)
    if marker.exists():
        with runtime.database.write(by=SYSTEM) as session:
            mark_demonstration(session, at=runtime.clock.now())
        _seed(folder)
        marker.unlink()
    runtime.database.engine.dispose()


def _seed(folder: Path) -> None:
    """Load the demonstration in a process of its own, which says what it does."""
    words = [sys.executable, "-m", "app.cli", "seed", "--data", str(folder)]
    status = subprocess.run(words, check=False).returncode  # noqa: S603 (our own program)
    if status:
        sys.exit(status)
