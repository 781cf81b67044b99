"""A folder into which a mail server lays what arrives for one mailbox, one file a message.

``new`` holds what nobody has looked at, ``cur`` the rest (the format is Maildir's, as qmail and
Dovecot have it). Whoever may deliver there may be anybody: what is read is bounded.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

SEEN, UNSEEN = ":2,S", ":2,"
"""What a message's name ends with in ``cur``: seen, or left for a person to see."""


class Maildir:
    """One mailbox."""

    def __init__(self, folder: Path) -> None:
        self._new, self._cur = folder / "new", folder / "cur"

    def arrived(self, *, most: int) -> Sequence[str]:
        """Name some of the messages that nobody has looked at; none that is no plain file.

        Raises:
            OSError: the folder is not there or cannot be read.

        """
        with os.scandir(self._new) as entries:
            plain = (each.name for each in entries if each.is_file(follow_symlinks=False))
            return list(islice(plain, most))

    def read(self, name: str, *, most: int) -> bytes:
        """Give a message's first bytes; nothing where somebody else has taken it meanwhile."""
        with suppress(FileNotFoundError), (self._new / name).open("rb") as file:
            return file.read(most)
        return b""

    def put_by(self, name: str, *, seen: bool) -> None:
        """Move a message to those that were looked at; ``seen`` says that no person need read it.

        Raises:
            OSError: the folder refuses; the message stays where it is.

        """
        self._cur.mkdir(mode=0o700, exist_ok=True)
        kept = name.partition(":")[0] + (SEEN if seen else UNSEEN)
        with suppress(FileNotFoundError):
            (self._new / name).rename(self._cur / kept)
