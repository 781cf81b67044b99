"""Making a register of a copy: all of it or nothing, and nothing that was sent is sent again."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import TableClause, column, func, insert, inspect, select, table, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from app.accounts.models import Session as SignedIn
from app.accounts.operations import sessions
from app.copies.archive import Copy, Tell, damaged
from app.copies.cells import KINDS, read
from app.copies.manifest import Manifest, Rows, purpose
from app.copies.place import REVISIONS
from app.correspondence import operations as correspondence
from app.correspondence.models import Letter
from app.deadlines import operations as deadlines
from app.deadlines.models import DailyLine
from app.desk.models.house import Rehearsal
from app.desk.operations import mark_rehearsal
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Invalid
from app.kernel.revisions import head, is_known
from app.kernel.sealing import Seal
from app.kernel.storage import Storage

CHUNK = 500
"""Rows that are held at a time."""

STILLED: Mapping[str, Callable[..., None]] = {
    Letter.__tablename__: correspondence.hold_back,
    DailyLine.__tablename__: deadlines.leave_out,
    SignedIn.__tablename__: sessions.end_everybodys,
}
"""What must not go on in a register that was restored, by the table it stands in; a table that the
copy's schema has not yet holds nothing that could.
"""

Columns = Sequence[tuple[str, str]]
"""Names and kinds."""


def check_revision(said: Manifest) -> None:
    """See that this program knows the copy's schema.

    Raises:
        Invalid: it does not.

    """
    if said.revision > head():
        raise Invalid.because(
            "The copy was made by a newer program: its schema is %(revision)s, and this program "
            "knows it up to %(head)s. Restore it with the newer one.",
            revision=said.revision,
            head=head(),
        )
    if not is_known(said.revision):
        raise Invalid.because(
            "The copy's schema is %(revision)s, which no program ever had.",
            revision=said.revision,
        )


def has_key(said: Manifest, secret: str) -> bool:
    """Say whether a secret key is the one of the installation of which the copy is."""
    return Seal(secret).digest(purpose(said.made_at), "") == said.secret


def fill(
    copy: Copy,
    database: Database,
    storage: Storage,
    *,
    at: datetime,
    tell: Tell,
    rehearsal: bool = False,
) -> None:
    """Put a copy's files, then all its rows, into an empty place.

    Who was signed in is so no more, and letters that were owed are shown as failed.

    Raises:
        Invalid: the rows do not fit the tables; none is there then.
        OSError: the disk refuses.

    """
    for count, (owner, sha256, _size, name) in enumerate(copy.files(), 1):
        with copy.content(name) as source:
            storage.keep_from(owner, sha256, source)
        tell(f"{count} files were restored.")
    try:
        with database.write(by=SYSTEM) as session:
            there = _fill_tables(copy, session, tell)
            for name, still in STILLED.items():
                if name in there:
                    still(session, at=at)
            if rehearsal:
                _mark(session, there, at=at)
    except StatementError as wrong:
        raise Invalid.because(
            "The copy's rows do not fit the tables, so nothing was restored: %(reason)s.",
            reason=str(wrong.orig or wrong).partition("\n")[0],
        ) from wrong


def _mark(session: Session, there: Collection[str], *, at: datetime) -> None:
    if Rehearsal.__tablename__ not in there:
        raise Invalid.because(
            "The copy was made by a program that knew no rehearsals. Restore it as it is, copy the "
            "register anew, and rehearse with that copy."
        )
    mark_rehearsal(session, at=at)


def _fill_tables(copy: Copy, session: Session, tell: Tell) -> Collection[str]:
    """Fill every table of the copy's schema, and give their names."""
    on_postgres = session.get_bind().dialect.name == "postgresql"
    if not on_postgres:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
    found = inspect(session.connection())
    there = set(found.get_table_names()) - {REVISIONS}
    if there != {each.table for each in copy.manifest.tables}:
        raise Invalid.because("The copy's tables are not those of its schema. It is not used.")
    for part in copy.manifest.tables:
        lines = copy.lines(part.name)
        columns = _columns(next(lines, b""), part)
        if {name for name, _kind in columns} != {c["name"] for c in found.get_columns(part.table)}:
            raise damaged(part.name)
        into = table(part.table, *(column(name, KINDS[kind].column) for name, kind in columns))
        _fill_table(session, into, _rows(lines, columns, part), tell)
        if on_postgres:
            _count_on(session, into)
    return there


def _fill_table(
    session: Session, into: TableClause, rows: Iterator[dict[str, Any]], tell: Tell
) -> None:
    count = 0
    while some := list(islice(rows, CHUNK)):
        session.connection().execute(insert(into), some)
        count += len(some)
        tell(f"{count} rows of {into.name} were restored.")


def _columns(line: bytes, part: Rows) -> Columns:
    try:
        columns = [(str(name), str(kind)) for name, kind in json.loads(line)]
    except (ValueError, TypeError, RecursionError) as wrong:
        raise damaged(part.name) from wrong
    if not columns or any(kind not in KINDS for _name, kind in columns):
        raise damaged(part.name)
    return columns


def _rows(lines: Iterator[bytes], columns: Columns, part: Rows) -> Iterator[dict[str, Any]]:
    """Give the rows of a table, as many as the manifest says."""
    count = 0
    for line in lines:
        try:
            cells = zip(columns, json.loads(line), strict=True)
            yield {name: read(kind, value) for (name, kind), value in cells}
        except (ValueError, TypeError, RecursionError) as wrong:
            raise damaged(part.name) from wrong
        count += 1
    if count != part.rows:
        raise damaged(part.name)


def _count_on(session: Session, into: TableClause) -> None:
    """Let PostgreSQL's own counters of a table go on after its last number."""
    for each in into.columns:
        sequence = select(func.pg_get_serial_sequence(into.name, each.name))
        if counter := session.scalar(sequence):
            last = session.scalar(select(func.max(each)))
            if last is not None:
                session.execute(select(func.setval(counter, last)))
