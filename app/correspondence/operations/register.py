"""Entering what came and what went in the numbered register. What was entered never changes."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.correspondence import queries
from app.correspondence.models import Piece
from app.correspondence.rules import content_of, wrong_with_correction, wrong_with_note
from app.correspondence.values import Direction, Note, Number
from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.errors import Invalid, NotFound
from app.ledger import operations as ledger
from app.ledger.values import Deed

KINDS = {
    Direction.IN: "correspondence.received",
    Direction.OUT: "correspondence.sent",
}
"""The ledger's words: a date of receipt and a note of the Agency's have legal effect, so both are
entries. A plain letter, such as a reminder, has none, and is not."""


def enter_incoming(
    session: Session, note: Note, *, key: UUID, by: Actor, at: datetime, today: date
) -> Number:
    """Enter what came, and give its number; the same key again is the same entry.

    It writes the ledger, so it comes last in its transaction.

    Raises:
        Invalid: a part of the note is missing or cannot be; its date of receipt is to come.

    """
    return _enter(session, Direction.IN, note, key=key, by=by, at=at, today=today)


def enter_outgoing(
    session: Session, note: Note, *, key: UUID, by: Actor, at: datetime, today: date
) -> Number:
    """Enter what went, and give its number; the same key again is the same entry.

    It writes the ledger, so it comes last in its transaction, but for letters that carry the
    number.

    Raises:
        Invalid: a part of the note is missing or cannot be, or its day is to come.

    """
    return _enter(session, Direction.OUT, note, key=key, by=by, at=at, today=today)


def _enter(
    session: Session,
    direction: Direction,
    note: Note,
    *,
    key: UUID,
    by: Actor,
    at: datetime,
    today: date,
) -> Number:
    before = queries.entered_as(session, key)
    if before is not None:
        return before
    Invalid.unless_none(wrong_with_note(note, today=today))
    serial = numbering.take(session, f"correspondence/{direction}/{today.year}")
    number = Number(direction, today.year, serial)
    if note.corrects is not None:
        _check_correction(session, note.corrects, direction)
    deed = Deed(KINDS[direction], number.subject, content_of(number, note))
    [sealed] = ledger.append(session, [deed], by=by, at=at)
    session.add(
        Piece(
            direction=direction,
            year=number.year,
            serial=serial,
            key=key,
            on=note.on,
            channel=note.channel,
            party=note.party,
            subject=note.subject,
            about=note.about,
            their_reference=note.their_reference,
            entered_at=at,
            entered_by=by.account,
            corrects_year=note.corrects and note.corrects.year,
            corrects_serial=note.corrects and note.corrects.serial,
            ledger_index=sealed.index,
            salt=sealed.salt,
        )
    )
    session.flush()
    return number


def _check_correction(session: Session, corrects: Number, direction: Direction) -> None:
    """Refuse to correct what is not there, or was corrected before.

    The direction's numbers are locked, so that nobody corrects the same piece meanwhile.
    """
    try:
        queries.piece(session, corrects)
    except NotFound as missing:
        raise Invalid(
            *(replace(each, field="corrects") for each in missing.complaints)
        ) from missing
    later = queries.corrected_by(session, corrects)
    Invalid.unless_none(wrong_with_correction(corrects, direction, corrected_by=later))
