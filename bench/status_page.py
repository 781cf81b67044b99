"""What a treaty's status page costs beside its table rendered bare: one query, one template.

    .venv/bin/python -m bench.status_page 2>/dev/null

Ratios of processor time, medians of one run, on a fresh demonstration in a temporary folder.
Afresh: the table of a day that nobody has asked for yet. Again: the same page once more.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apiflask import APIFlask
from flask import Flask
from sqlalchemy import select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.commands.seed import seeded
from app.factory import create_app
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.migration import migrate
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms.questions import Question
from app.treaties.models import TreatyAction
from app.treaties.views.sheet import sheet
from config.logging import write_logs
from tests.conftest import runtime_on

TREATY = "mine-ban"
ROWS = 195
ROUNDS = 40
TURNS = 5
TABLE = """
{%- from "treaties/_table.html" import table with context -%}
{{ table(sheet, sheet.rows, question) }}
"""
MOST_AFRESH = 2.0
MOST_AGAIN = 1 / 3
ROOT = Path(__file__).resolve().parents[1]


class Noon:
    """A clock that stands at a noon of 2026."""

    def now(self) -> datetime:
        """Give the instant."""
        return datetime(2026, 11, 24, 12, tzinfo=UTC)


def main() -> int:
    """Measure, print the ratios, and say by the exit code whether they are kept."""
    write_logs("info", process="web")  # to standard error, as the product does
    with tempfile.TemporaryDirectory() as folder:
        runtime = demonstration(Path(folder))
        app = create_app(runtime)
        bare, afresh, again = measured(app, runtime)
        runtime.database.engine.dispose()
    print(f"bare    {bare * 1000:6.1f} ms")
    print(f"afresh  {afresh * 1000:6.1f} ms  {afresh / bare:5.2f} (at most {MOST_AFRESH:.2f})")
    print(f"again   {again * 1000:6.1f} ms  {again / bare:5.2f} (at most {MOST_AGAIN:.2f})")
    return int(afresh / bare > MOST_AFRESH or again / bare > MOST_AGAIN)


def demonstration(folder: Path) -> Runtime:
    """Give a runtime on a fresh demonstration."""
    url = f"sqlite:///{folder / 'register.db'}"
    migrate(url)
    runtime = runtime_on(Database(url), folder, Noon())
    seeded(runtime)
    return replace(runtime, demonstration=True)


def measured(app: APIFlask, runtime: Runtime) -> tuple[float, float, float]:
    """Give the medians of the three, measured in turns."""
    plain = bare_page(app, runtime)
    address = f"/treaties/{TREATY}/status"
    bare, afresh, again = [], [], []
    for back in range(ROUNDS):
        page = f"{address}?as_of={runtime.today() - timedelta(days=back)}"
        bare += [spent(plain, "/") for _ in range(TURNS)]
        afresh.append(spent(app, page))
        again += [spent(app, page) for _ in range(TURNS)]
    return statistics.median(bare), statistics.median(afresh), statistics.median(again)


def bare_page(app: APIFlask, runtime: Runtime) -> Flask:
    """Give what serves the bare page: the acts by one query, the same table by one template.

    What the table shows is at hand, so that nothing is computed but the page.
    """
    everybody, asked = roll(runtime.facts), Question(as_of=runtime.today())
    with runtime.database.read(by=SYSTEM) as session:
        dossier = queries.dossier(session, TREATY)
        course = queries.course(session, TREATY, roll=everybody)
    with app.test_request_context("/"):
        ready = sheet(dossier, course, asked, roll=everybody)
    template = app.jinja_env.from_string(TABLE)
    acts = select(*queries.ACT).where(TreatyAction.treaty_id == TREATY)
    bare = Flask("bare")

    @bare.get("/")
    def page() -> str:
        with app.app_context(), runtime.database.read(by=SYSTEM) as session:
            session.execute(acts).all()
            return template.render(sheet=ready, question=asked)

    return bare


def spent(app: Flask, address: str) -> float:
    """Give the processor time that an application takes to answer one request.

    Raises:
        RuntimeError: the page does not show the table that the promise names.

    """
    environ = EnvironBuilder(address).get_environ()
    begun = time.process_time()
    answer, _status, _headers = run_wsgi_app(app, environ, buffered=True)
    taken = time.process_time() - begun
    if b"".join(answer).count(b"<tr data-participant") < ROWS:
        raise RuntimeError(f"{address} shows too few rows")
    return taken


if __name__ == "__main__":
    sys.exit(main())
