"""Entries that a load wrote row by row stay what they are when a load becomes one change."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.ledger.queries import audited
from app.migration import migrate
from app.registry import queries
from app.registry.values import Kind
from tests.registry.conftest import OPERATOR, Register

ROOT = Path(__file__).resolve().parents[2]
BEFORE = "0020"


@pytest.mark.long
def test_versions_of_before_are_opened_and_kept_after(
    database: Database, database_url: str
) -> None:
    register = Register(database)
    register.enter(Kind.OPERATOR, OPERATOR)
    register.enter(Kind.OPERATOR, {"name": "Tundra Cloud", "country": "CAN"})
    settings = Config(toml_file=str(ROOT / "pyproject.toml"))
    settings.attributes["url"] = database_url
    command.downgrade(settings, BEFORE)
    migrate(database_url)
    with database.read(by=SYSTEM) as session:
        assert audited(session, queries.openings(session)).size == 2
    assert register.of() == ["OPR-CAN-0001", "OPR-CAN-0002"]
    with pytest.raises(IntegrityError), database.write(by=SYSTEM) as session:
        session.execute(text("UPDATE registry_version SET name = 'Other'"))
