"""Where a store's schema stands, and whether a process may start on it."""

from enum import StrEnum

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Invalid
from app.kernel.revisions import head


class Standing(StrEnum):
    """How a store's schema compares with this program's."""

    MISSING = "missing"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


ADVICE = {
    Standing.MISSING: ("The database holds no register yet. Run “python3 -m app migrate” first."),
    Standing.BEHIND: (
        "The database's tables are older than this program. "
        "Make a backup with the program that was used until now, then run "
        "“python3 -m app migrate”."
    ),
    Standing.AHEAD: (
        "The database's tables are newer than this program. "
        "Start the newer program, or restore a backup made with this one."
    ),
}


def standing(database: Database) -> Standing:
    """Say how the store's schema compares with this program's.

    Raises:
        Unavailable: the database cannot be reached.

    """
    with database.read(by=SYSTEM) as session:
        found = revision(session)
    if found is None:
        return Standing.MISSING
    if found == head():
        return Standing.CURRENT
    return Standing.BEHIND if found < head() else Standing.AHEAD


def check(database: Database) -> None:
    """Let a process start only on the schema that it was written for.

    Raises:
        Invalid: the schema is missing, older or newer; the sentence says what to do.
        Unavailable: the database cannot be reached.

    """
    found = standing(database)
    if found is not Standing.CURRENT:
        raise Invalid.because(ADVICE[found])


def revision(session: Session) -> str | None:
    """Give the revision of the schema that a store has, or None where it has no tables."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    found: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    return found
