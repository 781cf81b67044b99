"""Making a copy: all rows as they were at one moment, and every file that they name."""

from datetime import datetime
from itertools import chain
from pathlib import Path

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.copies import manifest
from app.copies.archive import Draft, Tell, draft, file_part
from app.copies.cells import kind_of, written
from app.copies.manifest import LIST_OF_FILES, Ledger, Manifest, Part, Rows, purpose
from app.documents import queries as documents
from app.documents.operations import OWNER as PRINTS
from app.kernel.actor import SYSTEM
from app.kernel.errors import Invalid
from app.kernel.runtime import Runtime
from app.kernel.sealing import Seal
from app.kernel.signing import signing_key
from app.kernel.storage import BLOCK, Storage
from app.ledger import queries as ledger
from app.ledger.rules.canonical import hash_text
from app.ledger.rules.checkpoint import origin_of, verifier
from app.reports.operations.batches import OWNER as ARCHIVES
from app.reports.queries.batches import archives
from app.schema import revision
from app.tables import metadata

CHUNK = 500
"""Rows that are held at a time."""


def make(runtime: Runtime, file: Path, *, at: datetime, tell: Tell) -> Manifest:
    """Make a copy of a register that may be at work meanwhile, and give what it says of itself.

    The rows are of one moment. Files are never changed or removed, so those gathered afterwards
    are at least all that the rows name.

    Raises:
        Conflict: something has the file's name.
        Invalid: a stored file is missing or damaged; nothing is left behind.
        OSError: the disk refuses; nothing is left behind.

    """
    with draft(file) as copy, runtime.database.read(by=SYSTEM) as session:
        _check_files(session, runtime.storage)
        tables = [_rows(session, table, copy, tell) for table in metadata.sorted_tables]
        files = _files(runtime.storage, copy, tell)
        said = Manifest(
            format=manifest.FORMAT,
            made_at=at,
            origin=origin_of(runtime.public_url),
            revision=revision(session) or "",
            secret=Seal(runtime.secret_key).digest(purpose(at), ""),
            ledger=_ledger(session, runtime),
            tables=tuple(tables),
            files=files,
        )
        with copy.part(manifest.NAME) as part:
            part.write(said.model_dump_json(indent=1).encode())
    return said


def _ledger(session: Session, runtime: Runtime) -> Ledger:
    origin, key = origin_of(runtime.public_url), runtime.signing_key
    now = ledger.checkpoint(session, origin=origin)
    checked_by = verifier(origin, signing_key(key).public_key()) if key else None
    return Ledger(size=now.size, root=hash_text(now.root), verifier=checked_by)


def _check_files(session: Session, storage: Storage) -> None:
    """See that every file that a row names is there: the folder is the right one, and whole."""
    named = ((PRINTS, sha256) for sha256 in documents.printed_files(session))
    packed = ((ARCHIVES, sha256) for sha256 in archives(session))
    for owner, sha256 in chain(named, packed, documents.uploaded_files(session)):
        if not storage.path(owner, sha256).is_file():
            raise Invalid.because(
                "A file that the register names is not in its storage: %(name)s. Nothing was "
                "copied. See that SECRETARIAT_STORAGE is the right folder.",
                name=f"{owner}/{sha256}",
            )


def _rows(session: Session, table: Table, copy: Draft, tell: Tell) -> Rows:
    """Write all rows of a table, some at a time; a row refers to none after it."""
    columns = [(column.name, kind_of(column)) for column in table.columns]
    kinds = [kind for _name, kind in columns]
    everything = select(table).order_by(*table.primary_key)
    count = 0
    with copy.part(f"{manifest.ROWS}{table.name}{manifest.ENDING}") as part:
        part.write_line(columns)
        for row in session.execute(everything, execution_options={"yield_per": CHUNK}):
            part.write_line([written(*cell) for cell in zip(kinds, row, strict=True)])
            count += 1
            tell(f"{count} rows of {table.name} were copied.")
    return Rows(table=table.name, rows=count, bytes=part.bytes, sha256=part.sha256)


def _files(storage: Storage, copy: Draft, tell: Tell) -> Part:
    """Write every stored file, then the list of them."""
    listed: list[tuple[str, str, int]] = []
    for count, (owner, path) in enumerate(storage.files(), 1):
        with path.open("rb") as source, copy.part(file_part(owner, path.name)) as part:
            while block := source.read(BLOCK):
                part.write(block)
        if part.sha256 != path.name:
            raise Invalid.because(
                "The stored file %(name)s is damaged. Nothing was copied. Put it back from an "
                "earlier copy, then make this one.",
                name=f"{owner}/{path.name}",
            )
        listed.append((owner, path.name, part.bytes))
        tell(f"{count} files were copied.")
    with copy.part(LIST_OF_FILES) as part:
        for each in listed:
            part.write_line(each)
    return Part(bytes=part.bytes, sha256=part.sha256)
