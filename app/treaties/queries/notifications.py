"""Looking for depositary notifications, which are all public."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.ledger.values import Opening
from app.treaties.models import Notification
from app.treaties.rules.notifications import notification_content
from app.treaties.values.notifications import (
    PAGE,
    NotificationNumber,
    NotificationSelection,
    OccasionKind,
)

NEWEST = (Notification.year.desc(), Notification.serial.desc())


def notification(session: Session, number: NotificationNumber) -> Notification:
    """Give one notification.

    Raises:
        NotFound: there is none of this number.

    """
    found = session.get(Notification, (number.year, number.serial))
    if found is None:
        raise NotFound.because("There is no notification %(number)s.", number=str(number))
    return found


def notifications(
    session: Session, wanted: NotificationSelection, *, whole: bool = False
) -> tuple[Sequence[Notification], int]:
    """Give a page of the notifications asked for, or all, the newest first, and their count."""
    chosen = select(Notification).where(*_clauses(wanted))
    count = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    chosen = chosen.order_by(*NEWEST)
    if not whole:
        chosen = chosen.limit(PAGE).offset((wanted.page - 1) * PAGE)
    return session.scalars(chosen).all(), count


def latest(session: Session, most: int) -> Sequence[Notification]:
    """Give the latest notifications, the newest first."""
    return session.scalars(select(Notification).order_by(*NEWEST).limit(most)).all()


def years(session: Session) -> Sequence[int]:
    """Give the years in which there are notifications, the latest first."""
    order = Notification.year.desc()
    return session.scalars(select(Notification.year).distinct().order_by(order)).all()


def of_treaty(session: Session, treaty: str, *, known_on: date | None) -> Sequence[Notification]:
    """Give a treaty's notifications that had been issued by a day, or all, the latest first."""
    mine = select(Notification).where(Notification.treaty_id == treaty)
    if known_on is not None:
        mine = mine.where(Notification.issued_on <= known_on)
    return session.scalars(mine.order_by(*NEWEST)).all()


def numbers_by_subject(
    session: Session, treaty: str, subjects: Collection[str]
) -> dict[str, NotificationNumber]:
    """Give, by what it is about, the latest notification of each of these subjects."""
    rows = session.execute(
        select(Notification.subject, Notification.year, Notification.serial)
        .where(Notification.treaty_id == treaty, Notification.subject.in_(subjects))
        .order_by(Notification.year, Notification.serial)
    )
    return {subject: NotificationNumber(year, serial) for subject, year, serial in rows}


def corrected_by(session: Session, number: NotificationNumber) -> Sequence[Notification]:
    """Give the notifications that correct one, the first one first."""
    corrected = tuple_(Notification.corrects_year, Notification.corrects_serial)
    mine = select(Notification).where(corrected == (number.year, number.serial))
    return session.scalars(mine.order_by(Notification.year, Notification.serial)).all()


def newest(session: Session, treaty: str) -> int:
    """Give the ledger's index of a treaty's latest notification, or -1: it grows with each."""
    mine = select(func.max(Notification.ledger_index)).where(Notification.treaty_id == treaty)
    found: int | None = session.scalar(mine)
    return -1 if found is None else found


def last_entry_into_force(session: Session, treaty: str) -> Notification | None:
    """Give what was last notified of a treaty's entry into force."""
    mine = (
        Notification.treaty_id == treaty,
        Notification.kind == OccasionKind.ENTRY_INTO_FORCE,
    )
    return session.scalar(select(Notification).where(*mine).order_by(*NEWEST).limit(1))


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens every entry of the ledger that is about a notification."""
    for each in session.scalars(select(Notification).order_by(Notification.ledger_index)):
        content = notification_content(
            each.number,
            each.occasion,
            issued_on=each.issued_on,
            addressed_to=each.addressed_to,
            on_paper=each.on_paper,
        )
        yield Opening(each.ledger_index, each.salt, content)


def _clauses(wanted: NotificationSelection) -> Iterator[ColumnElement[bool]]:
    if wanted.treaty:
        yield Notification.treaty_id == wanted.treaty
    if wanted.year is not None:
        yield Notification.year == wanted.year
