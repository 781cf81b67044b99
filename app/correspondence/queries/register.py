"""Looking in the register of correspondence, which every officer reads."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.correspondence.models import Piece, PieceScan
from app.correspondence.rules import content_of
from app.correspondence.values import Number, Order, Selection
from app.kernel.errors import NotFound
from app.ledger.values import Opening

COLUMNS: dict[Order, tuple[InstrumentedAttribute[object], ...]] = {
    Order.ENTERED: (Piece.entered_at, Piece.serial),
    Order.DAY: (Piece.on, Piece.serial),
    Order.NUMBER: (Piece.direction, Piece.year, Piece.serial),
    Order.PARTY: (Piece.party, Piece.serial),
    Order.SUBJECT: (Piece.subject, Piece.serial),
}


def piece(session: Session, number: Number) -> Piece:
    """Give one piece.

    Raises:
        NotFound: there is none of this number.

    """
    found = session.get(Piece, (number.direction, number.year, number.serial))
    if found is None:
        raise NotFound.because(
            "The register holds nothing of the number %(number)s.", number=str(number)
        )
    return found


def pieces(
    session: Session, wanted: Selection, *, most: int | None = None
) -> tuple[Sequence[Piece], int]:
    """Give the pieces that are asked for, a page of ``most`` or all of them, and their count."""
    chosen = select(Piece).where(*_clauses(wanted))
    count = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    ordered = _ordered(chosen, wanted)
    if most is not None:
        ordered = ordered.limit(most).offset((wanted.page - 1) * most)
    return session.scalars(ordered).all(), count


def years(session: Session) -> Sequence[int]:
    """Give the years in which there are numbers, the latest first."""
    return session.scalars(select(Piece.year).distinct().order_by(Piece.year.desc())).all()


def entered_as(session: Session, key: UUID) -> Number | None:
    """Give the number of what was entered under a key."""
    found = session.scalar(select(Piece).where(Piece.key == key))
    return None if found is None else found.number


def corrected_by(session: Session, number: Number) -> Number | None:
    """Give the number of the piece that stands in the place of another, if one does."""
    found = session.scalar(
        select(Piece).where(
            Piece.direction == number.direction,
            Piece.corrects_year == number.year,
            Piece.corrects_serial == number.serial,
        )
    )
    return None if found is None else found.number


def attached_as(session: Session, key: UUID) -> PieceScan | None:
    """Give what was attached under a key, if anything was."""
    return session.get(PieceScan, key)


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens the ledger's entries about correspondence."""
    for found in session.scalars(select(Piece).order_by(Piece.ledger_index)):
        yield Opening(found.ledger_index, found.salt, content_of(found.number, found.note))
    for scan in session.scalars(select(PieceScan).order_by(PieceScan.ledger_index)):
        yield Opening(scan.ledger_index, scan.salt, scan.content)


def _clauses(wanted: Selection) -> Iterator[ColumnElement[bool]]:
    if wanted.direction is not None:
        yield Piece.direction == wanted.direction
    if wanted.channel is not None:
        yield Piece.channel == wanted.channel
    if wanted.year is not None:
        yield Piece.year == wanted.year
    if wanted.text:
        columns = (Piece.party, Piece.subject, Piece.their_reference)
        yield or_(*(column.icontains(wanted.text, autoescape=True) for column in columns))


def _ordered(chosen: Select[Piece], wanted: Selection) -> Select[Piece]:
    columns = COLUMNS[wanted.order]
    return chosen.order_by(*(each.desc() if wanted.descending else each.asc() for each in columns))
