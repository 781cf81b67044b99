"""PostgreSQL databases for tests: one of its own, or one lent again and again as if it were new."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import LiteralString
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL

SHAPE = " UNION ALL ".join(
    f"SELECT '{catalogue}', count(*), max(xmin::text::bigint) FROM {catalogue}"  # noqa: S608 (names below)
    for catalogue in (
        "pg_class",
        "pg_attribute",
        "pg_constraint",
        "pg_index",
        "pg_proc",
        "pg_trigger",
    )
)
"""What any change of a table, a trigger or a function changes."""

EMPTY = """
    DO $$
    DECLARE name text;
    BEGIN
        SET LOCAL session_replication_role = replica;
        FOR name IN
            SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace
                AND relkind = 'r' AND relname <> 'alembic_version'
        LOOP
            EXECUTE 'DELETE FROM ' || name;
        END LOOP;
        PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
    END $$
"""
"""Empties every table past its triggers, in one question and answer."""
END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

COPY = "CREATE DATABASE {} TEMPLATE {} OWNER {}"
DROP = "DROP DATABASE {} WITH (FORCE)"


class Lender:
    """A migrated database, emptied between two tests, which is far quicker than making another.

    A test that changed tables or triggers leaves one that is thrown away.
    """

    def __init__(self, server: URL, *, template: str, owner: str) -> None:
        self._server = server
        self._template = template
        self._owner = owner
        self._lent: Lent | None = None

    def lend(self) -> str:
        """Give the address of a migrated and empty database, the borrower's until the next call."""
        if self._lent is None or not self._lent.emptied():
            self.close()
            self._lent = self._made()
        return asked_by(self._owner, self._server.set(database=self._lent.name))

    def close(self) -> None:
        """Drop the database."""
        if self._lent is not None:
            self._lent.connection.close()
            _administer(self._server, DROP, self._lent.name)

    def _made(self) -> "Lent":
        name = f"t_{uuid4().hex}"
        _administer(self._server, COPY, name, self._template, self._owner)
        address = self._server.set(database=name).render_as_string(hide_password=False)
        connection = psycopg.connect(address, autocommit=True)
        return Lent(name, connection, connection.execute(SHAPE).fetchall())


@dataclass(frozen=True)
class Lent:
    """A database that is being lent, and a connection that has learnt its tables already."""

    name: str
    connection: psycopg.Connection
    shape: list[tuple[object, ...]]

    def emptied(self) -> bool:
        """Empty it past its triggers; say whether its tables are as they were made."""
        self.connection.execute(END_OTHERS)
        if self.connection.execute(SHAPE).fetchall() != self.shape:
            return False
        self.connection.execute(EMPTY)
        return True


@contextmanager
def plain_role(server: URL) -> Iterator[str]:
    """Make a role as an installation has it, which passes over no row security, and give its name.

    It goes when done, after the databases that it owns.
    """
    name = f"plain_{uuid4().hex}"
    _administer(server, "CREATE ROLE {}", name)
    try:
        yield name
    finally:
        _administer(server, "DROP ROLE {}", name)


def asked_by(role: str, address: URL) -> str:
    """Give the address at which everything is done as a plain role."""
    asked = address.update_query_dict({"options": f"-c role={role}"})
    return asked.render_as_string(hide_password=False)


@contextmanager
def database_on(server: URL, *, owner: str) -> Iterator[str]:
    """Make an empty database on a PostgreSQL, and give its owner's address; it goes when done."""
    name = f"t_{uuid4().hex}"
    _administer(server, COPY, name, "template1", owner)
    try:
        yield asked_by(owner, server.set(database=name))
    finally:
        _administer(server, DROP, name)


def _administer(server: URL, statement: LiteralString, *names: str) -> None:
    """Run a statement about databases, which may not stand in a transaction."""
    address = server.render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
