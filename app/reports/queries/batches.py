"""Looking for batches of summaries: which there are, what one holds, and what is to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.queries import recipients
from app.correspondence.values import Recipient
from app.documents.models import Document
from app.kernel import files_in
from app.kernel.errors import NotFound
from app.reports.forms import summaries as forms
from app.reports.models import SummaryBatch, SummaryItem
from app.reports.rules.summaries import RUNNING
from app.reports.values.summaries import Course, Run

LATELY = 12
"""Over how many of the latest prints a batch's speed is measured."""

MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One summary of a batch, and the print that it is or will be."""

    participant: str
    document_id: UUID | None
    sha256: str | None
    size: int | None
    file_name: str | None
    failure: str | None


@cache
def runs(folder: Path) -> tuple[Run, ...]:
    """Give on which days summaries are made by themselves; a folder is read once a process.

    Raises:
        Invalid: the file cannot be read.
        ValueError: it does not say what a run needs.

    """
    content = files_in.contents(folder / "runs.json", most=forms.MOST_BYTES)
    return forms.runs(content)


def batch(session: Session, number: int) -> SummaryBatch:
    """Give a batch.

    Raises:
        NotFound: there is none of this number.

    """
    found = session.get(SummaryBatch, number)
    if found is None:
        raise NotFound.because("There is no such batch of summaries.")
    return found


def latest(session: Session) -> Sequence[SummaryBatch]:
    """List the batches, the latest first."""
    rows = select(SummaryBatch).order_by(SummaryBatch.number.desc()).limit(MOST_LISTED)
    return session.scalars(rows).all()


def course(session: Session, of: SummaryBatch) -> Course:
    """Give what the state of a batch is read from, in two queries."""
    total, ready, failed, reused = session.execute(
        select(
            func.count(),
            func.count(Document.ready_at),
            func.count(Document.failed_at),
            func.count().filter(SummaryItem.reused),
        )
        .select_from(SummaryItem)
        .outerjoin(Document, Document.id == SummaryItem.document_id)
        .where(SummaryItem.batch == of.number)
    ).one()
    return Course(
        gathered=of.gathered_at is not None,
        paused=of.paused_at is not None,
        packed=of.packed_at is not None,
        total=total,
        ready=ready,
        failed=failed,
        reused=reused,
        lately=_lately(session, of),
    )


def _lately(session: Session, of: SummaryBatch) -> tuple[datetime, ...]:
    """Give when the latest of a batch's own prints came out since it was last let go on."""
    went_on = of.resumed_at or of.asked_at
    instants = session.scalars(
        select(Document.ready_at)
        .join(SummaryItem, SummaryItem.document_id == Document.id)
        .where(SummaryItem.batch == of.number, Document.ready_at > went_on)
        .order_by(Document.ready_at.desc())
        .limit(LATELY)
    )
    return tuple(each for each in instants if each is not None)


def items(session: Session, of: SummaryBatch) -> list[Item]:
    """List the summaries of a batch, by participant's code."""
    columns = (
        *(SummaryItem.participant, SummaryItem.document_id, Document.sha256, Document.size),
        *(Document.facts["file_name"].as_string(), Document.failure),
    )
    rows = (
        select(*columns)
        .outerjoin(Document, Document.id == SummaryItem.document_id)
        .where(SummaryItem.batch == of.number)
        .order_by(SummaryItem.participant)
    )
    return [Item(*row) for row in session.execute(rows)]


def ungathered(session: Session) -> Sequence[int]:
    """Give the batches whose facts are not gathered yet, the oldest first."""
    waiting = and_(SummaryBatch.gathered_at.is_(None), SummaryBatch.paused_at.is_(None))
    return session.scalars(select(SummaryBatch.number).where(waiting).order_by(_number())).all()


def unpacked(session: Session) -> Sequence[int]:
    """Give the batches of which every print is ready and that are not packed yet."""
    unready = exists().where(
        SummaryItem.batch == SummaryBatch.number,
        or_(
            SummaryItem.document_id.is_(None),
            SummaryItem.document_id.in_(select(Document.id).where(Document.ready_at.is_(None))),
        ),
    )
    whole = and_(
        SummaryBatch.gathered_at.is_not(None),
        SummaryBatch.paused_at.is_(None),
        SummaryBatch.packed_at.is_(None),
        ~unready,
    )
    return session.scalars(select(SummaryBatch.number).where(whole).order_by(_number())).all()


def halted(session: Session) -> Sequence[int]:
    """Give the batches that are printed but for what failed, the oldest first."""
    going = and_(
        SummaryBatch.gathered_at.is_not(None),
        SummaryBatch.paused_at.is_(None),
        SummaryBatch.packed_at.is_(None),
    )
    mine = exists().where(SummaryItem.batch == SummaryBatch.number)
    still = and_(Document.ready_at.is_(None), Document.failed_at.is_(None))
    unprinted = or_(
        SummaryItem.document_id.is_(None),
        SummaryItem.document_id.in_(select(Document.id).where(still)),
    )
    failed = SummaryItem.document_id.in_(select(Document.id).where(Document.failed_at.is_not(None)))
    rows = select(SummaryBatch.number).where(going, ~mine.where(unprinted), mine.where(failed))
    return session.scalars(rows.order_by(_number())).all()


def asked_by(session: Session, of: SummaryBatch, *, on: date) -> Sequence[Recipient]:
    """Give who is told of a batch: whoever asked for it, if they still may; else all who may."""
    everybody = recipients(session, participants=None, roles=RUNNING, on=on)
    return [each for each in everybody if each.person == f"account/{of.asked_by}"] or everybody


def unowed() -> ColumnElement[bool]:
    """Keep the summaries whose print is not owed yet, of batches that are not paused."""
    going = select(SummaryBatch.number).where(SummaryBatch.paused_at.is_(None))
    return and_(SummaryItem.document_id.is_(None), SummaryItem.batch.in_(going))


def any_unowed(session: Session) -> bool:
    """Say whether the print of some summary may be owed."""
    return session.scalar(select(SummaryItem.batch).where(unowed()).limit(1)) is not None


def in_the_press(session: Session) -> int:
    """Count the prints of summaries that are owed and neither ready nor given up."""
    still = and_(Document.ready_at.is_(None), Document.failed_at.is_(None))
    own = select(SummaryItem.document_id).where(SummaryItem.document_id.is_not(None))
    counted = select(func.count()).select_from(Document).where(still, Document.id.in_(own))
    return session.scalar(counted) or 0


def archives(session: Session) -> Iterator[str]:
    """Give the digest of every archive of a batch."""
    packed = SummaryBatch.sha256.is_not(None)
    for sha256 in session.scalars(select(SummaryBatch.sha256).where(packed)):
        yield str(sha256)


def occasions(session: Session, among: Sequence[str]) -> frozenset[str]:
    """Give those of these occasions for which a batch was made."""
    found = select(SummaryBatch.occasion).where(SummaryBatch.occasion.in_(among))
    return frozenset(session.scalars(found))


def _number() -> ColumnElement[int]:
    return SummaryBatch.number.asc()
