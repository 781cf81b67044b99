"""Shared fixtures: a fresh database of each kind, a stopped clock, a runtime around them."""

import gc
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from sqlalchemy import make_url

from app.commands.seed import seeded
from app.documents import operations as documents
from app.kernel.child import Child
from app.kernel.clock import Clock
from app.kernel.database import Database
from app.kernel.fragments import Fragments
from app.kernel.mail import Sink
from app.kernel.runtime import Runtime
from app.kernel.storage import Storage
from app.migration import migrate
from tests.databases import Lender, database_on, plain_role
from tests.engines import share_what_is_compiled
from tests.once import once
from tests.services import chromium

ROOT = Path(__file__).resolve().parent.parent
NOON = datetime(2027, 3, 14, 12, tzinfo=UTC)
SEAT = ZoneInfo("Europe/Vienna")
TURNS = 3
"""Of how many tests that run on both kinds of database one runs on PostgreSQL by default."""

EXAMPLES = 30
"""How many cases a property is tried on; over ten times as many in the long run."""


@dataclass
class StoppedClock:
    """A clock that a test sets."""

    at: datetime = NOON

    def now(self) -> datetime:
        """Give the instant it stands at."""
        return self.at


settings.register_profile("default", max_examples=EXAMPLES, deadline=None)
settings.register_profile("long", max_examples=500, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the product's engines for being made hundreds of times, and properties for trying."""
    gc.disable()  # until all is gathered: what is made by then stays
    share_what_is_compiled()
    settings.load_profile("long" if config.getoption("--long") else "default")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the words that ``python3 -m app test`` adds to pytest's."""
    parser.addoption("--long", action="store_true", help="also run what takes long")
    parser.addoption("--browser-anyway", action="store_true", help="even without a Chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long unless asked for, and what needs a browser where none stands."""
    unwanted = set() if config.getoption("--long") else {"long"}
    if not (chromium() or config.getoption("--browser-anyway")):
        unwanted.add("browser")
    left_out = {item for item in items if any(map(item.get_closest_marker, unwanted))}
    if not config.getoption("--long"):
        left_out |= set(_again_on_postgresql(items))
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _again_on_postgresql(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Give what has run on SQLite and whose turn on PostgreSQL it is not, by default.

    Of what runs on both kinds one in three does, always the same; the long run leaves out none.
    """
    names = {item.nodeid for item in items}
    for item in items:
        twin = item.nodeid.replace("postgresql", "sqlite")
        if twin != item.nodeid and twin in names and crc32(item.nodeid.encode()) % TURNS:
            yield item


def pytest_collection_finish() -> None:
    """Keep what was gathered out of the collector's sight, which would walk it again and again."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def press() -> Iterator[Child]:
    """Give a press, which takes a second to start and prints for every test."""
    with documents.press() as press:
        yield press


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite file, made once and copied for each test."""

    def make(folder: Path) -> None:
        migrate(f"sqlite:///{folder / 'template.db'}")

    return once(tmp_path_factory, "template", make) / "template.db"


@pytest.fixture(scope="session")
def demonstrated(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the demonstration, made once: ``test.db`` and what is stored with it."""

    def make(folder: Path) -> None:
        path = folder / "test.db"
        path.write_bytes(sqlite_template.read_bytes())
        database = Database(f"sqlite:///{path}")
        seeded(runtime_on(database, folder, StoppedClock()))
        database.engine.dispose()

    return once(tmp_path_factory, "demonstration", make)


@pytest.fixture(scope="session")
def demonstration(
    demonstrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runtime]:
    """Give a runtime on the demonstration, which the test may read and must not change."""
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copytree(demonstrated, folder, dirs_exist_ok=True)
    database = Database(f"sqlite:///{folder / 'test.db'}")
    yield runtime_on(database, folder, StoppedClock())
    database.engine.dispose()


@pytest.fixture(scope="session")
def lender() -> Iterator[Lender]:
    """Give what lends a migrated PostgreSQL database to one test after another."""
    server = make_url(os.environ["TEST_DATABASE_URL"])
    with plain_role(server) as owner, database_on(server, owner=owner) as template:
        migrate(template)
        lender = Lender(server, template=str(make_url(template).database), owner=owner)
        yield lender
        lender.close()


KINDS = ["sqlite", *(["postgresql"] if os.environ.get("TEST_DATABASE_URL") else [])]


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the address of a fresh migrated database; every test that asks runs on both kinds."""
    if request.param == "sqlite":
        path = request.getfixturevalue("tmp_path") / "test.db"
        path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        return f"sqlite:///{path}"
    address: str = request.getfixturevalue("lender").lend()
    return address


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """Give the address of a fresh SQLite database, for tests in which SQL is not the point."""
    path = tmp_path / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a fresh database, once of each kind."""
    database = Database(database_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def clock() -> StoppedClock:
    """Give a clock that stands at noon of 14 March 2027."""
    return StoppedClock()


def runtime_on(database: Database, folder: Path, clock: Clock) -> Runtime:
    """Build a runtime as ``app.assembly`` does, with a stopped clock."""
    return Runtime(
        database=database,
        clock=clock,
        storage=Storage(folder / "storage"),
        fragments=Fragments(),
        post=Sink(folder / "sink"),
        spool=folder / "spool",
        mail_from="register@gaima.example.org",
        facts=ROOT / "config" / "facts",
        seat=SEAT,
        seat_name="Global AI Monitoring Agency",
        public_url="http://localhost:8000",
        demonstration=False,
        signing_key=folder / "ledger.key",
        secret_key="0" * 32,
    )


@pytest.fixture
def runtime(sqlite_url: str, tmp_path: Path, clock: StoppedClock) -> Iterator[Runtime]:
    """Give a runtime on a fresh SQLite database."""
    database = Database(sqlite_url)
    yield runtime_on(database, tmp_path, clock)
    database.engine.dispose()
