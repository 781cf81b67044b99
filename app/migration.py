"""Bringing a store's schema to what this program expects. Only commands and tests come here."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from app.kernel.database import Database
from app.schema import Standing, standing
from config.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def configuration(url: str) -> Config:
    """Give Alembic's configuration for a database."""
    configuration = Config(toml_file=str(ROOT / "pyproject.toml"))
    configuration.attributes["url"] = url
    return configuration


def migrate(url: str, revision: str = "head") -> None:
    """Bring a store's schema forward to a revision, each step in a transaction of its own."""
    command.upgrade(configuration(url), revision)


def roll_back(url: str, revision: str) -> None:
    """Take a store's schema back to an earlier revision (``base`` removes every table)."""
    command.downgrade(configuration(url), revision)


def keep_current(settings: Settings) -> None:
    """Bring an installation of one machine to the newest schema; leave every other as it is.

    A database that several machines share is migrated by whoever runs it, when they choose.

    Raises:
        Unavailable: the database cannot be reached.

    """
    if not settings.database_url.startswith("sqlite:"):
        return
    database = Database(settings.database_url)
    found = standing(database)
    database.engine.dispose()
    if found in {Standing.MISSING, Standing.BEHIND}:
        migrate(settings.database_url)
