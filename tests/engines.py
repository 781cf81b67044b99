"""Engines of tests: each test has its own, and they share what SQLAlchemy has compiled before.

Compiled statements are kept by engine and by dialect, and each engine has a dialect of its own:
with hundreds of engines every statement would be compiled hundreds of times, which took a quarter
of a whole run.
"""

import sqlite3
from typing import Any

from sqlalchemy import Engine, create_engine, event

from app.kernel import database

STATEMENTS = 5_000
"""More than all tests use together, so that none is compiled twice."""
FIRST: dict[str, Engine] = {}
"""The first engine of each kind of database."""


def share_what_is_compiled() -> None:
    """Let every engine that the product makes in this process use what the first one compiled."""
    vars(database)["create_engine"] = _engine


def _engine(url: str, **named: Any) -> Engine:
    engine = create_engine(url, query_cache_size=STATEMENTS, **named)
    first = FIRST.setdefault(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    if engine.dialect.name == "sqlite":
        event.listen(engine, "checkout", _hurried)
    return engine


def _hurried(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
    """Wait for no disk where a power cut would lose nothing but a test."""
    connection.execute("PRAGMA synchronous = OFF")
