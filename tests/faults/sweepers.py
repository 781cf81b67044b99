"""Processes that sweep without end, and cost no start: forked from one that is ready.

    python -m tests.faults.sweepers URL NUMBER

Where one is killed another stands at once. Each sweep takes a handful, so that many are killed in
the middle of one.
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from app.deadlines import operations, queries
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Unavailable
from app.kernel.orphans import end_with_parent
from app.participants.queries import roll

CONFIG = Path(__file__).resolve().parents[2] / "config"
SEAT = ZoneInfo("Europe/Vienna")
ROLL = roll(CONFIG / "facts")
ROUTINE = queries.routine(CONFIG / "reminders")
AT_ONCE = 7


def sweep_on(url: str) -> NoReturn:
    """Sweep as the worker does, again and again."""
    database = Database(url)
    while True:
        try:
            with database.write(by=SYSTEM) as session:
                operations.sweep(
                    session, ROUTINE, roll=ROLL, at=datetime.now(UTC), seat=SEAT, most=AT_ONCE
                )
        except Unavailable:
            time.sleep(0.01)


def main() -> NoReturn:
    """Keep so many processes sweeping, until this one is killed."""
    url, number = sys.argv[1], int(sys.argv[2])
    end_with_parent(os.getppid())
    mother, living = os.getpid(), set[int]()
    while True:
        while len(living) < number:
            if (child := os.fork()) == 0:
                end_with_parent(mother)
                sweep_on(url)
            living.add(child)
        living.discard(os.wait()[0])


if __name__ == "__main__":
    main()
