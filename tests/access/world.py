"""A small register with a canary in whatever not everybody may read, and who walks in it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

from apiflask import APIFlask
from sqlalchemy import Connection, event, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.kernel.actor import Actor
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.tables import metadata
from tests.access.addresses import built
from tests.access.canaries import Things, nobody
from tests.access.declared import FILE, QUERY
from tests.access.people import Principal, cookie_of, everybody, principals
from tests.access.probe import probe
from tests.access.table import Key
from tests.access.things import things_of
from tests.applications import own

Rows = Mapping[str, Mapping[tuple[Any, ...], int]]
"""A digest of each row, by table and primary key."""

UNMARKED = frozenset({"static", "openapi.spec"})
"""What Flask and APIFlask serve themselves: the same to everybody."""


@dataclass
class World:
    """The application, what lies in it, and who may see what."""

    app: APIFlask
    runtime: Runtime
    things: Things
    principals: Mapping[str, Principal]
    whole: bool = True
    """Whether everybody is sent everywhere, or some in turn."""
    commits: int = 0
    pristine: bytes = b""
    rows: Rows = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    _hidden: dict[Actor, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def routes(self) -> dict[Key, Rule]:
        """Give every route that the application answers, by method and rule."""
        return {
            (method, rule.rule): rule
            for rule in self.app.url_map.iter_rules()
            if rule.endpoint not in UNMARKED
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        }

    def address(self, key: Key, there: Mapping[str, object]) -> str:
        """Give where a route is, with these things in the place of its variables."""
        return built(self.app, self.routes[key], there)

    def ask(
        self, who: Principal, method: str, address: str, form: Mapping[str, Any] | None = None
    ) -> TestResponse:
        """Ask as a principal would: browsers send forms, programs documents."""
        browser = who.browser(self.app, cookie_of(self.runtime))
        program = address.startswith("/api/")
        headers = who.headers | (changing() if program and method != "GET" else {})
        if form is not None and FILE in form:
            body: dict[str, Any] = {"data": form[FILE], "query_string": form[QUERY]}
        else:
            body = {"json" if program else "data": form}
        return browser.open(address, method=method, headers=headers, buffered=True, **body)

    def hidden_from(self, who: Actor) -> frozenset[str]:
        """Give the canaries that somebody may never see."""
        if who not in self._hidden:
            self._hidden[who] = frozenset(self._all_hidden_from(who))
        return self._hidden[who]

    def _all_hidden_from(self, who: Actor) -> set[str]:
        return {word for word, knows in self.things.canaries.items() if not knows(who)}

    @contextmanager
    def listening(self) -> Iterator[list[str]]:
        """Hear the statements that reach the database."""
        self.heard.clear()
        yield self.heard

    def kept(self) -> Rows:
        """Give every row of the register as it stands."""
        with self.runtime.database.engine.connect() as rows:
            return {
                table.name: dict(_rows(rows, table))
                for table in metadata.sorted_tables
                if table.name != "ledger_node"  # which follows from the entries
            }

    def changes(self) -> str:
        """Say which rows differ from the beginning: ``account~1 letter+2 token-1``."""
        now = self.kept()
        return " ".join(
            f"{name}{sign}{count}"
            for name in sorted(now)
            for sign, count in _differences(self.rows[name], now[name])
            if count
        )

    def restore(self) -> None:
        """Put everything back as it was at the beginning."""
        self.runtime.database.engine.dispose()
        path = Path(str(self.runtime.database.engine.url.database))
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        path.write_bytes(self.pristine)
        self.commits = 0


def _rows(rows: Connection, table: Any) -> Iterator[tuple[tuple[Any, ...], int]]:
    keys = [column.name for column in table.primary_key]
    for row in rows.execute(select(table)):
        yield tuple(getattr(row, key) for key in keys), hash(repr(tuple(row)))


def _differences(
    before: Mapping[tuple[Any, ...], int], now: Mapping[tuple[Any, ...], int]
) -> Iterator[tuple[str, int]]:
    yield "+", len(now.keys() - before.keys())
    yield "-", len(before.keys() - now.keys())
    yield "~", sum(before[key] != now[key] for key in before.keys() & now.keys())


def changing() -> dict[str, str]:
    """Give what a program says with a change: a key of its own, and to what it is done."""
    return {"Idempotency-Key": str(uuid4()), "If-Match": "*"}


def words_in(answer: TestResponse) -> str:
    """Give all that an answer says: its head, and its body unpacked where it is a file."""
    body = answer.get_data()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(map(book.read, book.namelist()))
    elif body.startswith(b"%PDF"):
        body += b"\n".join(
            map(_inflated, re.findall(rb"stream\r?\n(.*?)endstream", body, re.DOTALL))
        )
    return body.decode(errors="replace") + str(answer.headers)


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def world_of(runtime: Runtime) -> World:
    """Set up the register and everybody who asks."""
    people = everybody(runtime)
    things = things_of(runtime, people)
    app = own(runtime)
    app.config["WTF_CSRF_METHODS"] = []
    app.register_blueprint(probe)
    world = World(app, runtime, things, principals(runtime, people))
    shown = [each.token or each.bearer for each in world.principals.values()]
    things.canaries |= {token: nobody for token in shown if token}
    _keep(world, runtime.database)
    return world


def _keep(world: World, database: Database) -> None:
    """Keep the register as it is now, and count from here on what is said to it."""
    world.rows = world.kept()
    if database.engine.dialect.name == "sqlite":
        with database.engine.connect() as rows:
            rows.exec_driver_sql("COMMIT")
            rows.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.engine.dispose()
        world.pristine = Path(str(database.engine.url.database)).read_bytes()

    def hear(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("PRAGMA"):  # a new connection says it, not the question
            world.heard.append(statement)

    def count(_connection: object) -> None:
        world.commits += 1

    event.listen(database.engine, "before_cursor_execute", hear)
    event.listen(database.engine, "commit", count)
