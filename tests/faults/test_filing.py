"""Web processes and the database are killed while programs file: each filing is there, once.

A program sends each submission under a key of its own, and the same again until it is answered.
By default a few are filed, past one process on SQLite, for starting a process costs as much as
thirty filings; ``--long`` files hundreds and thousands, and kills a PostgreSQL too.
"""

import http.client
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, islice, product
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.operations import tokens
from app.declarations.api.revisions import etag, revision
from app.declarations.forms import published
from app.declarations.models import Declaration, DeclarationVersion
from app.declarations.operations import drafting, opening
from app.declarations.operations.judging import Known, known_from
from app.declarations.rules.sealing import SUBMITTED
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Duty, Filing, Hand
from app.kernel.actor import SYSTEM, Actor, Role, Scope
from app.ledger.models import LedgerEntry
from app.migration import migrate
from app.obligations.operations import Raised, ensure
from app.obligations.values import Basis
from app.processes import programs
from tests.conftest import ROOT, SEAT
from tests.faults.test_prints import House, opened
from tests.people import somebody
from tests.services import Killable, free_port, killable_postgres

SEED = 20270314
NIL = ("f2", "f4", "f5")
"""Obligations that are filed nil; each in every year of a state."""

YEARS = range(2000, 2024)
STATES = (
    *("CAN", "JPN", "AUS", "FRA", "DEU", "NOR", "SWE", "NZL", "CHL", "BRA", "IND", "KEN", "ITA"),
    *("NLD", "CHE", "GBR", "KOR", "SGP", "ESP", "PRT", "POL", "AUT", "BEL", "DNK", "FIN", "IRL"),
    *("ISL", "MEX", "ARG", "PER", "URY", "COL", "EGY", "GHA", "NGA", "ZAF", "MAR", "TUN", "JOR"),
    *("ARE", "QAT", "THA"),
)
FEW, MANY, MOST = 30, 300, 3_000


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft that waits for submission: its address, what was read of it, and who submits."""

    address: str
    match: str
    token: str
    key: str = field(default_factory=lambda: str(uuid4()))


@dataclass
class Office(House):
    """An installation with one web process, or two."""

    ports: tuple[int, ...] = field(default_factory=lambda: (free_port(), free_port()))
    web: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    pause: float = 0.2

    def begin(self) -> None:
        """Start the web processes, and wait until they answer."""
        for port in self.ports:
            self.web[port] = self.start(programs.web("127.0.0.1", port))
        for port in self.ports:
            while not self.answers(port):
                time.sleep(self.pause)

    def kill(self, port: int) -> None:
        """Kill a web process, and start it again as a supervisor would."""
        self.web[port].send_signal(signal.SIGKILL)
        self.web[port].wait()
        self.web[port] = self.start(programs.web("127.0.0.1", port))

    def answers(self, port: int) -> bool:
        """Say whether a web process answers."""
        with suppress(OSError, http.client.HTTPException):
            return _asked(port, "GET", "/healthz", {})[0] == http.client.OK
        return False

    def submit(self, ready: Ready) -> tuple[str, bytes]:
        """Send a submission until it is acknowledged, and give the acknowledgement."""
        headers = {
            "Authorization": f"Bearer {ready.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": ready.key,
            "If-Match": f'"{ready.match}"',
        }
        for turn in count():
            with suppress(OSError, http.client.HTTPException):
                status, body = _asked(
                    self.ports[turn % len(self.ports)], "POST", ready.address, headers
                )
                if status < http.client.INTERNAL_SERVER_ERROR:
                    assert status == http.client.CREATED, body
                    return ready.address, body
            time.sleep(self.pause)
        raise AssertionError


def _asked(port: int, method: str, address: str, headers: dict[str, str]) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.request(method, address, b"{}" if method == "POST" else None, headers)
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
        yield server


def drafted(office: Office, number: int) -> list[Ready]:
    """Give so many drafts that wait for the accredited representatives of several states."""
    at = datetime.now(UTC)
    known = known_from(ROOT / "config" / "facts", ROOT / "config" / "obligations", SEAT)
    found: list[Ready] = []
    each = len(NIL) * len(YEARS)
    with opened(office) as database:
        for place, code in enumerate(STATES[: -(-number // each)]):
            with database.write(by=SYSTEM) as session:
                wanted = islice(product(NIL, YEARS), number - place * each)
                found += _of_state(session, code, wanted, known=known, at=at)
    return found


def _of_state(
    session: Session, code: str, wanted: Iterator[tuple[str, int]], *, known: Known, at: datetime
) -> list[Ready]:
    drafter = somebody(session, Role.DRAFTER, code, at=at).actor
    representative = somebody(session, Role.REPRESENTATIVE, code, at=at).actor
    token = tokens.make(
        session, "faults", (Scope.SUBMIT,), lasts=timedelta(hours=5), by=representative, at=at
    )
    return [
        _ready(session, Duty(law, code, str(year)), drafter, token, known=known, at=at)
        for law, year in wanted
    ]


def _ready(
    session: Session, duty: Duty, drafter: Actor, token: str, *, known: Known, at: datetime
) -> Ready:
    law, hand = known.laws.obligations[duty.obligation], Hand(by=drafter, at=at, today=at.date(),
                                                              key=uuid4())  # fmt: skip
    raised = Raised(duty.obligation, duty.participant, duty.period)
    ensure(session, known.laws, raised, roll=known.roll, at=at, seat=known.seat)
    form = published(law.form)
    found = opening.begin(session, law, duty, Filing(basis=Basis.VOLUNTARY), form=form, hand=hand)
    drafting.choose(session, found.reference, Outcome.NIL, form=form, hand=hand)
    drafting.ask(session, found.reference, reason="", form=form, known=known, hand=hand)
    match = etag(revision(session, found, by=drafter))
    return Ready(f"/api/v1{found.reference.address}/submit", match, token)


def filed(
    office: Office, number: int, *, kills: int, others: tuple[Callable[[], None], ...] = ()
) -> None:
    """File so many while one process after another is killed, and check that each is there once."""
    ready = drafted(office, number)
    office.begin()
    chance = random.Random(SEED)  # noqa: S311 (the same kills each time)
    victims: list[Callable[[], None]] = [partial(office.kill, port) for port in office.ports]
    victims += others
    with ThreadPoolExecutor(4) as clients:
        sent = [clients.submit(office.submit, each) for each in ready]
        for turn in range(kills):
            _wait_for(sent, (turn + 1) * number // (kills + 1))
            time.sleep(chance.uniform(0, 0.03))
            victims[turn % len(victims)]()
        acknowledged = dict(each.result() for each in sent)
    assert acknowledged.keys() == {each.address for each in ready}
    again = ready[:: max(1, number // 5)]
    assert [office.submit(each)[1] for each in again] == [acknowledged[r.address] for r in again]
    assert_each_once(office, number)


def _wait_for(sent: list["Future[tuple[str, bytes]]"], number: int) -> None:
    while sum(each.done() for each in sent) < number:
        time.sleep(0.01)


def assert_each_once(office: Office, number: int) -> None:
    """Check that there is one version of each, and one entry in the ledger for each."""
    with opened(office) as database, database.read(by=SYSTEM) as session:
        versions = Counter(session.scalars(select(DeclarationVersion.declaration_id)))
        entries = session.scalar(
            select(func.count()).select_from(LedgerEntry).where(LedgerEntry.kind == SUBMITTED)
        )
        assert versions.keys() == set(session.scalars(select(Declaration.id)))
    assert set(versions.values()) == {1}
    assert len(versions) == entries == number


def test_a_web_process_killed_while_programs_file_loses_and_doubles_nothing(
    office: Office,
) -> None:
    office.ports = office.ports[:1]
    filed(office, FEW, kills=1)


@pytest.mark.long
def test_hundreds_are_filed_while_web_processes_and_the_database_are_killed(
    tmp_path_factory: pytest.TempPathFactory, server: Killable
) -> None:
    migrate(server.address)
    office = Office(tmp_path_factory.mktemp("f"), server.address)
    try:
        filed(office, MANY, kills=12, others=(server.kill,))
    finally:
        office.end()


@pytest.mark.long
def test_thousands_are_filed_while_web_processes_are_killed(office: Office) -> None:
    filed(office, MOST, kills=60)
