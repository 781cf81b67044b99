"""How Alembic reaches the database and the tables it compares with."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator, create_engine, event

from app import tables

WAIT = {"options": "-c lock_timeout=5s"}
"""How long a migration waits for a table on PostgreSQL before it gives up and changes nothing."""


def plain(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own column types as the SQL type beneath: a migration never imports ``app``."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


url = context.config.attributes["url"]
engine = create_engine(url, connect_args=WAIT if url.startswith("postgresql") else {})
if engine.dialect.name == "sqlite":
    # Alembic rebuilds tables by copying them; foreign keys are checked again when it is done.
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = OFF"))
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
