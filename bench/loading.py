"""What taking in a workbook of 10,000 rows costs beside openpyxl's own reading of the same file.

    .venv/bin/python -m bench.loading 2>/dev/null

Ratios of processor time, children included, medians of runs that take turns, on stores in a
temporary folder. ``reading`` is openpyxl alone, as it reads unless told otherwise: the workbook
opened with ``data_only``, and every cell's value given; by it the promise is judged. ``streaming``
is its ``read_only`` way, which keeps nothing and is told beside it. ``loading`` is the product's,
from the bytes that were handed in to what is kept: ``form`` is a declaration of transfers (F4) that
fills a draft, ``registry`` one of operators that become things in the register, sealed in the
ledger.
What was loaded before is kept from the collector of garbage, as in a web process.
"""

import gc
import io
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copyfile
from uuid import uuid4

from openpyxl import load_workbook

from app.declarations.forms import published
from app.declarations.forms.workbooks import workbook
from app.declarations.operations import loading
from app.declarations.queries import chains, drafts
from app.kernel.database import Database
from app.kernel.tables_out import as_xlsx
from app.kernel.workbooks_in import workbook as opened
from app.migration import migrate
from app.participants.queries import roll
from app.registry import operations
from app.registry.forms import loads
from app.registry.rules.export import load_header
from app.registry.values import Kind
from config.logging import write_logs
from tests.declarations.filing import AT, DRAFTER, FACTS, TODAY, begun, hand

ROWS = 10_000
ROUNDS = 5
MOST = 1.5
TRANSFERS = published("F4")


@dataclass(frozen=True, slots=True)
class Case:
    """A workbook, and how the product takes it in."""

    content: bytes
    take: Callable[[Database, bytes], None]


def main() -> int:
    """Measure, print the ratios, and say by the exit code whether they are kept."""
    write_logs("info", process="web")  # to standard error, as the product does
    gc.freeze()
    cases = {"form": Case(transfers(), take_form), "registry": Case(operators(), take_things)}
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        migrate(f"sqlite:///{folder}/empty.db")
        for name, case in cases.items():
            reading, streaming, taken = measured(case, Path(folder))
            kept = kept and taken / reading <= MOST
            print(f"{name:9} reading {reading * 1000:6.0f} ms  streaming {streaming * 1000:6.0f} ms"
                  f"  loading {taken * 1000:6.0f} ms  {taken / reading:5.2f} (at most {MOST:.2f}) "
                  f"and {taken / streaming:5.2f} of streaming")  # fmt: skip
    return int(not kept)


def measured(case: Case, folder: Path) -> tuple[float, float, float]:
    """Give the medians of openpyxl's two ways and of the product's, measured in turns."""
    reading, streaming, taken = [], [], []
    for _ in range(ROUNDS):
        reading.append(spent(partial(read, case.content, read_only=False)))
        streaming.append(spent(partial(read, case.content, read_only=True)))
        with fresh(folder) as database:
            taken.append(spent(partial(case.take, database, case.content)))
    return statistics.median(reading), statistics.median(streaming), statistics.median(taken)


def transfers() -> bytes:
    """Give a declaration of transfers as the page hands it out and a state has filled it in."""
    header = {"basis": "voluntary", "jurisdiction": "territory", "period": "2026", "language": "en"}
    lines = [
        {
            "direction": "import", "partner": "USA", "type": "ACC-H100-SXM5",
            "units": {"value": str(number), "unit": "units"}, "date_basis": "received",
            "end_user": "cloud", "consignee": f"Buyer {number}", "licence": f"L-{number:06}",
            "customs_heading": "8471.50", "in_transit": {"value": "3", "unit": "units"},
            "re_exported": {"value": "1", "unit": "units"},
        }
        for number in range(ROWS)
    ]  # fmt: skip
    return workbook(TRANSFERS, {"header": header, "transfers": {"line": lines}})


def operators() -> bytes:
    """Give a workbook of operators as the page hands it out and a state has filled it in."""
    rows = (
        ("", f"Operator {number} of the Plain", "CAN", f"{number:09}", "Entered at the census.")
        for number in range(ROWS)
    )
    return as_xlsx("Operators", load_header(Kind.OPERATOR), rows)


@contextmanager
def fresh(folder: Path) -> Iterator[Database]:
    """Give a store of its own in which a declaration of transfers is begun."""
    name = folder / f"{uuid4()}.db"
    copyfile(folder / "empty.db", name)
    database = Database(f"sqlite:///{name}")
    with database.write(by=DRAFTER) as session:
        begun(session, TRANSFERS.code)
    yield database
    database.engine.dispose()


def read(content: bytes, *, read_only: bool) -> None:
    """Read every cell's value, as openpyxl does it."""
    book = load_workbook(io.BytesIO(content), read_only=read_only, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            len(row)


def take_form(database: Database, content: bytes) -> None:
    """Fill the draft from the workbook, as its page does."""
    book = opened("transfers.xlsx", content)
    with database.write(by=DRAFTER) as session:
        [mine] = chains.owned(session, by=DRAFTER)
        rows = drafts.sections(session, drafts.draft(session, mine.declaration, by=DRAFTER))
        loading.load(
            session, mine.declaration.reference, book, form=TRANSFERS,
            versions={name: row.version for name, row in rows.items()}, hand=hand(DRAFTER),
        )  # fmt: skip


def take_things(database: Database, content: bytes) -> None:
    """Enter what the workbook says, as the register's page does."""
    rows = loads.sheet_rows("operators.xlsx", content, Kind.OPERATOR)
    with database.write(by=DRAFTER) as session:
        operations.load(
            session, Kind.OPERATOR, rows, reason="", key=uuid4(), roll=roll(FACTS), by=DRAFTER,
            at=AT, on=TODAY,
        )  # fmt: skip


def spent(work: Callable[[], None]) -> float:
    """Give the processor time that something takes, with what its children take."""
    before = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - before


if __name__ == "__main__":
    sys.exit(main())
