"""Where a copy is restored: an empty database and an empty storage, which stay so if it fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from sqlalchemy import func, inspect, select, table

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Conflict
from app.kernel.storage import Storage
from app.migration import migrate, roll_back
from app.schema import Standing, check, revision, standing
from config.settings import Settings

SQLITE = "sqlite:///"
REVISIONS = "alembic_version"
LOCK = 0x6761696D61
"""PostgreSQL's name for the lock of those who restore."""


@contextmanager
def empty_place(settings: Settings, wanted: str) -> Iterator[Database]:
    """Give an empty database with the tables of a revision; whatever fails, it is empty again.

    Raises:
        Conflict: the database or the storage holds something.
        Invalid: the database's tables are a later program's.
        Unavailable: the database cannot be reached.

    """
    database = Database(settings.database_url)
    try:
        found = standing(database)
        with _alone(settings.database_url):
            _check_empty(database, settings, found)
            with _cleared_on_failure(settings):
                _make_tables(database, settings.database_url, wanted)
                yield database
    finally:
        database.engine.dispose()


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """Keep others from restoring into the same PostgreSQL: who fails would clear it for both.

    A database in a file has its folder's lock. This one goes with its connection.
    """
    if url.startswith(SQLITE):
        yield
        return
    keeper = Database(url)
    try:
        with keeper.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as held:
            if not held.scalar(select(func.pg_try_advisory_lock(LOCK))):
                raise Conflict.because("Another copy is being restored into this database.")
            yield
    finally:
        keeper.engine.dispose()


@contextmanager
def _cleared_on_failure(settings: Settings) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _clear(settings)
        raise


def _check_empty(database: Database, settings: Settings, found: Standing) -> None:
    if not Storage(settings.storage).is_empty():
        raise Conflict.because(
            "The folder %(folder)s holds files already. A copy is restored only into an empty "
            "place: give another folder.",
            folder=str(settings.storage),
        )
    if found is Standing.AHEAD:
        check(database)
    with database.read(by=SYSTEM) as session:
        names = set(inspect(session.connection()).get_table_names()) - {REVISIONS}
        for name in sorted(names):
            if session.execute(select(1).select_from(table(name)).limit(1)).first():
                raise Conflict.because(
                    "The database holds something already. A copy is restored only into an empty "
                    "one: give another, or another folder with --data."
                )


def _make_tables(database: Database, url: str, wanted: str) -> None:
    with database.read(by=SYSTEM) as session:
        found = revision(session)
    if found == wanted:
        return
    if found is not None:
        roll_back(url, "base")
    migrate(url, wanted)


def _clear(settings: Settings) -> None:
    """Take away what was restored so far."""
    url = settings.database_url
    if url.startswith(SQLITE):
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix(SQLITE) + ending).unlink(missing_ok=True)
    else:
        roll_back(url, "base")
    for each in settings.storage.glob("*"):
        rmtree(each)
