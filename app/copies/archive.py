"""A copy's file: a ZIP in which nothing is packed, so that no part is longer than the file itself.

It is written beside its place and put there when it is whole and was read back. Whatever is wrong
with one that is read is found before anything of it is used.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from app.copies import manifest
from app.copies.manifest import LIST_OF_FILES, Manifest
from app.kernel.errors import Conflict, Invalid
from app.kernel.storage import BLOCK, OWNER, SHA256

FILES = "files/"
MOST_LINE = 100_000_000
"""Bytes that one row may have."""

ENCRYPTED = 1
"""The bit of a ZIP entry that is encrypted."""

Tell = Callable[[str], None]


class Written:
    """A part while it is written: its size and its digest."""

    def __init__(self, into: IO[bytes]) -> None:
        self._into = into
        self._digest = hashlib.sha256()
        self.bytes = 0

    def write(self, content: bytes) -> None:
        """Add to the part."""
        self._into.write(content)
        self._digest.update(content)
        self.bytes += len(content)

    def write_line(self, document: Any) -> None:
        """Add a line of JSON, in ASCII: half a surrogate pair is no UTF-8."""
        self.write(json.dumps(document, allow_nan=False).encode() + b"\n")

    @property
    def sha256(self) -> str:
        """The digest of what has been written."""
        return self._digest.hexdigest()


class Draft:
    """A copy while it is written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def part(self, name: str) -> Iterator[Written]:
        """Write one part; one after another."""
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o600 << 16
        with self._archive.open(entry, "w", force_zip64=True) as into:
            yield Written(into)


@contextmanager
def draft(file: Path) -> Iterator[Draft]:
    """Write a copy; it has its name when it is whole, and nothing is left where it is not.

    Raises:
        Conflict: something has that name.
        OSError: the disk refuses.

    """
    if file.exists():
        raise Conflict.because("%(file)s is there already. Give another name.", file=str(file))
    partial = file.with_name(f".{uuid4().hex}.partial")
    try:
        descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as whole:
            with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
                yield Draft(archive)
            whole.flush()
            os.fsync(descriptor)
        with opened(partial) as copy:
            copy.check()
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    folder = os.open(file.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Copy:
    """A copy that can be read; ``check`` finds whether it is whole."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {each.filename: each for each in archive.infolist()}
        if manifest.NAME not in self._entries:
            raise _foreign()
        if self._entries[manifest.NAME].file_size > manifest.MOST_BYTES:
            raise _foreign()
        self.manifest: Manifest = manifest.understood(archive.read(manifest.NAME))

    def check(self, tell: Tell = lambda _sentence: None) -> None:
        """Reckon every digest.

        Raises:
            Invalid: a part is missing, is not what the manifest says, or is one too many.

        """
        parts = self.manifest.parts
        for name, part in parts.items():
            self._check(name, part.sha256, part.bytes)
        listed = 0
        for listed, (_owner, sha256, size, name) in enumerate(self.files(), 1):
            self._check(name, sha256, size)
            tell(f"{listed} files were checked.")
        strange = len(self._entries) - len(parts) - listed - 1
        if strange:
            raise Invalid.because(
                "The copy holds what its manifest does not name, or names it twice. It is not used."
            )

    def lines(self, name: str) -> Iterator[bytes]:
        """Give the lines of a part.

        Raises:
            Invalid: one is longer than any row can be.

        """
        with self._archive.open(self._entries[name]) as part:
            while line := part.readline(MOST_LINE):
                if len(line) == MOST_LINE:
                    raise damaged(name)
                yield line

    def files(self) -> Iterator[tuple[str, str, int, str]]:
        """Give each stored file: its owner, digest and size, and the part's name.

        Raises:
            Invalid: the list is wrong.

        """
        for line in self.lines(LIST_OF_FILES):
            try:
                owner, sha256, size = json.loads(line)
                fits = OWNER.fullmatch(owner) and SHA256.fullmatch(sha256)
            except (ValueError, TypeError, RecursionError) as wrong:
                raise damaged(LIST_OF_FILES) from wrong
            if not fits:
                raise damaged(LIST_OF_FILES)
            yield owner, sha256, size, file_part(owner, sha256)

    def content(self, name: str) -> IO[bytes]:
        """Open a part to be read."""
        return self._archive.open(self._entries[name])

    def _check(self, name: str, sha256: str, size: int) -> None:
        if name not in self._entries or self._entries[name].file_size != size:
            raise damaged(name)
        digest = hashlib.sha256()
        with self.content(name) as part:
            while block := part.read(BLOCK):
                digest.update(block)
        if digest.hexdigest() != sha256:
            raise damaged(name)


@contextmanager
def opened(file: Path) -> Iterator[Copy]:
    """Open a copy.

    Raises:
        Invalid: it is none, or is damaged; also while it is being read.
        OSError: it cannot be read.

    """
    try:
        with zipfile.ZipFile(file) as archive:
            _check_entries(archive.infolist(), file.stat().st_size)
            yield Copy(archive)
    except zipfile.BadZipFile as wrong:
        raise _foreign() from wrong
    except (EOFError, NotImplementedError) as wrong:
        raise damaged("it") from wrong


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    """See that nothing is packed, encrypted or there twice: all bytes are the file's own."""
    plain = all(
        each.compress_type == zipfile.ZIP_STORED
        and each.file_size == each.compress_size
        and not each.flag_bits & ENCRYPTED
        for each in entries
    )
    names = {each.filename for each in entries}
    if not plain or len(names) != len(entries) or sum(e.file_size for e in entries) > size:
        raise _foreign()


def file_part(owner: str, sha256: str) -> str:
    """Give the name of a stored file's part."""
    return f"{FILES}{owner}/{sha256}"


def damaged(name: str) -> Invalid:
    """Give the refusal of a part."""
    return Invalid.because(
        "The copy is damaged: %(part)s is not what it was when the copy was made. Nothing of it "
        "is used; take another copy.",
        part=name,
    )


def _foreign() -> Invalid:
    return Invalid.because(
        "This is no copy of a register as “backup” makes them, or it was cut off. Nothing of it "
        "is used."
    )
