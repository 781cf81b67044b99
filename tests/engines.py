"""Engines of tests: each test has its own, and they share what SQLAlchemy has compiled before.

Compiled statements are kept by dialect, and each engine has one of its own: with hundreds of
engines every statement would be compiled hundreds of times, which took an eighth of a whole run.
"""

import sqlite3
from typing import Any

from sqlalchemy import Dialect, Engine, create_engine, event

from app.kernel import database

SPOKEN: dict[str, Dialect] = {}
"""The dialect of the first engine of each kind of database."""


def share_what_is_compiled() -> None:
    """Let every engine that the product makes in this process speak the first one's dialect."""
    vars(database)["create_engine"] = _engine


def _engine(url: str, **named: Any) -> Engine:
    engine = create_engine(url, **named)
    engine.dialect = SPOKEN.setdefault(engine.dialect.name, engine.dialect)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "checkout", _hurried)
    return engine


def _hurried(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
    """Wait for no disk where a power cut would lose nothing but a test."""
    connection.execute("PRAGMA synchronous = OFF")
