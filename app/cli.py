"""The commands of daily work: ``python3 -m app COMMAND …``.

Each exits 0 when done, 1 when refused, with a sentence on standard error, and 2 on wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.assembly import assemble, settings_for
from app.commands import (
    copies,
    ledger,
    operations,
    papers,
    people,
    receipts,
    reports,
    seed,
    sweep,
    treaties,
)
from app.kernel.errors import DomainError
from app.migration import keep_current
from config.settings import SettingsError

MODULES = (operations, copies, ledger, papers, people, receipts, reports, seed, sweep, treaties)
"""One a concern; each adds its parsers, and to each its ``run`` or its ``start``."""


class Command(argparse.ArgumentParser):
    """A command; every one takes the folder in which the installation lives."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.add_argument(
            "--data",
            type=Path,
            metavar="DIR",
            default=argparse.SUPPRESS,
            help="the folder that holds the installation's data (default: var)",
        )


def parser() -> argparse.ArgumentParser:
    """Give the parser of every command."""
    whole = Command(prog="python3 -m app", description=__doc__)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in MODULES:
        module.add(commands)
    return whole


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and give the exit status."""
    arguments = parser().parse_args(words)
    try:
        _run(arguments)
    except DomainError as refused:
        return _refuse(*map(str, refused.complaints))
    except SettingsError as wrong:
        return _refuse(str(wrong))
    except OSError as failed:
        return _refuse(_of_the_system(failed))
    except KeyboardInterrupt:
        return 130
    return 0


def _run(arguments: argparse.Namespace) -> None:
    """Start a process with its settings, or run a command on an assembled runtime."""
    folder: Path | None = getattr(arguments, "data", None)
    settings = settings_for(folder, os.environ)
    if start := getattr(arguments, "start", None):
        start(arguments, settings)
        return
    keep_current(settings)
    runtime = assemble(settings)
    try:
        arguments.run(arguments, runtime)
    finally:
        runtime.database.engine.dispose()


def _refuse(*sentences: str) -> int:
    print(*sentences, sep="\n", file=sys.stderr)
    return 1


def _of_the_system(failed: OSError) -> str:
    """Say what the machine refused, and of which file."""
    reason = failed.strerror or str(failed)
    where = f" ({failed.filename})" if failed.filename else ""
    return f"The machine refused: {reason}{where}. Put that right and run the command again."


if __name__ == "__main__":
    sys.exit(main())
