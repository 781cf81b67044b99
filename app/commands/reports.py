"""Printing a report at once, on paper as a worker would print it."""

import argparse
import sys
from pathlib import Path

from app.documents import operations as documents
from app.documents.rules import frozen
from app.documents.values import DocumentKind
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from app.reports import operations
from app.reports.values import Question


def write(arguments: argparse.Namespace, runtime: Runtime) -> None:
    """Print a treaty's ratification status report into a file: the bytes a worker would give.

    Raises:
        NotFound: there is no such treaty.
        Unprintable: it cannot be printed; nothing is written.
        OSError: the file cannot be written.

    """
    today = runtime.today()
    question = Question(arguments.as_of or today, arguments.known_on or today)
    publisher = operations.published_by(runtime)
    with runtime.database.read(by=SYSTEM) as session:
        facts = operations.status_facts(
            session,
            arguments.treaty,
            question,
            roll=roll(runtime.facts),
            publisher=publisher,
        )
    kept, digest = frozen(facts)
    with documents.press() as press:
        content = documents.printed(kept, DocumentKind.RATIFICATION_STATUS, on=press)
    _put(arguments.file, content)
    sys.stdout.write(f"Printed {arguments.file} from the facts with SHA-256 {digest}.\n")


def _put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = file.with_name(f".{file.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
