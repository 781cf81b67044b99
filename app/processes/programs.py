"""How each process of an installation is started: its name and its command line."""

import sys
from dataclasses import dataclass
from pathlib import Path

CELERY = (sys.executable, "-m", "celery", "--app", "workers.celery", "--quiet")


@dataclass(frozen=True, slots=True)
class Program:
    """One process: the name that people read, and the words that start it."""

    name: str
    words: tuple[str, ...]


def web(host: str, port: int) -> Program:
    """Give the process that serves pages and the API."""
    return Program(
        "web", (sys.executable, "-m", "app.processes.web", "--host", host, "--port", str(port))
    )


def worker(name: str | None = None, concurrency: int | None = None) -> Program:
    """Give the process that does what is owed, under a name of its own where several run."""
    words = [*CELERY, "worker", "--loglevel", "warning", "--without-gossip", "--without-mingle"]
    words += ["--hostname", f"{name or 'worker'}@%h"]
    if concurrency is not None:
        words += ["--concurrency", str(concurrency)]
    return Program("worker", tuple(words))


def relay() -> Program:
    """Give the process that sends letters; of several one at a time has its turn."""
    return Program("relay", (sys.executable, "-m", "app.processes.relay"))


def beat() -> Program:
    """Give the process that calls for what is due; its schedule is in memory, never in a file."""
    words = [*CELERY, "beat", "--loglevel", "warning", "--pidfile", ""]
    words += ["--scheduler", "workers.beat:Reporting"]
    return Program("beat", tuple(words))


def queue(server: Path, folder: Path, socket: Path) -> Program:
    """Give the queue of one machine: on a private socket, every change kept in a file."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    words = [str(server)]
    for name, value in options.items():
        words += [f"--{name}", value]
    return Program("queue", tuple(words))
