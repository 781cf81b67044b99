"""What a sweep costs, against ``SELECT 1`` per due row: ``python -m bench.sweep [DATABASE]``.

A store holds so many deadlines, of which a thousand have a step due now, for sixty states whose
people have joined. One sweep after another looks at all of them, and owes their letters; beside it
as many ``SELECT 1`` run through the same kind of transaction. Processor time, medians of runs that
take turns. The address of an empty PostgreSQL database may be given; else it is SQLite.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

from sqlalchemy import insert, select, text, update

from app.deadlines import operations, queries
from app.deadlines.models import Deadline
from app.deadlines.operations.sweeping import Swept
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.migration import migrate
from app.participants.queries import roll as roll_of
from tests.conftest import ROOT, SEAT
from tests.people import somebody

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
DUE_AT = AT + timedelta(days=30)
SIZES = (60_000, 240_000)
DUE = 1_000
STATES = 60
RUNS = 7
LIMIT = 3.0

ROUTINE = queries.routine(ROOT / "config" / "reminders")
ROLL = roll_of(ROOT / "config" / "facts")


def fill(database: Database, codes: list[str], *, first: int, last: int) -> None:
    """Write deadlines, awaited but with nothing to do for a long time."""
    rows = [
        {
            "id": uuid4(),
            "kind": "bench",
            "subject": f"{number}",
            "due_at": DUE_AT,
            "original_due_at": DUE_AT,
            "facts": {"title": "Annual compute declaration", "period": "2026"},
            "link": f"/deadlines/{number}",
            "participant": codes[number % len(codes)],
            "ladder": "periodic",
            "next_step_at": AT + timedelta(days=20) if number % 2 else None,
            "round": 0,
            "set_at": AT,
            "version": 1,
        }
        for number in range(first, last)
    ]
    with database.write(by=SYSTEM) as session:
        session.execute(insert(Deadline), rows)


def fall_due(database: Database, *, round_: int, count: int = DUE) -> None:
    """Let so many deadlines have a step due now, in a round in which none was taken yet."""
    some = select(Deadline.id).order_by(Deadline.subject).limit(count)
    with database.write(by=SYSTEM) as session:
        session.execute(
            update(Deadline)
            .where(Deadline.id.in_(some))
            .values(next_step_at=AT, step=None, round=round_)
        )


def swept(database: Database) -> float:
    """Sweep until nothing is left, and give the seconds of processor time per due row."""
    began = time.process_time()
    found = Swept(0, 0, 0)
    while True:
        with database.write(by=SYSTEM) as session:
            each = operations.sweep(session, ROUTINE, roll=ROLL, at=AT, seat=SEAT)
        found = Swept(found.looked_at + each.looked_at, found.letters + each.letters, 0)
        if each.is_all:
            break
    if (found.looked_at, found.letters) != (DUE, 2 * DUE):
        raise SystemExit(f"the sweep did something else: {found}")
    return (time.process_time() - began) / DUE


def bare(database: Database) -> float:
    """Ask ``SELECT 1`` for each due row, and give the seconds of processor time of each."""
    began = time.process_time()
    with database.write(by=SYSTEM) as session:
        for _ in range(DUE):
            session.execute(text("SELECT 1")).scalar_one()
    return (time.process_time() - began) / DUE


def main() -> None:
    """Measure at both sizes, and print the medians."""
    codes = sorted(each.code for each in ROLL.existing(AT.date()))[:STATES]
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}"
        migrate(url)
        database = Database(url)
        with database.write(by=SYSTEM) as session:
            for code in codes:
                somebody(session, Role.DRAFTER, code, at=AT)
                somebody(session, Role.REPRESENTATIVE, code, at=AT)
        there = round_ = 0
        for size in SIZES:
            fill(database, codes, first=there, last=size)
            there = size
            sweeps, bares = [], []
            for _ in range(RUNS):
                round_ += 1
                fall_due(database, round_=round_)
                sweeps.append(swept(database))
                bares.append(bare(database))
            ratio = median(sweeps) / median(bares)
            print(
                f"{size:>7,} deadlines  sweep {median(sweeps) * 1e6:6.0f} µs a due row, with "
                f"2 letters each  SELECT 1 {median(bares) * 1e6:4.0f} µs  "
                f"{ratio:.2f} (at most {LIMIT:.2f})"
            )


if __name__ == "__main__":
    main()
