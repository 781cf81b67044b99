"""Tables' common ground, and the one place where a transaction commits."""

import enum
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    TypeDecorator,
    Update,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeEngine

from app.kernel.actor import SYSTEM, Actor
from app.kernel.errors import Conflict, Unavailable

BUSY_SECONDS = 10
"""How long a writer waits for SQLite's one writing transaction."""

CONNECT_SECONDS = 5
"""How long a connection to PostgreSQL may take before the database counts as away."""

SQLITE_AWAY = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}
)
"""SQLite's primary result codes that say nothing about the statement."""

POSTGRES_AWAY = frozenset({"08", "53", "55", "57"})
"""SQLSTATE classes: connection, resources, a lock not granted in time, operator intervention."""

LOOKING: Mapping[str, Mapping[str, Any]] = {
    "sqlite": {},
    "postgresql": {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"},
}
"""How a transaction is kept to one state of the database and to looking; SQLite's hooks do both."""

INTRODUCTION = (
    "SELECT set_config('app.role', %s, true), set_config('app.participant', %s, true),"
    " set_config('app.account', %s, true)"
)
"""Tells PostgreSQL's row security who asks, until the transaction ends; untold, it shows none."""


class _Written(sqlite.DATETIME):
    """An instant as SQLAlchemy writes it for SQLite, in a fifth of the time: it is in most rows."""

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:
        """Give what writes ``2027-03-14 09:26:53.000000``; all of them are UTC."""
        del dialect

        def written(at: datetime | None) -> str | None:
            return None if at is None else at.replace(tzinfo=None).isoformat(" ", "microseconds")

        return written


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime. A naive one is refused on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Give the type by which a database keeps it."""
        if dialect.name != "sqlite":
            return super().load_dialect_impl(dialect)
        return dialect.type_descriptor(_Written())  # type: ignore[no-untyped-call]  # SQLAlchemy's

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC.

        Raises:
            ValueError: the datetime is naive.

        """
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("naive datetime: give it a timezone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back UTC, which SQLite forgets."""
        del dialect
        if value is None or value.tzinfo is UTC:
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table. Constraint names are fixed by convention so migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        datetime: Instant,
        int: BigInteger().with_variant(Integer, "sqlite"),
        dict[str, Any]: JSON,
        list[Any]: JSON,
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            length=40,
            values_callable=lambda words: [word.value for word in words],
        ),
    }


Key = Annotated[UUID, mapped_column(primary_key=True, default=uuid4)]


class Database:
    """The engine, and the two ways to open a session on it."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def read(self, *, by: Actor) -> Iterator[Session]:
        """Open a session for looking, which the database itself keeps from changing anything.

        All its queries see the database as it was at the first one. Its rows stay readable after
        it has closed.

        Raises:
            Unavailable: the database cannot be reached.

        """
        with _reachable(), self._sessions(info={"actor": by}) as session:
            introduce(session.connection(execution_options=LOOKING[self.engine.dialect.name]), by)
            yield session

    @contextmanager
    def write(self, *, by: Actor) -> Iterator[Session]:
        """Commit on a clean exit, roll back on any exception.

        Raises:
            Conflict: a row has changed since it was read.
            Unavailable: the database cannot be reached, or another writer holds it for too long.

        """
        try:
            with _reachable(), self._sessions(info={"actor": by}) as session, session.begin():
                introduce(session.connection(execution_options={"secretariat_writes": True}), by)
                yield session
        except StaleDataError as stale:
            raise Conflict.because(
                "This has changed since you opened it. Look at it again before you change it."
            ) from stale


def introduce(connection: Connection, actor: Actor) -> None:
    """Tell the database who asks in this transaction; SQLite has no use for it."""
    if connection.dialect.name == "postgresql":
        account = "" if actor.account is None else str(actor.account)
        told = (actor.role.value, actor.participant or "", account)
        connection.exec_driver_sql(INTRODUCTION, told)


@contextmanager
def by_the_product(session: Session) -> Iterator[None]:
    """Let the product itself do what follows, in the transaction of somebody who asked for it.

    It is for what is decided already: whoever enters what a state filed may not read all of it.
    """
    asked: Actor = session.info["actor"]
    session.flush()
    introduce(session.connection(), SYSTEM)
    yield
    session.flush()
    introduce(session.connection(), asked)


def insert_unless_there(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Give the statement that inserts what no unique constraint holds already."""
    on_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(table) if on_postgres else sqlite.insert(table)
    return insert.on_conflict_do_nothing()


def insert_once(session: Session, table: type[Base], row: Mapping[str, Any]) -> bool:
    """Insert unless a unique constraint already holds the row; say whether one was written."""
    keys = list(table.__table__.primary_key)
    statement = insert_unless_there(session, table).values(**row).returning(*keys)
    return session.execute(statement).first() is not None


def update_once(session: Session, change: Update) -> bool:
    """Change a row if it still is as the change's clause says, and say whether it was.

    Of two who try at once, one does. Rows that the session holds already are not refreshed.
    """
    statement = change.returning(*change.table.primary_key)
    quietly = statement.execution_options(synchronize_session=False)
    return session.execute(quietly).first() is not None


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if not _away(error):
            raise
        raise Unavailable.because(
            "The register cannot be reached at the moment. Nothing was lost or changed; "
            "try again in a minute."
        ) from error


def _away(error: OperationalError) -> bool:
    """Say whether the database is away, busy or full, as against a statement that is wrong."""
    if isinstance(error.orig, sqlite3.OperationalError):
        return error.orig.sqlite_errorcode & 0xFF in SQLITE_AWAY
    state: str | None = getattr(error.orig, "sqlstate", None)
    return state is None or state[:2] in POSTGRES_AWAY


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _strict_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS})


def _strict_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # Without it, INSERT OR REPLACE removes a row past the trigger that refuses its removal.
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once when writing; when reading, let the database refuse a change."""
    writes = connection.get_execution_options().get("secretariat_writes", False)
    if connection.info.get("writes") is not writes:
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.info["writes"] = writes
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
