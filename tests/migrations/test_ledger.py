"""The ledger's tables come and go whole, entries or not."""

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.ledger import operations
from app.ledger.values import Deed
from app.migration import migrate

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2027, 3, 14, 12, tzinfo=UTC)


def append(database: Database) -> int:
    with database.write(by=SYSTEM) as session:
        deeds = [Deed("k", "s", {})] * 3
        return operations.append(session, deeds, by=SYSTEM, at=AT)[-1].index


def go_back(url: str) -> None:
    settings = Config(toml_file=str(ROOT / "pyproject.toml"))
    settings.attributes["url"] = url
    command.downgrade(settings, "base")


def test_a_ledger_with_entries_goes_without_a_trace_and_comes_again(
    database: Database, database_url: str
) -> None:
    append(database)
    go_back(database_url)
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    with database.read(by=SYSTEM) as session:
        known = {
            "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT count(*) FROM pg_proc WHERE proname = 'refuse_change'",
        }[database.engine.dialect.name]
        assert session.scalar(text(known)) == 0
    migrate(database_url)
    assert append(database) == 2
