"""Printing a report or a summary at once, on paper as a worker would print it."""

import argparse
import sys
from pathlib import Path

from app.documents import operations as documents
from app.documents.rules import frozen
from app.documents.values import DocumentKind
from app.kernel.actor import SYSTEM
from app.kernel.errors import NotFound
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from app.reports import operations
from app.reports.operations.summaries import summary_facts
from app.reports.queries import house
from app.reports.queries.summaries import Wish
from app.reports.rules.freezing import Facts
from app.reports.values import Question
from app.reports.values.summaries import FIRST_YEAR, LAST_YEAR, Copy


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parser of the command that prints a summary."""
    one = commands.add_parser("summary", help="print one member's compliance summary")
    one.add_argument("participant", metavar="PARTICIPANT", help="its code or its short name")
    one.add_argument(
        "--period",
        type=int,
        choices=range(FIRST_YEAR, LAST_YEAR + 1),
        metavar="YEAR",
        help="the year in which what it shows is due (default: the one that runs)",
    )
    one.add_argument(
        "--copy",
        type=Copy,
        choices=list(Copy),
        default=Copy.STATE,
        help="the participant's own, which is restricted, or the public one (default: state)",
    )
    one.add_argument("-o", dest="file", type=Path, required=True, metavar="FILE.pdf")
    one.set_defaults(run=_summary)


def _summary(arguments: argparse.Namespace, runtime: Runtime) -> None:
    """Print a participant's compliance summary into a file: the bytes a worker would give.

    Raises:
        NotFound: there is no such participant.
        Unprintable: it cannot be printed; nothing is written.
        OSError: the file cannot be written.

    """
    everybody, at = roll(runtime.facts), runtime.clock.now()
    found = everybody.named(arguments.participant)
    if found is None:
        raise NotFound.because(
            "No participant has the code or the name “%(text)s”.", text=arguments.participant
        )
    wish = Wish(arguments.period or runtime.today().year, arguments.copy, found.code)
    with runtime.database.read(by=SYSTEM) as session:
        facts = summary_facts(
            session, found.code, wish, by=SYSTEM, at=at, roll=everybody, house=house(runtime)
        )
    put_on_paper(facts, DocumentKind.COMPLIANCE_SUMMARY, arguments.file)


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
    put_on_paper(facts, DocumentKind.RATIFICATION_STATUS, arguments.file)


def put_on_paper(facts: Facts, kind: DocumentKind, file: Path) -> None:
    """Print facts into a file, and say which they were.

    Raises:
        Unprintable: they cannot be printed; nothing is written.
        OSError: the file cannot be written.

    """
    kept, digest = frozen(facts)
    with documents.press() as press:
        content = documents.printed(kept, kind, on=press)
    _put(file, content)
    sys.stdout.write(f"Printed {file} from the facts with SHA-256 {digest}.\n")


def _put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = file.with_name(f".{file.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
