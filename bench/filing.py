"""Filings a second by programs, beside the bare insert of the same rows.

    .venv/bin/python -m bench.filing 2>/dev/null

``filing`` submits drafts by the API, in this process and without a network, each with a key of its
own: judged, frozen by class, sealed in the ledger, its deadline met, its receipt owed. ``insert``
writes the very rows that this left in the database, a transaction for each filing. No ratio is
promised: the figures say what the law's checks cost.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any

from sqlalchemy import Connection, insert, select

from app.declarations.models import DeclarationPortion, DeclarationVersion
from app.factory import create_app
from app.kernel.actor import SYSTEM
from app.kernel.clock import SystemClock
from app.kernel.database import Database
from app.ledger.models import LedgerEntry, LedgerNode
from app.migration import migrate
from config.logging import write_logs
from tests.conftest import runtime_on
from tests.faults.drafts import Ready, drafted

COUNT = 100
TABLES = (LedgerEntry, LedgerNode, DeclarationVersion, DeclarationPortion)
"""What a filing adds rows to; where it changes one, the bare insert writes nothing."""


def main() -> int:
    """Measure, and print both rates."""
    write_logs("info", process="web")  # to standard error, as the product does
    with tempfile.TemporaryDirectory() as made:
        url = f"sqlite:///{made}/register.db"
        migrate(url)
        runtime = runtime_on(Database(url), Path(made), SystemClock())
        ready = drafted(runtime.database, COUNT)
        runtime.database.engine.dispose()  # which writes all of it into the file that is copied
        copyfile(f"{made}/register.db", f"{made}/bare.db")
        client = create_app(runtime).test_client()
        with runtime.database.engine.connect() as connection:
            before = [_rows(connection, table) for table in TABLES]
        filing = spent(lambda: _file(client, ready))
        with runtime.database.engine.connect() as connection:
            found = [_rows(connection, table) for table in TABLES]
        added = [now[len(old):] for old, now in zip(before, found, strict=True)]  # fmt: skip
        store = Database(f"sqlite:///{made}/bare.db")
        bare = spent(lambda: _insert(store, added))
        store.engine.dispose()
        runtime.database.engine.dispose()
    print(f"{COUNT} filings  by API {COUNT / filing:7.0f} a second  "
          f"bare insert {COUNT / bare:7.0f} a second  {filing / bare:5.1f}")  # fmt: skip
    return 0


def spent(work: Callable[[], None]) -> float:
    """Give the processor time that something takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def _file(client: Any, ready: Sequence[Ready]) -> None:
    for each in ready:
        answer = client.post(each.address, json={}, headers=each.headers)
        if answer.status_code != 201:  # noqa: PLR2004 (Created)
            raise RuntimeError(answer.text)


def _rows(connection: Connection, table: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(*table.__table__.columns)).mappings()]


def _insert(store: Database, added: Sequence[list[dict[str, Any]]]) -> None:
    """Write the same rows into the store as it was, in as many transactions as filings."""
    shares = [[len(rows) * turn // COUNT for turn in range(COUNT + 1)] for rows in added]
    for turn in range(COUNT):
        with store.write(by=SYSTEM) as session:
            for table, rows, share in zip(TABLES, added, shares, strict=True):
                if wanted := rows[share[turn] : share[turn + 1]]:
                    session.execute(insert(table), wanted)


if __name__ == "__main__":
    sys.exit(main())
