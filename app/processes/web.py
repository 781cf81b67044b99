"""The web process: granian in front of the application, requests answered by threads.

The application itself is imported by the process under this one, which answers: here it would cost
seconds at each start, and memory ever after.
"""

import argparse
import os

from granian import Granian
from granian.constants import Interfaces

from config.logging import write_logs
from config.settings import Settings

THREADS = 8
"""Requests answered at once: a page is read in milliseconds, and the interpreter runs one."""

PATIENCE_SECONDS = 5
"""How long requests under way may take to end when the process is asked to stop."""


def serve(host: str, port: int) -> None:
    """Answer requests until asked to stop."""
    Granian(
        "app.processes.application:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
        log_dictconfig={"loggers": {"_granian": {"handlers": [], "propagate": True}}},
        respawn_failed_workers=False,  # the supervisor starts the whole process again
        workers_kill_timeout=PATIENCE_SECONDS,
    ).serve()


def main() -> None:
    """Read where to listen, and serve."""
    parser = argparse.ArgumentParser(prog="web", description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    write_logs(Settings.read(os.environ).log_level, process="web")
    serve(arguments.host, arguments.port)


if __name__ == "__main__":
    main()
