"""The papers of a meeting as one archive: what whoever asks may read, in the agenda's order."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from app.bodies.queries.papers import issued_of
from app.bodies.values import Class
from app.documents import queries as documents
from app.kernel.actor import Actor
from app.kernel.errors import Conflict
from app.kernel.storage import Storage
from app.kernel.tables_out import as_csv

MOST_BYTES = 200_000_000
"""How much the files of an archive may hold together."""

IN_MEMORY = 10_000_000
"""Bytes of an archive beyond which it is made on disk."""

LONG_AGO = (2000, 1, 1, 0, 0, 0)
"""The making date of everything in it, so that the same papers give the same bytes."""

INDEX = ("symbol", "title", "class", "language", "issued_on", "file", "sha256")


@dataclass(frozen=True, slots=True)
class Bundled:
    """A paper in one language, as an archive holds it: a text, a file, or both."""

    symbol: str
    title: str
    sort: Class
    language: str
    issued_on: date
    text: str
    owner: str
    sha256: str | None
    extension: str
    """Of its file."""

    @property
    def stem(self) -> str:
        """Give what its files are called, such as ``GAIMA-WG.1-2027-WP.3-en``."""
        return f"{self.symbol.replace('/', '-')}-{self.language}"

    @property
    def page(self) -> str:
        """Give its text as a file, under a head that says what it is and its class."""
        return f"{self.symbol}\n{self.title}\n{self.sort}\n\n{self.text}\n"


def bundle(
    session: Session, actor: Actor, ids: Sequence[UUID], *, on: date, storage: Storage
) -> IO[bytes]:
    """Give an archive of papers in an order, of those that came out and somebody reads.

    Raises:
        Conflict: their files are too large for one archive.

    """
    papers = list(_bundled(session, actor, ids, on=on))
    archive = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (whoever asked closes it)
    with ZipFile(archive, "w") as whole:
        whole.writestr(ZipInfo("index.csv", LONG_AGO), _index(papers), ZIP_DEFLATED)
        for each in papers:
            if each.text:
                name = ZipInfo(f"{each.stem}.txt", LONG_AGO)
                whole.writestr(name, each.page.encode(), ZIP_DEFLATED)
            if each.sha256:
                content = storage.read(each.owner, each.sha256)
                name = ZipInfo(f"{each.stem}.{each.extension}", LONG_AGO)
                whole.writestr(name, content, ZIP_STORED)
    archive.seek(0)
    return archive


def _bundled(session: Session, actor: Actor, ids: Sequence[UUID], *, on: date) -> Iterator[Bundled]:
    """Give what goes into an archive, in two queries for any number of papers."""
    rows = sorted(issued_of(session, actor, ids, on=on), key=lambda row: ids.index(row[0].id))
    files = documents.uploads_of(session, {paper.subject for paper, _issued in rows})
    if sum(each.size for each in files.values()) > MOST_BYTES:
        raise Conflict.because(
            "The papers of this meeting are too large for one archive. Open them one by one."
        )
    for paper, issued in rows:
        file = files.get((paper.subject, issued.sha256 or ""))
        yield Bundled(
            symbol=paper.symbol,
            title=issued.title,
            sort=paper.class_on(on),
            language=issued.language,
            issued_on=issued.issued_on,
            text=issued.text,
            owner=paper.subject,
            sha256=file.sha256 if file else None,
            extension=file.kind.extension if file else "",
        )


def _index(papers: Sequence[Bundled]) -> bytes:
    return as_csv(
        INDEX,
        (
            (
                each.symbol,
                each.title,
                each.sort,
                each.language,
                each.issued_on,
                f"{each.stem}.{each.extension if each.sha256 else 'txt'}",
                each.sha256,
            )
            for each in papers
        ),
    )
