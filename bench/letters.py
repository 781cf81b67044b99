"""Letters a second over a kept connection, beside a connection each: ``python -m bench.letters``.

Both send the same letters to the same mail server, which runs in a process of its own and keeps
each durably. Ours is the whole relay: it makes sure before each letter that it is still owed, reads
it from the spool, journals what became of it in the database and takes it away. Beside it stand a
loop that opens a connection for each letter and does nothing else, and our relay made to open one
for each. The medians of runs that take turns are compared; what is promised is the second ratio,
where both do the same work.
"""

import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from sqlalchemy import delete, event

from app.correspondence import letters, operations
from app.correspondence.models import Letter
from app.correspondence.spool import Spool
from app.correspondence.values import CHUNK
from app.kernel.actor import SYSTEM
from app.kernel.clock import SystemClock
from app.kernel.database import Database
from app.kernel.mail import Answer, Smtp
from app.kernel.runtime import Runtime
from app.migration import migrate
from app.processes.relay import Relay
from tests.conftest import ROOT, runtime_on
from tests.correspondence.conftest import owed, to
from tests.services import eventually, free_port

LEAST = 2.0
"""How many times as many letters a second are promised as with a connection each."""

COUNT = 200
ADDRESSEES = 195
RUNS = 3


class OneEach(Smtp):
    """A mail server to which each letter goes over a connection of its own."""

    def send(self, message: bytes, *, key: str, sender: str, to: str) -> Answer:
        """Send, and take leave."""
        answer = super().send(message, key=key, sender=sender, to=to)
        self.close()
        return answer


def main() -> int:
    """Measure, print the figures, and give the exit status: 1 where a promise is broken."""
    with tempfile.TemporaryDirectory() as made, mail_server(Path(made)) as url:
        migrate(f"sqlite:///{made}/register.db")
        database = Database(f"sqlite:///{made}/register.db")
        house = runtime_on(database, Path(made), SystemClock())
        ways: dict[str, Callable[[], float]] = {
            "kept": partial(relayed, replace(house, post=Smtp(url))),
            "each": partial(relayed, replace(house, post=OneEach(url))),
            "bare": partial(bare, house, url),
        }
        spent: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(RUNS):
            for way, send in ways.items():
                spent[way].append(send())
        statements = bulk(database)
        database.engine.dispose()
    return told({way: COUNT / median(seconds) for way, seconds in spent.items()}, statements)


def told(rates: dict[str, float], statements: int) -> int:
    """Print the figures, and say by the exit status whether they are kept."""
    ratio = rates["kept"] / rates["each"]
    print(f"the relay, connection kept      {rates['kept']:6.0f} letters a second")
    print(f"the relay, a connection each    {rates['each']:6.0f} letters a second")
    print(f"a bare loop, a connection each  {rates['bare']:6.0f} letters a second")
    print(f"ratio {ratio:.2f}, at least {LEAST}")
    print(f"to the bare loop, which keeps no record: {rates['kept'] / rates['bare']:.2f}")
    print(f"a notification to {ADDRESSEES} addressees is {statements} statement")
    return int(ratio < LEAST or statements != 1)


def relayed(house: Runtime) -> float:
    """Give the seconds in which the relay empties a full spool."""
    fill(house)
    relay = Relay(house)
    began = time.perf_counter()
    while relay.look() == 0.0:
        pass
    spent = time.perf_counter() - began
    relay.leave()
    return spent


def bare(house: Runtime, url: str) -> float:
    """Give the seconds in which a loop sends the same letters, a connection each."""
    spool = Spool(house.spool)
    fill(house)
    keys = list(spool.keys())
    written = [content for key in keys if (content := spool.read(key))]
    server = urlsplit(url)
    began = time.perf_counter()
    for content in written:
        with smtplib.SMTP(server.hostname or "", server.port or 0) as connection:
            recipient = str(message_from_bytes(content)["To"]).partition("<")[2].rstrip(">")
            connection.sendmail(house.mail_from, [recipient], content)
    spent = time.perf_counter() - began
    for key in keys:
        spool.remove(key)
    return spent


def fill(house: Runtime) -> None:
    """Owe letters anew, and hand them over."""
    at = datetime.now(UTC)
    with house.database.write(by=SYSTEM) as session:
        session.execute(delete(Letter))
        operations.owe(session, [owed(f"b/{n}", to(n)) for n in range(COUNT)], at=at)
    for _ in range(COUNT // CHUNK):
        with house.database.write(by=SYSTEM) as session:
            claimed = operations.claim(session, at=at)
            sender = letters.sender(house)
            operations.lay_down(claimed, Spool(house.spool), sender=sender, at=at)
            operations.handed_over(session, claimed, {}, at=at)


def bulk(database: Database) -> int:
    """Count the statements by which a notification to everybody is owed."""
    statements: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda *given: statements.append(given[2])
    )
    with database.write(by=SYSTEM) as session:
        owing = [owed(f"dn/{number}", to(number)) for number in range(ADDRESSEES)]
        operations.owe(session, owing, at=datetime.now(UTC))
    return sum(not each.startswith(("BEGIN", "PRAGMA")) for each in statements)


@contextmanager
def mail_server(folder: Path) -> Iterator[str]:
    """Run a mail server in a process of its own, and give its address."""
    port, inbox = free_port(), folder / "inbox"
    inbox.mkdir()
    words = [sys.executable, "-m", "tests.mail_server", str(port), str(inbox)]
    with subprocess.Popen(words, cwd=ROOT) as process:  # noqa: S603 (our own program)
        try:
            eventually(partial(answers, port))
            yield f"smtp://127.0.0.1:{port}"
        finally:
            process.terminate()


def answers(port: int) -> bool:
    """Say whether the mail server answers."""
    try:
        with smtplib.SMTP("127.0.0.1", port) as connection:
            return connection.noop()[0] == 250  # noqa: PLR2004 (SMTP's own number)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
