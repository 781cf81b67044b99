"""What all summaries cost beside WeasyPrint alone on the same HTML, and what the same batch again.

    .venv/bin/python -m bench.summaries 2>/dev/null

Processor time of one run, children included, on a store in a temporary folder: the demonstration,
and a few years of duties for 195 participants. ``batch`` gathers the facts, prints each summary as
a worker does, and packs them; ``alone`` is a loop that hands the finished HTML to WeasyPrint.
``again`` is the same batch asked for once more, ``later`` after the ledger has grown by an entry
that changes no summary. Give a number to measure with as many participants.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from time import process_time
from uuid import uuid4

from sqlalchemy import insert, select

from app import routine
from app.commands.seed import seeded
from app.deadlines.models import Deadline
from app.deadlines.values import Outcome
from app.documents import operations as documents
from app.documents.models import Document
from app.documents.press import Press
from app.documents.values import DocumentKind
from app.kernel.actor import SYSTEM
from app.kernel.child import Child
from app.kernel.clock import end_of_day
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.migration import migrate
from app.obligations.models import Duty
from app.obligations.values import DEADLINE, Basis, subject_of
from app.participants.queries import roll
from app.participants.values import ParticipantKind
from app.reports.models import SummaryItem
from app.reports.operations import batches
from app.reports.values.summaries import Copy
from config.logging import write_logs
from tests.conftest import StoppedClock, runtime_on

MOST, MOST_AGAIN = 1.05, 0.02
STATES = 195
CODES, YEARS = ("f1", "f2", "f4", "f5", "f6"), range(2023, 2026)
NOON = datetime(2027, 3, 14, 12, tzinfo=UTC)

ALONE = """
import sys, pathlib, weasyprint
for page in sorted(pathlib.Path(sys.argv[1]).glob("*.html")):
    html = weasyprint.HTML(string=page.read_text(encoding="utf-8"))
    html.write_pdf(f"{page}.pdf", pdf_variant="pdf/ua-1")
"""


def main() -> int:
    """Measure, print the ratios, and say by the exit code whether they are kept."""
    write_logs("info", process="web")  # to standard error, as the product does
    states = int(sys.argv[1]) if len(sys.argv) > 1 else STATES
    with tempfile.TemporaryDirectory() as folder:
        runtime = filled(Path(folder), states)
        whole = spent(lambda: printed(runtime, "1"))
        pages = Path(folder, "pages")
        count = written(runtime, pages)
        alone = spent(lambda: loop(pages))
        again = spent(lambda: printed(runtime, "2"))
        with runtime.database.write(by=SYSTEM) as session:
            ledger.append(session, [Deed("other", "other", {})], by=SYSTEM, at=NOON)
        later = spent(lambda: printed(runtime, "3"))
        runtime.database.engine.dispose()
    print(f"{count} summaries: batch {whole:.1f} s, alone {alone:.1f} s, "
          f"ratio {whole / alone:.2f} (at most {MOST})")  # fmt: skip
    print(f"again {again:.2f} s, {again / whole:.4f} of the first (at most {MOST_AGAIN})")
    print(f"later, facts unchanged {later:.2f} s, {later / whole:.4f} of the first")
    return int(whole / alone > MOST or again / whole > MOST_AGAIN)


def filled(folder: Path, states: int) -> Runtime:
    """Give a runtime on the demonstration, with duties for so many participants."""
    url = f"sqlite:///{folder / 'register.db'}"
    migrate(url)
    runtime = runtime_on(Database(url), folder, StoppedClock())
    seeded(runtime)
    routine.reckon(runtime, NOON)
    today = runtime.today()
    codes = [
        each.code
        for each in roll(runtime.facts).existing(today)
        if each.kind is ParticipantKind.STATE
    ]
    with runtime.database.write(by=SYSTEM) as session:
        there = {tuple(row) for row in session.execute(select(*KEY))}
        rows = list(duties(codes[:states], runtime, there))
        session.execute(insert(Deadline), [deadline for deadline, _ in rows])
        session.execute(insert(Duty), [duty for _, duty in rows])
    return runtime


KEY = (Duty.obligation, Duty.participant, Duty.period)


def duties(
    codes: list[str], runtime: Runtime, there: set[tuple[str, ...]]
) -> Iterator[tuple[dict[str, object], ...]]:
    """Give every deadline with its duty: most in time, every fifth late, every eleventh missing."""
    for number, (obligation, year, code) in enumerate(product(CODES, YEARS, codes)):
        if (obligation, code, str(year)) in there:
            continue
        due_at, id_ = end_of_day(date(year + 1, 3, 31), runtime.seat), uuid4()
        met_at = due_at + timedelta(days=9 if number % 5 == 0 else -9)
        met = number % 11 != 0
        deadline = {
            "id": id_, "kind": DEADLINE, "subject": subject_of(obligation, code, str(year)),
            "due_at": due_at, "original_due_at": due_at, "facts": {}, "link": "",
            "met_at": met_at if met else None, "outcome": Outcome.FILED if met else None,
            "set_at": NOON, "version": 1,
        }  # fmt: skip
        duty = {
            "id": uuid4(), "obligation": obligation, "participant": code, "period": str(year),
            "deadline_id": id_, "basis": Basis.PARTY, "opens_on": date(year, 12, 31),
            "recorded_on": date(year, 1, 1), "version": 1,
        }  # fmt: skip
        yield deadline, duty


def printed(runtime: Runtime, occasion: str) -> None:
    """Make a batch from its asking to its archive, by the steps of the workers."""
    with runtime.database.write(by=SYSTEM) as session:
        number = batches.begin(
            session, year=2026, copy=Copy.STATE, occasion=occasion, by=SYSTEM, at=NOON
        )
    routine.gather_summaries(runtime, number, NOON)
    with documents.press() as press:
        while print_owed(runtime, press):
            pass
    routine.pack_summaries(runtime, number, NOON)


def print_owed(runtime: Runtime, press: Child) -> int:
    """Owe the next prints and print them; say how many there were."""
    routine.owe_summaries(runtime, NOON)
    summaries = Document.kind == DocumentKind.COMPLIANCE_SUMMARY
    with runtime.database.read(by=SYSTEM) as session:
        waiting = select(Document.id).where(summaries, Document.ready_at.is_(None))
        owed = session.scalars(waiting).all()
    for document_id in owed:
        with runtime.database.write(by=SYSTEM) as session:
            document = documents.claim(session, document_id, at=NOON)
        if document is None:
            raise RuntimeError("a print is held by somebody else")
        outcome = documents.attempt(document, on=press, storage=runtime.storage)
        with runtime.database.write(by=SYSTEM) as session:
            documents.close(session, document, outcome, at=NOON)
    return len(owed)


def written(runtime: Runtime, folder: Path) -> int:
    """Write the HTML of every summary into a folder; say how many there are."""
    press = Press(documents.FOLDER_OF_FONTS)
    folder.mkdir()
    with runtime.database.read(by=SYSTEM) as session:
        kept = session.scalars(
            select(Document).join(SummaryItem, SummaryItem.document_id == Document.id)
        ).all()
    for each in kept:
        (folder / f"{each.id}.html").write_text(press.page(each.kind, each.facts), encoding="utf-8")
    return len(kept)


def loop(folder: Path) -> None:
    """Print every page of a folder by a few lines around WeasyPrint, in a process of its own."""
    fonts = {"FONTCONFIG_FILE": str(documents.FOLDER_OF_FONTS / "fonts.conf")}
    words = [sys.executable, "-c", ALONE, str(folder)]
    subprocess.run(words, check=True, env=os.environ | fonts)  # noqa: S603 (our own program)


def spent(work: Callable[[], None]) -> float:
    """Give the processor seconds that some work took, in this process and in those it started."""
    begun, before = process_time(), _children()
    work()
    return process_time() - begun + _children() - before


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main())
