"""The schema of a store: where it stands, and how it is brought to what this program expects."""

from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ROOT / "migrations" / "versions"


class Standing(StrEnum):
    """How a store's schema compares with this program's."""

    MISSING = "missing"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


def head() -> str:
    """Give the newest revision: migrations are numbered, and a file's name begins with its own."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def standing(session: Session) -> Standing:
    """Say how the store's schema compares with this program's."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return Standing.MISSING
    revision = session.scalar(text("SELECT version_num FROM alembic_version"))
    if revision is None:
        return Standing.MISSING
    if revision == head():
        return Standing.CURRENT
    return Standing.BEHIND if revision < head() else Standing.AHEAD


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
