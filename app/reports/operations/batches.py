"""Summaries of everybody in one batch: rows at each step, so that whoever is killed, and however
often a step is called, every summary is printed once.

A batch is asked for; its facts are gathered and frozen, one row a participant; the prints are owed
a few at a time, so that nobody else's waits long behind them and a pause takes hold; when all are
ready they are packed.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date, datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import ColumnElement, insert, literal, select, update
from sqlalchemy.orm import Session

from app.documents import operations as documents
from app.documents import queries as prints
from app.documents.rules import frozen
from app.kernel.actor import SYSTEM, Actor
from app.kernel.clock import date_at
from app.kernel.database import insert_once, update_once
from app.kernel.storage import Storage
from app.kernel.tables_out import as_csv
from app.ledger.rules.canonical import canonical
from app.obligations.values import Catalogue
from app.participants.values import Roll
from app.reports.models import SummaryBatch, SummaryItem
from app.reports.operations.summaries import KIND, every_summary
from app.reports.operations.telling import tell
from app.reports.queries import batches
from app.reports.queries.batches import Item
from app.reports.queries.summaries import Wish, touched
from app.reports.values.prints import House
from app.reports.values.summaries import Copy, Due, Told
from app.treaties.rules.document import short_name

OWNER = "archives"
"""Whose files archives are in storage."""

MOST_IN_THE_PRESS = 24
"""How many prints of summaries may be owed and not yet ready at once."""

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same files are the same archive."""

FORM = 1
"""Which form the facts of summaries have: another one makes every summary anew."""

INDEX = ("participant", "name", "file", "bytes", "sha256")
INDEX_NAME = "index.csv"


def begin(
    session: Session, *, year: int, copy: Copy, occasion: str, by: Actor, at: datetime
) -> int:
    """Ask for a batch, and give its number; the same occasion again is the same batch."""
    row = {
        "occasion": occasion,
        "year": year,
        "copy": copy,
        "asked_at": at,
        "asked_by": by.account,
    }
    insert_once(session, SummaryBatch, row)
    made = select(SummaryBatch.number).where(SummaryBatch.occasion == occasion)
    return session.scalars(made).one()


def begin_due(session: Session, due: Sequence[Due], *, at: datetime) -> None:
    """Ask for the batches whose day has come, each once."""
    for each in due:
        begin(session, year=each.year, copy=each.copy, occasion=each.occasion, by=SYSTEM, at=at)


def gather(
    session: Session, number: int, *, known: Catalogue, roll: Roll, house: House, at: datetime
) -> bool:
    """Gather and freeze the facts of a batch, unless that was done, or is being done elsewhere;
    say whether it was here.

    Where the register is as it was when an earlier batch was gathered, its prints are this one's;
    otherwise a summary whose facts were printed before is that print.
    """
    waits = select(SummaryBatch).where(
        SummaryBatch.number == number, SummaryBatch.gathered_at.is_(None)
    )
    batch = session.scalar(waits.with_for_update(skip_locked=True))
    if batch is None:
        return False
    batch.mark = _mark(session, batch, known=known, roll=roll, house=house, at=at)
    batch.gathered_at = at
    session.flush()
    if not _taken_over(session, batch):
        rows = list(_rows(session, batch, roll=roll, house=house, at=at))
        if rows:
            session.execute(insert(SummaryItem), rows)
    return True


def _mark(
    session: Session,
    batch: SummaryBatch,
    *,
    known: Catalogue,
    roll: Roll,
    house: House,
    at: datetime,
) -> str:
    """Give what is the same only where every fact of the batch is, without gathering any."""
    named = [
        [each.code, each.group, *(name.short for name in each.names.values())] for each in roll
    ]
    whole = {
        "form": FORM,
        "press": documents.edition(),
        "obligations": known.digest,
        "roll": named,
        "house": [*astuple(house.publisher), house.seat.key],
        "year": batch.year,
        "copy": batch.copy,
        "on": date_at(at, house.seat),
        "touched": list(touched(session, at=at)),
    }
    return hashlib.sha256(canonical(whole)).hexdigest()


def _taken_over(session: Session, batch: SummaryBatch) -> bool:
    """Take over the prints of the latest batch of the same mark; say whether there was one."""
    same = select(SummaryBatch.number).where(
        SummaryBatch.mark == batch.mark, SummaryBatch.number < batch.number
    )
    before = session.scalar(same.order_by(SummaryBatch.number.desc()).limit(1))
    unowed = select(SummaryItem.batch).where(
        SummaryItem.batch == before, SummaryItem.document_id.is_(None)
    )
    if before is None or session.scalar(unowed.limit(1)) is not None:
        return False
    theirs = select(
        literal(batch.number), SummaryItem.participant, SummaryItem.document_id, literal(value=True)
    ).where(SummaryItem.batch == before)
    session.execute(
        insert(SummaryItem).from_select(["batch", "participant", "document_id", "reused"], theirs)
    )
    return True


def _rows(
    session: Session, batch: SummaryBatch, *, roll: Roll, house: House, at: datetime
) -> list[dict[str, object]]:
    wish = Wish(batch.year, batch.copy)
    kept = {
        code: frozen(facts)
        for code, facts in every_summary(session, wish, by=SYSTEM, at=at, roll=roll, house=house)
    }
    digests = [digest for _facts, digest in kept.values()]
    there = prints.printed_from_any(session, KIND, digests, press=documents.edition())
    rows = []
    for code, (facts, digest) in kept.items():
        found = there.get((digest, batch.copy.readers(code)))
        rows.append(
            {
                "batch": batch.number,
                "participant": code,
                "facts": None if found else facts,
                "document_id": found,
                "reused": found is not None,
            }
        )
    return rows


def owe_prints(session: Session, *, at: datetime) -> int:
    """Owe the prints of the next summaries, so many that the press has work and others have room;
    say how many.

    The facts go over to the print in the same transaction: each is owed once.
    """
    room = MOST_IN_THE_PRESS - batches.in_the_press(session)
    wanted = (
        select(SummaryItem, SummaryBatch.copy)
        .join(SummaryBatch, SummaryBatch.number == SummaryItem.batch)
        .where(batches.unowed())
        .order_by(SummaryItem.batch, SummaryItem.participant)
        .limit(max(room, 0))
        .with_for_update(of=SummaryItem, skip_locked=True)
    )
    found = session.execute(wanted).all()
    for item, copy in found:
        assert item.facts is not None  # noqa: S101 (it has no print, so it has its facts)
        readers, press = copy.readers(item.participant), documents.edition()
        item.document_id = documents.owe(
            session, KIND, item.facts, press=press, audience=readers, at=at
        )
        item.facts = None
    return len(found)


def pause(session: Session, number: int, *, at: datetime) -> None:
    """Owe no further prints of a batch; those that are in the press are finished."""
    _change(session, number, SummaryBatch.paused_at.is_(None), paused_at=at)


def resume(session: Session, number: int, *, at: datetime) -> None:
    """Let a batch that was paused go on where it stopped."""
    paused = SummaryBatch.paused_at.is_not(None)
    _change(session, number, paused, paused_at=None, resumed_at=at)


def _change(session: Session, number: int, clause: ColumnElement[bool], **to: object) -> None:
    batches.batch(session, number)
    session.execute(
        update(SummaryBatch)
        .where(SummaryBatch.number == number, SummaryBatch.packed_at.is_(None), clause)
        .values(**to)
    )


def print_failed_again(session: Session, number: int, *, by: Actor, at: datetime) -> None:
    """Put the prints of a batch that failed back among those that wait.

    Raises:
        NotFound: there is no such batch.

    """
    batch = batches.batch(session, number)
    for each in batches.items(session, batch):
        if each.failure is not None and each.document_id is not None:
            documents.owe_again(session, each.document_id, by=by, at=at)


def packed(items: Sequence[Item], *, roll: Roll, storage: Storage) -> tuple[str, int]:
    """Store the archive of a batch whose prints are ready, and give its SHA-256 and its size.

    It is made of the stored files alone, in their order: made twice, it is the same archive.
    """
    with tempfile.TemporaryFile() as whole:
        with ZipFile(whole, "w", ZIP_STORED) as archive:
            archive.writestr(ZipInfo(INDEX_NAME, LONG_AGO), index(items, roll=roll))
            for each in items:
                content = storage.read(documents.OWNER, str(each.sha256))
                archive.writestr(ZipInfo(_named(each), LONG_AGO), content)
        size = whole.tell()
        whole.seek(0)
        digest = hashlib.file_digest(whole, "sha256").hexdigest()
        whole.seek(0)
        storage.keep_from(OWNER, digest, whole)
    return digest, size


def index(items: Sequence[Item], *, roll: Roll) -> bytes:
    """Give the index of a batch as CSV: whose summary is in which file, with its digest."""
    return as_csv(
        INDEX,
        (
            (
                each.participant,
                short_name(each.participant, roll=roll),
                _named(each) if each.sha256 else None,
                each.size,
                each.sha256,
            )
            for each in items
        ),
    )


def _named(item: Item) -> str:
    return f"{item.file_name}.pdf"


def close(
    session: Session, number: int, *, sha256: str, size: int, roll: Roll, at: datetime, on: date
) -> bool:
    """Record the archive of a batch, and tell whoever asked for it, unless another did both."""
    unpacked = update(SummaryBatch).where(
        SummaryBatch.number == number, SummaryBatch.packed_at.is_(None)
    )
    if not update_once(session, unpacked.values(packed_at=at, sha256=sha256, size=size)):
        return False
    tell(session, batches.batch(session, number), Told.DONE, roll=roll, at=at, on=on)
    return True
