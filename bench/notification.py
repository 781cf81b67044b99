"""How long an officer waits while an act is notified to 195: ``python -m bench.notification``.

Each act is recorded with its notification, its ledger entries and a letter to each permanent
mission, in one transaction; beside it the same without notifying. Medians of runs that take turns.
"""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from app.accounts.operations import missions
from app.accounts.values import MissionAddress
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.migration import migrate
from app.participants.queries import roll as roll_of
from app.participants.values import Roll
from app.treaties import operations
from app.treaties.values.acts import Act, ActionKind
from tests.conftest import ROOT
from tests.treaties.builders import treaty

AT = datetime(2027, 3, 14, 12, tzinfo=UTC)
TODAY = AT.date()
RUNS = 25


def timed(database: Database, code: str, *, roll: Roll, notify: bool) -> float:
    """Give the milliseconds that recording one act takes."""
    act = Act(code, ActionKind.RATIFICATION, TODAY, TODAY)
    began = time.perf_counter()
    with database.write(by=SYSTEM) as session:
        operations.record(
            session,
            "ours",
            [act],
            roll=roll,
            by=SYSTEM,
            at=AT,
            today=TODAY,
            papers=[{}] if notify else None,
        )
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure, and print the medians."""
    roll = roll_of(ROOT / "config" / "facts")
    codes = sorted(each.code for each in roll.existing(TODAY))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        migrate(url)
        database = Database(url)
        with database.write(by=SYSTEM) as session:
            operations.load(session, treaty(named="ours"), [], by=SYSTEM, at=AT)
            for code in codes:
                given = MissionAddress(
                    participant=code,
                    name="Permanent Mission",
                    address=f"{code.lower()}@example.org",
                    language="en",
                    since=TODAY,
                )
                missions.enter(session, given, roll=roll, by=SYSTEM, at=AT, on=TODAY)
        plain = [timed(database, each, roll=roll, notify=False) for each in codes[:RUNS]]
        told = [timed(database, each, roll=roll, notify=True) for each in codes[RUNS : 2 * RUNS]]
        database.engine.dispose()
    print(f"an act recorded: {median(plain):.0f} ms (median of {RUNS})")
    print(f"an act recorded and notified to {len(codes)}: {median(told):.0f} ms")


if __name__ == "__main__":
    main()
