"""Reminders owed many at once, beside one by one: ``python -m bench.reminders [DATABASE]``.

Ten thousand deadlines have a step due now, each reaching one person. The sweep takes them as it
does, a thousand to a transaction; beside it the same sweep takes one to a transaction, as a loop
over deadlines would. One by one is measured on a part, and both are seconds a reminder, of the
clock and of the processor. The address of an empty PostgreSQL database may be given.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from app.deadlines import operations
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.migration import migrate
from bench.sweep import AT, ROLL, ROUTINE, STATES, fall_due, fill
from tests.conftest import SEAT
from tests.people import somebody

COUNT = 10_000
PART = 300
RUNS = 3
LEAST = 15.0

Spent = tuple[float, float]


def owed(database: Database, *, most: int, until: int) -> Spent:
    """Owe so many reminders, at most so many to a transaction, and give the seconds for each."""
    clock, processor, done = time.perf_counter(), time.process_time(), 0
    while done < until:
        with database.write(by=SYSTEM) as session:
            swept = operations.sweep(session, ROUTINE, roll=ROLL, at=AT, seat=SEAT, most=most)
        done += swept.looked_at
        if not swept.letters:
            raise SystemExit(f"the sweep did something else: {swept}")
    return (time.perf_counter() - clock) / done, (time.process_time() - processor) / done


def main() -> int:
    """Measure, print the medians, and give the exit status: 1 where the promise is broken."""
    codes = sorted(each.code for each in ROLL.existing(AT.date()))[:STATES]
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}"
        migrate(url)
        database = Database(url)
        with database.write(by=SYSTEM) as session:
            for code in codes:
                somebody(session, Role.DRAFTER, code, at=AT)
        fill(database, codes, first=0, last=COUNT)
        many, one = [], []
        for round_ in range(1, 2 * RUNS, 2):
            fall_due(database, round_=round_, count=COUNT)
            many.append(owed(database, most=1_000, until=COUNT))
            fall_due(database, round_=round_ + 1, count=PART)
            one.append(owed(database, most=1, until=PART))
        database.engine.dispose()
    return told(many, one)


def told(many: list[Spent], one: list[Spent]) -> int:
    """Print the figures, and say by the exit status whether they are kept."""
    ratios = []
    for place, of in enumerate(("clock", "processor")):
        at_once = median(each[place] for each in many)
        singly = median(each[place] for each in one)
        ratios.append(singly / at_once)
        print(
            f"{of:>9}: {at_once * 1e6:6.0f} µs a reminder at once, {singly * 1e6:6.0f} one by one, "
            f"{ratios[-1]:.1f} times (at least {LEAST:.0f})"
        )
    return int(min(ratios) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
