"""A small register to be copied, and places in which copies are restored."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.cli import main
from app.copies import making
from app.correspondence import operations as correspondence
from app.correspondence.values import Sent
from app.declarations.rules.opening import FIRST_YEAR
from app.declarations.values.filing import Reference
from app.documents import operations as documents
from app.documents.values import Checked, FileKind
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from tests.conftest import NOON, StoppedClock, runtime_on
from tests.correspondence.conftest import owed, to
from tests.declarations.filing import ask, begun, fill, submit
from tests.people import somebody

SCAN = Checked("scan.pdf", FileKind.PDF, b"%PDF- a scan")
SECRET = "0" * 32
STATES = ("CAN", "JPN", "FRA", "KEN")
LAST_YEAR = 2027


def file_some(session: Session, filings: int) -> list[tuple[Actor, Reference]]:
    """File declarations of several states for several years; give whose each is, and its number."""
    found = []
    for state, year in list(product(STATES, range(FIRST_YEAR, LAST_YEAR + 1)))[:filings]:
        drafter, representative = (
            Actor(role, account=number, participant=state)
            for number, role in ((21, Role.DRAFTER), (22, Role.REPRESENTATIVE))
        )
        declaration = begun(session, by=drafter, period=str(year))
        fill(session, declaration, by=drafter)
        ask(session, declaration, drafter)
        submit(session, declaration, representative)
        found.append((drafter, declaration.reference))
    return found


def furnish(house: Runtime, *, filings: int = 1) -> list[tuple[Actor, Reference]]:
    """Give a register declarations, a person, a file, and letters of which one has been sent."""
    with house.database.write(by=SYSTEM) as session:
        found = file_some(session, filings)
    with house.database.write(by=SYSTEM) as session:
        somebody(session, Role.DRAFTER, "CAN", at=NOON)
        letters = [owed(f"n/{number}", to(number)) for number in range(3)]
        correspondence.owe(session, letters, at=NOON)
        [letter] = correspondence.claim(session, at=NOON, most=1)
        correspondence.sent(session, [Sent(letter.id, NOON, b"\x00\xffas it went")])
        owner = "instrument/2027/3"
        documents.keep(session, SCAN, owner=owner, storage=house.storage, by=SYSTEM, at=NOON)
    return found


@dataclass
class Place:
    """Where a copy is restored by the command itself."""

    url: str
    folder: Path

    def environment(self) -> dict[str, str]:
        """Give the settings that the command reads."""
        given = {
            "DATABASE_URL": self.url,
            "REDIS_URL": "redis://127.0.0.1:9",
            "SECRET_KEY": SECRET,
            "PUBLIC_URL": "http://localhost:8000",
            "STORAGE": str(self.folder / "storage"),
            "SIGNING_KEY": str(self.folder / "ledger.key"),
        }
        return {f"SECRETARIAT_{name}": value for name, value in given.items()}

    def restore(self, file: Path, *words: str) -> int:
        """Run the command, and give its exit status."""
        return main(["restore", str(file), *words])


@pytest.fixture
def place_at(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Place]:
    """Give what makes an empty place on a database, and sets the environment so."""

    def made(url: str) -> Place:
        place = Place(url, tmp_path_factory.mktemp("place"))
        for name, value in place.environment().items():
            monkeypatch.setenv(name, value)
        return place

    return made


@pytest.fixture
def fresh(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Callable[[str], str]:
    """Give what makes an empty database of a kind, and gives its address."""

    def made(kind: str) -> str:
        if kind == "postgresql":
            address: str = request.getfixturevalue("lender").lend()
            return address
        file = tmp_path_factory.mktemp("database") / "register.db"
        shutil.copy(sqlite_template, file)
        return f"sqlite:///{file}"

    return made


@pytest.fixture
def place(place_at: Callable[[str], Place], fresh: Callable[[str], str]) -> Place:
    """Give an empty place with SQLite."""
    return place_at(fresh("sqlite"))


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Path]:
    """Give a copy of a small register, which a test reads and does not change."""
    folder = tmp_path_factory.mktemp("copied")
    shutil.copy(sqlite_template, folder / "register.db")
    house = runtime_on(Database(f"sqlite:///{folder / 'register.db'}"), folder, StoppedClock())
    furnish(house)
    making.make(house, folder / "copy.zip", at=NOON, tell=lambda _sentence: None)
    yield folder / "copy.zip"
    house.database.engine.dispose()
