"""Web processes that cost no start: forked from one that has the application ready.

    python -m tests.faults.nursery PORT NUMBER

They share a port, and where one is killed another stands in milliseconds. In all but the server
in front of the application they are what the product starts, which takes seconds for each. The
first request is answered before any is forked: what it makes ready, all of them have.
"""

import os
import socket
import sys
from functools import partial
from typing import NoReturn

from werkzeug.serving import WSGIRequestHandler, make_server

from app.assembly import assemble
from app.factory import create_app
from app.kernel.orphans import end_with_parent
from config.logging import write_logs
from config.settings import Settings


class Quiet(WSGIRequestHandler):
    """Answers, and writes no line about it."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def main() -> NoReturn:
    """Keep so many processes answering, until this one is killed."""
    port, number = map(int, sys.argv[1:])
    end_with_parent(os.getppid())
    write_logs("warning", process="web")
    runtime = assemble(Settings.read(os.environ))
    application = create_app(runtime).wsgi_app
    mother, living = os.getpid(), set[int]()
    with socket.create_server(("127.0.0.1", port), backlog=64) as listening:
        on = partial(
            make_server, "127.0.0.1", port, application, fd=listening.fileno(),
            request_handler=Quiet,
        )  # fmt: skip
        on(threaded=False).handle_request()
        runtime.database.engine.dispose()
        while True:
            while len(living) < number:
                if (child := os.fork()) == 0:
                    end_with_parent(mother)
                    on(threaded=True).serve_forever()
                living.add(child)
            living.discard(os.wait()[0])


if __name__ == "__main__":
    main()
