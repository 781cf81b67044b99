"""Heartbeats: a worker and the beat say that they are alive, and a tick that it came through."""

import os
import subprocess
import sys
from datetime import datetime

import structlog
from celery import Task, signals
from celery.worker.heartbeat import Heart

from app.desk import operations
from app.desk.rules import PRINTS, due
from app.desk.values import Reporter
from app.kernel.actor import SYSTEM
from app.kernel.errors import Unavailable
from app.kernel.orphans import end_with_parent
from config.schedule import TICK
from workers.process import runtime

log = structlog.get_logger(__name__)

PROBE = (sys.executable, "-c", "import app.documents.press")
"""Loads what the print child loads, in a process of its own: it fails without the libraries."""

_reported: dict[str, datetime] = {}
"""When this process last wrote each of its heartbeats."""


class _Probe:
    """Finds out once, without holding anything up, whether the PDF libraries are there."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.answer: str | None = None

    def ask(self) -> str | None:
        """Give the answer once there is one; the first call begins to look for it."""
        if self.answer is None and self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 (our own program)
                PROBE,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        elif self._process is not None and (status := self._process.poll()) is not None:
            self.answer, self._process = PRINTS if status == 0 else "no", None
        return self.answer


_probe = _Probe()


def alive(name: str, kind: Reporter, *, printing: str | None = None) -> None:
    """Report that a process is alive, unless it has just done so.

    Where the database is away there is nobody to tell; the process goes on with its work.
    """
    at = runtime().clock.now()
    if not due(_reported.get(name), at=at):
        return
    try:
        with runtime().database.write(by=SYSTEM) as session:
            operations.report(session, name, kind, at=at, printing=printing)
    except Unavailable:
        log.warning("heartbeat not written", kind=kind)
        return
    _reported[name] = at


@signals.heartbeat_sent.connect
def worker_alive(sender: Heart, **_from_celery: object) -> None:
    """Report a worker, which beats only while its connection to the queue stands."""
    alive(str(sender.eventer.hostname), Reporter.WORKER, printing=_probe.ask())


@signals.task_success.connect
def ticked(sender: Task, **_from_celery: object) -> None:
    """Report that the scheduler's call came through the queue and was answered."""
    if sender.name == TICK:
        alive(TICK, Reporter.TICK)


@signals.worker_process_init.connect
def follow_the_worker(**_from_celery: object) -> None:
    """Have a pool's process end with its worker, even when that is killed outright."""
    end_with_parent(os.getppid())
