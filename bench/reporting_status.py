"""What a reporting status costs beside one query and one template: 200 states, 30 years, 10 duties.

    .venv/bin/python -m bench.reporting_status 2>/dev/null

Ratios of processor time, medians of one run, on a store in a temporary folder that holds 60,000
duties. ``year`` is one obligation in one year, ``years`` the grid over all of them.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from apiflask import APIFlask
from flask import Flask, g, template_rendered
from sqlalchemy import Select, insert, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

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
from config.logging import write_logs
from tests.conftest import runtime_on

STATES, YEARS = 200, range(1997, 2027)
CODES = ("f1", "f2", "f4", "f5", "f6", "f1-initial", "f6-initial", "f3-a", "f3-b", "f3-c")
Wanted = Select[*tuple[Any, ...]]
PAGES = {"year": "/reporting/f2/2020", "years": "/reporting/f2"}
ROUNDS = 15
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
            bare, page = measured(app, runtime, address, asked(address))
            kept = kept and page / bare <= MOST
            print(f"{name:6} bare {bare * 1000:7.1f} ms  page {page * 1000:7.1f} ms  "
                  f"{page / bare:5.2f} (at most {MOST:.2f})")  # fmt: skip
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


def measured(app: APIFlask, runtime: Runtime, address: str, wanted: Wanted) -> tuple[float, float]:
    """Give the medians of the bare page and the page, measured in turns."""
    plain = bare_page(app, runtime, address, wanted)
    bare, page = [], []
    for _ in range(ROUNDS):
        bare.append(spent(plain, "/"))
        page.append(spent(app, address))
    return statistics.median(bare), statistics.median(page)


def bare_page(app: APIFlask, runtime: Runtime, address: str, wanted: Wanted) -> Flask:
    """Give what serves the bare page: the rows by one query, the same template by what it showed
    when it was rendered, so that nothing is computed but the page.
    """
    shown = SimpleNamespace()

    def keep(_app: Flask, template: object, context: dict[str, object], **_: object) -> None:
        shown.template, shown.context = template, context

    with template_rendered.connected_to(keep, app):
        spent(app, address)
    bare = Flask("bare")

    @bare.get("/")
    def page() -> str:
        with app.test_request_context(address), runtime.database.read(by=SYSTEM) as session:
            session.execute(wanted).all()
            text: str = shown.template.render(shown.context)
            return text

    return bare


def spent(app: Flask, address: str) -> float:
    """Give the processor time that an application takes to answer one request.

    Raises:
        RuntimeError: the page does not show as many participants as the promise names.

    """
    environ = EnvironBuilder(address).get_environ()
    begun = time.process_time()
    answer, _status, _headers = run_wsgi_app(app, environ, buffered=True)
    taken = time.process_time() - begun
    if b"".join(answer).count(b'<th scope="row">') < STATES:
        raise RuntimeError(f"{address} shows too few rows")
    return taken


if __name__ == "__main__":
    sys.exit(main())
