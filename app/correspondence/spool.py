"""Where letters lie between the worker who wrote them and the relay who sends them.

A letter is handed over by ``link(2)`` under its key: whole or absent, and once however many
workers try, whoever is killed. The folder may be shared by several machines.
"""

import fcntl
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

ENDING = ".eml"
JOURNAL = "journal"
"""What the mail server has accepted, a line each, until it stands in the database."""

LINE = re.compile(r"([0-9a-f-]{36}) (\S+)\n")
"""A whole line of the journal; one that was cut off in the writing does not count."""

PULSE = "pulse"
"""The file by which a worker asks the relay for a sign of life."""


class Spool:
    """A folder of letters that wait to be sent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, letters: Mapping[UUID, bytes]) -> None:
        """Lay letters down durably; one that lies there already stays as it is.

        Raises:
            OSError: the disk refuses; those not yet laid down are not.

        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for key, message in letters.items():
            self._lay(self._path(key), message)
        self._flush()

    def read(self, key: UUID) -> bytes | None:
        """Give a letter, or None if it does not lie here."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, key: UUID) -> None:
        """Take a letter away, once what became of it is recorded."""
        self._path(key).unlink(missing_ok=True)

    def journal(self, key: UUID, *, at: datetime) -> None:
        """Write down durably that the mail server has accepted a letter."""
        descriptor = os.open(self._folder / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, f"{key} {at.isoformat()}\n".encode())
            os.fdatasync(descriptor)
        finally:
            os.close(descriptor)

    def journalled(self) -> dict[UUID, datetime]:
        """Give the letters that the mail server has accepted, and when."""
        journal = self._folder / JOURNAL
        lines = LINE.findall(journal.read_text()) if journal.is_file() else []
        return {UUID(key): datetime.fromisoformat(at) for key, at in lines}

    def settle(self, keys: Iterable[UUID]) -> None:
        """Take away letters that the database holds as sent, then empty the journal."""
        for key in keys:
            self.remove(key)
        os.truncate(self._folder / JOURNAL, 0)

    def keys(self) -> Iterator[UUID]:
        """Give the keys of the letters that lie here, in no order."""
        for path in self._folder.glob(f"*{ENDING}"):
            yield UUID(path.stem)

    def knock(self) -> None:
        """Ask the relay for a sign of life."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self._folder / PULSE).touch()

    def knocked(self) -> bool:
        """Say whether a sign of life is asked for."""
        return (self._folder / PULSE).exists()

    def answered(self) -> None:
        """Take the question away."""
        (self._folder / PULSE).unlink(missing_ok=True)

    def lock(self) -> int | None:
        """Take the spool for this relay until it closes what is given, or None: another has it.

        A relay that is killed lets go at once, one that is frozen holds on: what it may be in the
        middle of sending nobody else sends meanwhile.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = os.open(self._folder / "relay.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(held)
            return None
        (self._folder / JOURNAL).touch(mode=0o600)
        self._flush()
        return held

    def _path(self, key: UUID) -> Path:
        return self._folder / f"{key}{ENDING}"

    def _lay(self, place: Path, message: bytes) -> None:
        partial = self._folder / f".{uuid4().hex}.partial"
        try:
            with partial.open("xb") as file:
                file.write(message)
                file.flush()
                os.fsync(file.fileno())
            os.link(partial, place)
        except FileExistsError:  # handed over before; the same letter
            return
        finally:
            partial.unlink(missing_ok=True)

    def _flush(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
