"""Running other programs: quietly, with a record, and with progress where it takes long."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SHOW_EVERY = 5.0
"""Seconds between two lines of progress where the terminal cannot rewrite one."""


def say(sentence: str) -> None:
    """Tell whoever started the set-up."""
    print(sentence, flush=True)


class Progress:
    """A count that is shown on one line of a terminal, or now and then in a log."""

    def __init__(self, sentence: str, *, of: int) -> None:
        self._sentence = sentence
        self._of = of
        self._count = 0
        self._shown_at = time.monotonic()
        self._rewrites = sys.stdout.isatty()

    def step(self) -> None:
        """Count one more."""
        self._count = min(self._count + 1, self._of)
        if self._rewrites:
            print(f"\r{self._line()}", end="", flush=True)
        elif time.monotonic() - self._shown_at > SHOW_EVERY:
            self._shown_at = time.monotonic()
            say(self._line())

    def end(self) -> None:
        """Leave the line."""
        if self._rewrites and self._count:
            print(flush=True)

    def _line(self) -> str:
        return f"{self._sentence}: {self._count} of {self._of}"


def run(
    words: Sequence[str | Path],
    *,
    log: Path,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    sign: str = "",
) -> tuple[int, str]:
    """Run a program and give its exit status and all it said, which is kept in the log as well.

    Each line that begins with ``sign`` counts as a step of the progress. The status is 127 where
    there is no such program.
    """
    said: list[str] = []
    try:
        process = subprocess.Popen(  # noqa: S603 (the set-up's own words)
            [str(word) for word in words],
            cwd=folder,
            env=dict(environment if environment is not None else os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except FileNotFoundError:
        return 127, f"There is no program {words[0]}."
    log.parent.mkdir(parents=True, exist_ok=True)
    with process, log.open("w") as record:
        for line in process.stdout or ():
            said.append(line)
            record.write(line)
            if progress and line.startswith(sign):
                progress.step()
    if progress:
        progress.end()
    return process.returncode, "".join(said)
