"""Triggers by which a database itself keeps a table append-only, shared by the versions.

A migration that rebuilds such a table on SQLite (Alembic's batch mode) drops its triggers with the
old table, and calls ``append_only`` again.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

SENTENCE = "rows of this table are never changed or removed"


def prepare() -> None:
    """Make the function that PostgreSQL's triggers call; SQLite's need none."""
    if _on_postgres():
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '%: {SENTENCE}', TG_TABLE_NAME "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )


def withdraw() -> None:
    """Remove what ``prepare`` made, when no table uses it any more."""
    if _on_postgres():
        op.execute("DROP FUNCTION refuse_change()")


def append_only(table: str) -> None:
    """Let the database refuse UPDATE and DELETE on a table, and TRUNCATE where there is one.

    The triggers go with the table when it is dropped.
    """
    if _on_postgres():
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{change} BEFORE {change.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {SENTENCE}'); END"
        )


def frozen(table: str, *, but: Sequence[str]) -> None:
    """Let the database refuse DELETE on a table, and UPDATE of every column but these."""
    columns = [
        column["name"]
        for column in sa.inspect(op.get_bind()).get_columns(table)
        if column["name"] not in but
    ]
    named = ", ".join(f'"{column}"' for column in columns)
    if _on_postgres():
        for name, change in (("columns", f"UPDATE OF {named}"), ("rows", "DELETE OR TRUNCATE")):
            op.execute(
                f"CREATE TRIGGER {table}_frozen_{name} BEFORE {change} ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        return
    for name, change in (("columns", f"UPDATE OF {named}"), ("rows", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_frozen_{name} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {SENTENCE}'); END"
        )


def frozen_once(table: str, *, when: str, name: str, columns: Sequence[str] = ()) -> None:
    """Let the database refuse UPDATE of rows that are so already; of some columns, if named.

    ``when`` is SQL over ``OLD``, such as ``OLD.outcome IS NOT NULL``.
    """
    changed = "UPDATE" + (f" OF {', '.join(columns)}" if columns else "")
    _refuse_rows(table, changed, name=name, when=when)


def never_removed(table: str) -> None:
    """Let the database refuse DELETE on a table whose rows may still change."""
    _refuse_rows(table, "DELETE", name="kept", when="OLD.id IS NOT NULL")


def _refuse_rows(table: str, change: str, *, name: str, when: str) -> None:
    begun = f"CREATE TRIGGER {table}_{name} BEFORE {change} ON {table} FOR EACH ROW"
    op.execute(
        f"{begun} WHEN ({when}) EXECUTE FUNCTION refuse_change()"
        if _on_postgres()
        else f"{begun} WHEN {when} BEGIN SELECT RAISE(ABORT, '{table}: {SENTENCE}'); END"
    )


def _on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"
