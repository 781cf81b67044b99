"""What a body's pages cost beside one query and one template: 200 members, 2,000 papers, 300
decisions.

    .venv/bin/python -m bench.bodies 2>/dev/null

Ratios of processor time, medians of one run, on a store in a temporary folder. ``story`` is the
body at a glance as one of its members sees it; ``papers`` and ``decisions`` are the first pages of
its lists. That the number of queries stands still, a test says (tests/bodies/test_pages_cost.py).
"""

import sys
import tempfile
from pathlib import Path

from flask import g
from sqlalchemy import select

from app.bodies.models import Body, Decision, Paper, Seat
from app.bodies.values import Class
from app.factory import create_app
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.migration import migrate
from app.participants.queries import roll
from bench.pages import Wanted, line, measured
from bench.reporting_status import Noon
from config.logging import write_logs
from tests.bodies.builders import founded
from tests.bodies.crowds import crowd
from tests.conftest import runtime_on

MEMBERS, PAPERS, DECISIONS = 200, 2_000, 300
MEETINGS, TASKS, CIRCULARS = 40, 60, 100
PAGE = 50
"""How many lines the lists show at once."""
MOST = 3.0
MEMBER = Actor(Role.REPRESENTATIVE, 1, "CAN")
BODY = "/bodies/wg-1"
BARE: dict[str, tuple[str, Wanted, int]] = {
    "story": (BODY, select(Seat).join(Body), 0),
    "papers": (f"{BODY}/papers", select(Paper).limit(PAGE), PAGE),
    "decisions": (f"{BODY}/decisions", select(Decision).limit(PAGE), PAGE),
}
"""Where each page is, the query whose rows it shows, and how many at least."""


def main() -> int:
    """Measure, print the ratios, and say by the exit code whether they are kept."""
    write_logs("info", process="web")  # to standard error, as the product does
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        runtime = filled(Path(folder))
        app = create_app(runtime)

        @app.before_request
        def member() -> None:
            g.actor = MEMBER

        for name, (address, wanted, rows) in BARE.items():
            bare, page = measured(app, runtime, address, wanted, rows=rows)
            kept = kept and page / bare <= MOST
            print(line(name, bare, page, most=MOST))
        runtime.database.engine.dispose()
    return int(not kept)


def filled(folder: Path) -> Runtime:
    """Give a runtime on a store with a body of so many members, papers and decisions."""
    url = f"sqlite:///{folder / 'register.db'}"
    migrate(url)
    runtime = runtime_on(Database(url), folder, Noon())
    codes = [each.code for each in roll(runtime.facts)][:MEMBERS]
    with runtime.database.write(by=SYSTEM) as session:
        crowd(
            session, founded(session), members=codes, papers=PAPERS, decisions=DECISIONS,
            meetings=MEETINGS, tasks=TASKS, circulars=CIRCULARS, classes=list(Class),
        )  # fmt: skip
    return runtime


if __name__ == "__main__":
    sys.exit(main())
