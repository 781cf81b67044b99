"""The relay: the one process that sends. It takes letters out of the spool and over one connection.

Of any number of relays one has its turn, by a lease in the database and a lock on the spool. What
the mail server accepted stands in the spool's journal before anything else is done, and chunk by
chunk in the database; only a relay that ends between the server's 250 and the journal has a letter
sent again, under the same Message-ID.
"""

import os
import signal
import socket
import threading
import time
from datetime import datetime
from uuid import NAMESPACE_DNS, uuid5

import structlog

from app.assembly import assemble
from app.correspondence import operations, queries
from app.correspondence.models import Letter
from app.correspondence.rules import away_for
from app.correspondence.spool import Spool
from app.correspondence.values import CHUNK, TURN, Sent
from app.kernel.actor import SYSTEM
from app.kernel.errors import Unavailable
from app.kernel.mail import Outcome, Unreachable
from app.kernel.runtime import Runtime
from app.routine import watch
from config.logging import write_logs
from config.settings import Settings

LOOK_EVERY = 1.0
"""Seconds between two looks for letters, where there were none."""

SWEEP_EVERY = 60.0
"""Seconds between two looks for letters that lie in the spool though they are over with, and for
what stands too long: a relay runs on when no worker does."""

log = structlog.get_logger(__name__)


class Relay:
    """Sends what lies in the spool, while it is its turn."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._database, self._post = runtime.database, runtime.post
        self._spool = Spool(runtime.spool)
        # Whoever has the lock and this machine's name is the only relay here: a new one need not
        # wait until the turn of the one before it is over.
        self._holder = uuid5(NAMESPACE_DNS, socket.gethostname())
        self._lock: int | None = None
        self._renew_at: datetime | None = None
        self._failures = 0
        self._sweep_at = 0.0

    def run(self, stop: threading.Event) -> None:
        """Send until asked to stop; whatever is away, wait and go on."""
        while not stop.is_set():
            stop.wait(self.look())
        self.leave()

    def leave(self) -> None:
        """Take leave of the mail server, and let another relay have the spool."""
        self._post.close()
        if self._lock is not None:
            os.close(self._lock)
        self._lock = self._renew_at = None

    def look(self) -> float:
        """Send what is due, if it is our turn, and give the seconds until the next look."""
        try:
            if not self._our_turn():
                return LOOK_EVERY
            busy = self._send_due()
            self._answer_pulse()
            self._sweep()
        except Unavailable:
            log.warning("database away")
            return LOOK_EVERY
        except OSError as failed:
            log.exception("spool unusable", reason=failed.strerror)
            return LOOK_EVERY
        except Unreachable as away:
            return self._away(str(away))
        self._failures = 0
        return 0.0 if busy else LOOK_EVERY

    def _our_turn(self) -> bool:
        """Take or keep the turn; it is renewed when half of it is over."""
        if self._lock is None:
            self._lock = self._spool.lock()
        if self._lock is None:
            return False
        at = self._now()
        if self._renew_at is not None and at < self._renew_at:
            return True
        with self._database.write(by=SYSTEM) as session:
            ours = operations.take_turn(session, self._holder, at=at)
        self._renew_at = at + TURN / 2 if ours else None
        return ours

    def _send_due(self) -> bool:
        """Send a chunk over one connection, and say whether there was anything to send."""
        self._settle()
        with self._database.read(by=SYSTEM) as session:
            held = queries.any_to_hold(session)
            due = queries.due(session, at=self._now(), most=CHUNK)
        if held:
            with self._database.write(by=SYSTEM) as session:
                operations.hold(session, at=self._now())
            return True
        try:
            for letter in due:
                if not self._our_turn():
                    break
                self._send(letter)
        finally:
            self._settle()
        if not due:
            self._post.close()
        return bool(due)

    def _send(self, letter: Letter) -> None:
        """Send one letter, and write down at once what became of it."""
        message = self._spool.read(letter.id)
        if message is None:
            with self._database.write(by=SYSTEM) as session:
                operations.lost(session, letter.id, at=self._now())
            return
        answer = self._post.send(
            message, key=str(letter.id), sender=self._runtime.mail_from, to=letter.address
        )
        if answer.outcome is Outcome.ACCEPTED:
            self._spool.journal(letter.id, at=self._now())
            return
        with self._database.write(by=SYSTEM) as session:
            given_up = operations.not_sent(session, letter, answer, message=message, at=self._now())
        if given_up:
            self._spool.remove(letter.id)

    def _settle(self) -> None:
        """Enter in the database what the journal holds, of this relay or of one that was killed."""
        journalled = self._spool.journalled()
        if not journalled:
            return
        found = ((key, at, self._spool.read(key)) for key, at in journalled.items())
        with self._database.write(by=SYSTEM) as session:
            operations.sent(
                session, [Sent(key, at, message) for key, at, message in found if message]
            )
        self._spool.settle(journalled)

    def _answer_pulse(self) -> None:
        """Answer a worker who asks for a sign of life, having asked the mail server for one."""
        if not self._spool.knocked():
            return
        trouble = ""
        try:
            self._post.check()
        except Unreachable as away:
            trouble = str(away)
        with self._database.write(by=SYSTEM) as session:
            operations.heard(session, trouble=trouble, pulse=True, at=self._now())
        self._spool.answered()

    def _away(self, words: str) -> float:
        """Note that the mail server is away, and give the seconds until it is tried again."""
        self._failures += 1
        log.warning("mail server away", reason=words, failures=self._failures)
        try:
            with self._database.write(by=SYSTEM) as session:
                operations.heard(session, trouble=words, at=self._now())
            self._answer_pulse()
        except Unavailable:
            log.warning("database away")
        return away_for(self._failures)

    def _sweep(self) -> None:
        """Raise what stands too long; take away what a relay that was killed left in the spool."""
        if time.monotonic() < self._sweep_at:
            return
        self._sweep_at = time.monotonic() + SWEEP_EVERY
        watch(self._runtime, self._now())
        keys = list(self._spool.keys())
        for start in range(0, len(keys), 10 * CHUNK):
            with self._database.read(by=SYSTEM) as session:
                finished = queries.finished(session, keys[start : start + 10 * CHUNK])
            for key in finished:
                self._spool.remove(key)

    def _now(self) -> datetime:
        return self._runtime.clock.now()


def main() -> None:
    """Send letters until asked to stop."""
    settings = Settings.read(os.environ)
    write_logs(settings.log_level, process="relay")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_given: stop.set())
    Relay(assemble(settings)).run(stop)


if __name__ == "__main__":
    main()
