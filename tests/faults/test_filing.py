"""Web processes and the database are killed while programs file: each filing is there, once.

Programs send each submission under a key of its own, and the same again until it is answered. By
default a hundred are, past processes that are forked ready (`nursery`): on SQLite a process that is
killed is all there is to crash. ``--long`` files thousands, on both databases, kills a PostgreSQL
as well, and hundreds past the very processes of the product.
"""

import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

import pytest
from sqlalchemy import func, select

from app.correspondence.models import Letter
from app.declarations.models import DeclarationVersion
from app.declarations.rules.sealing import SUBMITTED
from app.kernel.actor import SYSTEM
from app.ledger.models import LedgerEntry
from app.migration import migrate
from app.processes import programs
from app.processes.programs import Program
from tests.faults.drafts import Ready, drafted
from tests.faults.test_prints import House, of_parent, opened, wait_for
from tests.services import Killable, free_port, killable_postgres

SEED = 20270314
MANY, MOST = 120, 3_000
CLIENTS = 4
PAUSE_SECONDS = 0.1
"""How long a program waits before it sends again what was not answered."""


@dataclass
class Office(House):
    """An installation whose web processes are forked ready, two on one port."""

    ports: tuple[int, ...] = field(default_factory=lambda: (free_port(),))
    web: list[subprocess.Popen[bytes]] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 (the same each time)
    sent_again: int = 0

    def program(self, port: int) -> Program:
        """Give what answers on a port."""
        return Program("web", (sys.executable, "-m", "tests.faults.nursery", str(port), "2"))

    def begin(self, first: Ready) -> bytes:
        """Start what answers, and give the acknowledgement of the first submission."""
        self.web = [self.start(self.program(port)) for port in self.ports]
        acknowledged = self.submit(first)
        self.sent_again = 0
        return acknowledged

    def kill(self) -> None:
        """Kill a web process, and wait until it is gone: another is started in its place."""
        mother = {self.web[0].pid}
        victim = self.chance.choice(wait_for(lambda: sorted(of_parent(mother))))
        os.kill(victim, signal.SIGKILL)
        wait_for(lambda: victim not in of_parent(mother))

    def submit(self, ready: Ready) -> bytes:
        """Send a submission until it is acknowledged, and give the acknowledgement."""
        for turn in count():
            port = self.ports[turn % len(self.ports)]
            with suppress(OSError, http.client.HTTPException):
                status, body = _posted(port, ready)
                if status < http.client.INTERNAL_SERVER_ERROR:
                    assert status == http.client.CREATED, body
                    return body
            self.sent_again += 1
            time.sleep(PAUSE_SECONDS)
        raise AssertionError


class Served(Office):
    """An installation with two web processes of the product's own, each on a port."""

    def program(self, port: int) -> Program:
        """Give what answers on a port."""
        return programs.web("127.0.0.1", port)

    def kill(self) -> None:
        """Kill a web process, and start it again as a supervisor would."""
        place = self.chance.randrange(len(self.web))
        self.web[place].kill()
        self.web[place].wait()
        self.web[place] = self.start(self.program(self.ports[place]))


def _posted(port: int, ready: Ready) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.request("POST", ready.address, b"{}", ready.headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, sqlite_url: str) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("f"), sqlite_url)
    yield office
    office.end()


@pytest.fixture
def server() -> Iterator[Killable]:
    """Give a PostgreSQL that a test may kill."""
    with killable_postgres() as server:
        migrate(server.address)
        yield server


def filed(office: Office, number: int, *, faults: Sequence[Callable[[], None]]) -> None:
    """File so many while one fault after another strikes, and check that each is there once."""
    with opened(office) as database:
        ready = drafted(database, number)
    first = office.begin(ready[0])
    with ThreadPoolExecutor(CLIENTS) as clients:
        sent = [clients.submit(office.submit, each) for each in ready[1:]]
        for turn, strike in enumerate(faults, start=1):
            _wait_for(sent[turn * number // (len(faults) + 1) - 1])
            time.sleep(office.chance.uniform(0, 0.03))
            strike()
        acknowledged = [first, *(each.result() for each in sent)]
    assert office.sent_again, "nothing was cut off"
    some = slice(None, None, number // 5)
    assert [office.submit(each) for each in ready[some]] == acknowledged[some]
    assert_each_once(office, number)


def _wait_for(sent: Future[bytes]) -> None:
    while not sent.done():
        time.sleep(0.01)


def assert_each_once(office: Office, number: int) -> None:
    """Check that of each there is one version, one entry in the ledger and one letter a person."""
    with opened(office) as database, database.read(by=SYSTEM) as session:
        versions = Counter(session.scalars(select(DeclarationVersion.declaration_id)))
        entries = session.scalar(
            select(func.count()).select_from(LedgerEntry).where(LedgerEntry.kind == SUBMITTED)
        )
        letters = session.scalar(select(func.count()).select_from(Letter))
    assert set(versions.values()) == {1}
    assert (len(versions), entries, letters) == (number, number, 2 * number)


def test_a_hundred_are_filed_while_web_processes_are_killed(office: Office) -> None:
    filed(office, MANY, faults=[office.kill] * 6)


@pytest.mark.long
def test_thousands_are_filed_while_web_processes_are_killed(office: Office) -> None:
    filed(office, MOST, faults=[office.kill] * 150)


@pytest.mark.long
def test_thousands_are_filed_while_web_processes_and_the_database_are_killed(
    tmp_path_factory: pytest.TempPathFactory, server: Killable
) -> None:
    office = Office(tmp_path_factory.mktemp("f"), server.address)
    round_ = [office.kill] * 5 + [server.kill_one, office.kill, server.kill]
    try:
        filed(office, MOST, faults=round_ * 20)
    finally:
        office.end()


@pytest.mark.long
def test_hundreds_are_filed_past_the_processes_of_the_product(
    tmp_path_factory: pytest.TempPathFactory, server: Killable
) -> None:
    office = Served(tmp_path_factory.mktemp("f"), server.address, ports=(free_port(), free_port()))
    try:
        filed(office, MANY, faults=[office.kill, office.kill, server.kill] * 4)
    finally:
        office.end()
