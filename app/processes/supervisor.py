"""Keeping the processes of one machine alive: started in order, restarted, ended together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from app.kernel.orphans import end_with_parent
from app.processes.programs import Program

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds before a process that ended is started again; the pause doubles each time."""

STEADY_AFTER = 30.0
"""Seconds after which a process counts as well, and its next pause is the first one again."""

PATIENCE = 10.0
"""Seconds that a process gets to finish what it is doing before it is killed."""

LONGEST_LOG = 10_000_000
"""Bytes; a longer log is set aside when its process starts."""

HEAD_START = 15.0
"""Seconds that the first programs have at most before the others start as well."""

LOOK_EVERY = 0.1


class Kept:
    """One program under supervision: it leads a process group of its own, and writes a log."""

    def __init__(self, program: Program, environment: Mapping[str, str], logs: Path) -> None:
        self.program = program
        self.log = logs / f"{program.name}.log"
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._started = self._start_at = 0.0
        self._pause = FIRST_PAUSE

    @property
    def running(self) -> bool:
        """Say whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process; should its parent be killed, the kernel kills it too."""
        with self._opened_log() as log:
            self._process = subprocess.Popen(  # noqa: S603 (our own programs)
                self.program.words,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(end_with_parent, os.getpid()),  # noqa: PLW1509 (one thread)
            )
        self._started = time.monotonic()

    def look(self) -> str | None:
        """Restart the process when it has ended and its pause is over; give what to tell of it."""
        if self._process is None:
            if time.monotonic() >= self._start_at:
                self.start()
            return None
        if (status := self._process.poll()) is None:
            return None
        self.clear_away()
        if time.monotonic() - self._started > STEADY_AFTER:
            self._pause = FIRST_PAUSE
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
        self._start_at = time.monotonic() + pause
        return (
            f"The {self.program.name} process ended ({_cause(status)}) and starts again in "
            f"{pause:g} seconds; its log is {self.log}."
        )

    def ask_to_end(self) -> None:
        """Ask the process to finish what it is doing and end."""
        if self._process is not None:
            self._process.terminate()

    def kill(self) -> None:
        """Kill the process at once."""
        if self._process is not None:
            self._process.kill()

    def clear_away(self) -> None:
        """Kill what is left of the process's group, its own children included."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _opened_log(self) -> BinaryIO:
        if self.log.is_file() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        return self.log.open("ab")


class Supervisor:
    """Keeps its programs alive until it is told to stop, then ends them, the first one last."""

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        environment: Mapping[str, str],
        logs: Path,
        say: Callable[[str], None],
    ) -> None:
        self.kept = [Kept(program, environment, logs) for program in programs]
        self._say = say
        self._stops = 0

    def stop(self, *_signal: object) -> None:
        """Have ``keep`` end the processes; asked twice, it does not wait for them."""
        self._stops += 1

    def keep(self, urgent_done: Callable[[], bool], *, urgent: int = 2) -> None:
        """Start everything, and keep it alive until ``stop``.

        The first programs, ``urgent`` many, have the machine to themselves until ``urgent_done``
        says so, or has said no for ``HEAD_START`` seconds.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        began = time.monotonic()
        try:
            while not self._stops:
                done = urgent_done() or time.monotonic() - began > HEAD_START
                for kept in self.kept if done else self.kept[:urgent]:
                    if told := kept.look():
                        self._say(told)
                time.sleep(LOOK_EVERY)
        finally:
            self.end()

    def end(self) -> None:
        """End every process; the first one, on which the others stand, when they are gone."""
        first, *others = self.kept
        for group in (others, [first]):
            for kept in group:
                kept.ask_to_end()
            deadline = time.monotonic() + PATIENCE
            while any(kept.running for kept in group) and time.monotonic() < deadline:
                if self._stops > 1:
                    break
                time.sleep(LOOK_EVERY / 4)
            for kept in group:
                kept.clear_away()


def _cause(status: int) -> str:
    if status < 0:
        return signal.Signals(-status).name
    return f"exit status {status}"
