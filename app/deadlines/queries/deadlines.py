"""Looking for deadlines."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deadlines.models import Deadline
from app.kernel.errors import NotFound

CHUNK = 500
"""How many subjects one query names: databases limit a statement's parameters."""

Item = TypeVar("Item")


def deadline(session: Session, kind: str, id: str, *, locked: bool = False) -> Deadline:  # noqa: A002 (a subject is a kind and an id)
    """Give the deadline of a thing; locked, nobody else changes it until the transaction ends.

    Raises:
        NotFound: there is none.

    """
    one = select(Deadline).where(Deadline.kind == kind, Deadline.subject == id)
    found = session.scalar(one.with_for_update() if locked else one)
    if found is None:
        raise NotFound.because("There is no such deadline.")
    return found


def deadlines(
    session: Session, kind: str, ids: Collection[str], *, locked: bool = False
) -> Mapping[str, Deadline]:
    """Give the deadlines of things of a kind, by id; locked, nobody else changes them meanwhile."""
    of_kind = select(Deadline).where(Deadline.kind == kind)
    if locked:
        of_kind = of_kind.with_for_update()
    return {
        each.subject: each
        for some in _chunks(sorted(ids))
        for each in session.scalars(of_kind.where(Deadline.subject.in_(some)))
    }


def hanging(session: Session, kind: str, ids: Collection[str]) -> Iterator[Deadline]:
    """Give the deadlines that hang on those of things of a kind, run and are not met."""
    running = (Deadline.met_at.is_(None), Deadline.lifted_at.is_(None))
    on_them = select(Deadline).where(Deadline.hangs_on == kind, *running)
    for some in _chunks(sorted(ids)):
        yield from session.scalars(on_them.where(Deadline.subject.in_(some)))


def falling(session: Session, kind: str, *, after: datetime, until: datetime) -> Sequence[Deadline]:
    """Give the deadlines of a kind that run, are not met, and fall due in a time."""
    return session.scalars(
        select(Deadline)
        .where(
            Deadline.kind == kind,
            Deadline.due_at > after,
            Deadline.due_at <= until,
            Deadline.met_at.is_(None),
            Deadline.lifted_at.is_(None),
        )
        .order_by(Deadline.due_at, Deadline.subject)
    ).all()


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
