"""Running an installation: everything at once, one process each, and its schema."""

import argparse
import os

from app.assembly import assemble
from app.kernel.errors import Conflict
from app.migration import keep_current, migrate
from app.processes import programs
from app.processes.ports import check_free
from config.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parsers of these commands."""
    web = commands.add_parser("web", help="serve the pages and the API (one process)")
    _where(web)
    web.set_defaults(start=_web)
    worker = commands.add_parser("worker", help="do what is owed: prints, letters (one process)")
    worker.add_argument("--name", help="its name, where several run on one machine")
    worker.add_argument("--concurrency", type=int, help="how much it does at once")
    worker.set_defaults(start=_worker)
    beat = commands.add_parser("beat", help="call for what is due (one an installation)")
    beat.set_defaults(start=_beat)
    relay = commands.add_parser("relay", help="send the letters in the spool (one a host at most)")
    relay.set_defaults(start=_relay)
    schema = commands.add_parser("migrate", help="make or bring forward the database's tables")
    schema.set_defaults(start=_migrate)


def _where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on")


def _web(arguments: argparse.Namespace, settings: Settings) -> None:
    check_free(arguments.host, arguments.port)
    _become(programs.web(arguments.host, arguments.port), settings)


def _worker(arguments: argparse.Namespace, settings: Settings) -> None:
    _become(programs.worker(arguments.name, arguments.concurrency), settings)


def _beat(_arguments: argparse.Namespace, settings: Settings) -> None:
    _become(programs.beat(), settings)


def _relay(_arguments: argparse.Namespace, settings: Settings) -> None:
    keep_current(settings)
    runtime = assemble(settings)
    runtime.database.engine.dispose()
    if runtime.rehearsal:
        raise Conflict.because("This store is a rehearsal. It has no relay: nothing leaves it.")
    _become(programs.relay(), settings)


def _become(program: programs.Program, settings: Settings) -> None:
    """Check that the store is this program's, then turn into the process itself."""
    keep_current(settings)
    assemble(settings).database.engine.dispose()
    os.execve(program.words[0], program.words, os.environ | settings.environment())  # noqa: S606 (our own program)


def _migrate(_arguments: argparse.Namespace, settings: Settings) -> None:
    migrate(settings.database_url)
