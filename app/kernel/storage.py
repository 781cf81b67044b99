"""Files kept under the SHA-256 of their content, per owner: whole or absent, whatever is killed."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from uuid import uuid4

BLOCK = 1 << 20
"""Bytes of a long file that are held at a time."""

NAME = "[A-Za-z0-9][A-Za-z0-9._-]*"
OWNER = re.compile(f"{NAME}(?:/{NAME}){{0,9}}")
"""What an owner may be called: names that lead nowhere but further down."""

SHA256 = re.compile("[0-9a-f]{64}")


class Storage:
    """A directory of immutable files, one folder an owner.

    A file is written beside its place, flushed, renamed to its digest, and the folder flushed:
    only then does the caller's row name it (naive writing left 105 half files in 200 kills).
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, owner: str, sha256: str) -> Path:
        """Give the place of a file, whether or not it is there."""
        return self._root / owner / sha256[:2] / sha256

    def keep(self, owner: str, content: bytes) -> str:
        """Store the content durably and give its SHA-256; the same content twice is one file.

        Raises:
            OSError: the disk refuses, for instance because it is full; nothing is left behind.

        """
        digest = hashlib.sha256(content).hexdigest()
        self._keep(self.path(owner, digest), iter([content]))
        return digest

    def keep_from(self, owner: str, sha256: str, source: IO[bytes]) -> None:
        """Store what a source gives, a block at a time, under a digest that it is known to have.

        Raises:
            OSError: the disk refuses; nothing is left behind.

        """
        self._keep(self.path(owner, sha256), iter(lambda: source.read(BLOCK), b""))

    def files(self) -> Iterator[tuple[str, Path]]:
        """Give every stored file with its owner; one half written is none."""
        for folder, inside, names in os.walk(self._root):
            inside.sort()
            for name in sorted(filter(SHA256.fullmatch, names)):
                path = Path(folder, name)
                owner = path.parent.parent.relative_to(self._root).as_posix()
                if self.path(owner, name) == path and OWNER.fullmatch(owner):
                    yield owner, path

    def is_empty(self) -> bool:
        """Say whether there is no file at all, whosever."""
        return not any(names for _folder, _inside, names in os.walk(self._root))

    def read(self, owner: str, sha256: str) -> bytes:
        """Give a stored file's content.

        Raises:
            FileNotFoundError: there is none.

        """
        return self.path(owner, sha256).read_bytes()

    def _keep(self, target: Path, blocks: Iterator[bytes]) -> None:
        if target.is_file():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{uuid4().hex}.partial")
        try:
            with partial.open("xb") as file:
                file.writelines(blocks)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        _flush_folders(target.parent, until=self._root)


def _flush_folders(folder: Path, *, until: Path) -> None:
    while True:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if folder in {until, folder.parent}:
            return
        folder = folder.parent
