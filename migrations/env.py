"""How Alembic reaches the database and the tables it compares with."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator, create_engine, event

from app import tables

WAIT = "SET lock_timeout = '5s'"
"""How long a migration waits for a table on PostgreSQL before it gives up and changes nothing."""

AS_THE_PRODUCT = "SELECT set_config('app.role', 'system', false)"
"""A migration that changes rows has to see them all, past row security."""


def plain(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own column types as the SQL type beneath: a migration never imports ``app``."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def ready(raw: Any, _record: object) -> None:
    """Make a new connection ready for migrating."""
    if engine.dialect.name == "sqlite":
        # Alembic rebuilds tables by copying them; foreign keys are checked again when it is done.
        raw.execute("PRAGMA foreign_keys = OFF")
        return
    raw.autocommit = True  # both hold for the connection, whatever becomes of a transaction
    raw.execute(WAIT)
    raw.execute(AS_THE_PRODUCT)
    raw.autocommit = False


engine = create_engine(context.config.attributes["url"])
event.listen(engine, "connect", ready)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        render_item=plain,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
