"""What a page costs beside the bare one: its rows by one query, its template by what it showed.

Both are processor time of this process, medians of requests that are made in turns.
"""

import statistics
import time
from types import SimpleNamespace
from typing import Any

from apiflask import APIFlask
from flask import Flask, template_rendered
from sqlalchemy import Select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime

Wanted = Select[*tuple[Any, ...]]
ROUNDS = 15
ROW = b'scope="row"'


def measured(
    app: APIFlask, runtime: Runtime, address: str, wanted: Wanted, *, rows: int
) -> tuple[float, float]:
    """Give the medians of the bare page and the page in seconds, measured in turns.

    Raises:
        RuntimeError: the page does not show as many rows as the promise names.

    """
    plain = bare_page(app, runtime, address, wanted, rows=rows)
    bare, page = [], []
    for _ in range(ROUNDS):
        bare.append(spent(plain, "/", rows=rows))
        page.append(spent(app, address, rows=rows))
    return statistics.median(bare), statistics.median(page)


def bare_page(app: APIFlask, runtime: Runtime, address: str, wanted: Wanted, *, rows: int) -> Flask:
    """Give what serves the bare page: the rows by one query, the same template by what it showed
    when it was rendered, so that nothing is computed but the page.
    """
    shown = SimpleNamespace()

    def keep(_app: Flask, template: object, context: dict[str, object], **_: object) -> None:
        shown.template, shown.context = template, context

    with template_rendered.connected_to(keep, app):
        spent(app, address, rows=rows)
    bare = Flask("bare")

    @bare.get("/")
    def page() -> str:
        with app.test_request_context(address), runtime.database.read(by=SYSTEM) as session:
            session.execute(wanted).all()
            text: str = shown.template.render(shown.context)
            return text

    return bare


def spent(app: Flask, address: str, *, rows: int) -> float:
    """Give the processor time that an application takes to answer one request, in seconds.

    Raises:
        RuntimeError: the page does not show as many rows as the promise names.

    """
    environ = EnvironBuilder(address).get_environ()
    begun = time.process_time()
    answer, _status, _headers = run_wsgi_app(app, environ, buffered=True)
    taken = time.process_time() - begun
    if b"".join(answer).count(ROW) < rows:
        raise RuntimeError(f"{address} shows too few rows")
    return taken


def line(name: str, bare: float, page: float, *, most: float) -> str:
    """Give the line that says what a page costs, and how many times the bare one that is."""
    return (
        f"{name:9} bare {bare * 1000:7.1f} ms  page {page * 1000:7.1f} ms  "
        f"{page / bare:5.2f} (at most {most:.2f})"
    )
