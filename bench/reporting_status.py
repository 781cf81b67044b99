"""What a reporting status costs beside one query and one template: 200 states, 30 years, 10 duties.

    .venv/bin/python -m bench.reporting_status 2>/dev/null

Ratios of processor time, medians of one run, on a store in a temporary folder that holds 60,000
duties. ``year`` is one obligation in one year, ``years`` the grid over all of them.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import g
from sqlalchemy import insert, select

from app.deadlines.models import Deadline
from app.deadlines.values import Outcome
from app.factory import create_app
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.clock import end_of_day
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.migration import migrate
from app.obligations.models import Duty
from app.obligations.queries import COLUMNS
from app.obligations.values import DEADLINE, Basis, subject_of
from app.participants.queries import roll
from bench.pages import Wanted, line, measured
from config.logging import write_logs
from tests.conftest import runtime_on

STATES, YEARS = 200, range(1997, 2027)
CODES = ("f1", "f2", "f4", "f5", "f6", "f1-initial", "f6-initial", "f3-a", "f3-b", "f3-c")
PAGES = {"year": "/reporting/f2/2020", "years": "/reporting/f2"}
MOST = 3.0
ROOT = Path(__file__).resolve().parents[1]
OFFICER = Actor(Role.DECLARATIONS_OFFICER, 1)
NOON = datetime(2027, 3, 14, 12, tzinfo=UTC)


class Noon:
    """A clock that stands at a noon of 2027."""

    def now(self) -> datetime:
        """Give the instant."""
        return NOON


def main() -> int:
    """Measure, print the ratios, and say by the exit code whether they are kept."""
    write_logs("info", process="web")  # to standard error, as the product does
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        runtime = filled(Path(folder))
        app = create_app(runtime)

        @app.before_request
        def officer() -> None:
            g.actor = OFFICER

        for name, address in PAGES.items():
            bare, page = measured(app, runtime, address, asked(address), rows=STATES)
            kept = kept and page / bare <= MOST
            print(line(name, bare, page, most=MOST))
        runtime.database.engine.dispose()
    return int(not kept)


def filled(folder: Path) -> Runtime:
    """Give a runtime on a store with every duty of so many states, years and obligations."""
    url = f"sqlite:///{folder / 'register.db'}"
    migrate(url)
    runtime = runtime_on(Database(url), folder, Noon())
    codes = [each.code for each in roll(runtime.facts)][:STATES]
    rows = list(duties(codes, runtime.seat))
    with runtime.database.write(by=SYSTEM) as session:
        session.execute(insert(Deadline), [deadline for deadline, _ in rows])
        session.execute(insert(Duty), [duty for _, duty in rows])
    return runtime


def duties(codes: list[str], seat: ZoneInfo) -> Iterator[tuple[dict[str, object], ...]]:
    """Give every deadline with its duty: most in time, every fifth late, every eleventh missing."""
    for number, (obligation, year, code) in enumerate(product(CODES, YEARS, codes)):
        due_at, id_ = end_of_day(date(year + 1, 3, 31), seat), uuid4()
        met_at = due_at + timedelta(days=9 if number % 5 == 0 else -9)
        missing = number % 11 == 0
        deadline = {
            "id": id_, "kind": DEADLINE, "subject": subject_of(obligation, code, str(year)),
            "due_at": due_at, "original_due_at": due_at, "facts": {}, "link": "",
            "met_at": None if missing else met_at, "outcome": None if missing else Outcome.FILED,
            "set_at": NOON, "version": 1,
        }  # fmt: skip
        duty = {
            "id": uuid4(), "obligation": obligation, "participant": code, "period": str(year),
            "deadline_id": id_, "basis": Basis.PARTY, "opens_on": date(year, 12, 31),
            "recorded_on": date(year, 1, 1), "version": 1,
        }  # fmt: skip
        yield deadline, duty


def asked(address: str) -> Wanted:
    """Give the one query whose rows a page shows."""
    period = address.split("/")[3:]
    wanted = select(*COLUMNS).join(Deadline).where(Duty.obligation == "f2")
    return wanted.where(Duty.period == period[0]) if period else wanted


if __name__ == "__main__":
    sys.exit(main())
