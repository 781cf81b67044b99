"""A step of the set-up: done once, and again only when what it was made from has changed."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.install.places import ROOT, STAMPS
from app.install.running import say


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, the line it prints, what it is made from, what must stand after it."""

    name: str
    sentence: str
    inputs: Callable[[], Iterable[Path | str]]
    result: Path
    do: Callable[[], None]

    @property
    def done(self) -> bool:
        """Say whether the step was done with these very inputs, and its result still stands."""
        stamp = STAMPS / self.name
        return (
            self.result.exists() and stamp.is_file() and stamp.read_text() == digest(self.inputs())
        )

    def take(self) -> None:
        """Do the step and stamp it.

        Raises:
            Trouble: it failed; nothing is stamped, so that the next start tries again.

        """
        say(self.sentence)
        stamp = STAMPS / self.name
        stamp.unlink(missing_ok=True)
        self.do()
        STAMPS.mkdir(parents=True, exist_ok=True)
        fresh = stamp.with_suffix(".new")
        fresh.write_text(digest(self.inputs()))
        fresh.replace(stamp)


def digest(inputs: Iterable[Path | str]) -> str:
    """Give the SHA-256 over texts and files, a file by its place in the checkout and content."""
    whole = hashlib.sha256()
    for given in inputs:
        if isinstance(given, Path):
            content = given.read_bytes()
            whole.update(f"{given.relative_to(ROOT)} {len(content)} ".encode() + content)
        else:
            whole.update(f"{given}\n".encode())
    return whole.hexdigest()


def take_all(steps: Sequence[Step]) -> None:
    """Take every step that is not done, in order; two starts at once take turns.

    Raises:
        Trouble: a step failed.

    """
    if all(step.done for step in steps):
        return
    with _alone():
        for step in steps:
            if not step.done:
                step.take()


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the checkout's folder itself, which needs no file and ends with the process."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is setting this checkout up; waiting until it is done …")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
