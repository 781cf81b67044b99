"""What lies on the depositary's desk, and every step that was taken with it."""

from collections.abc import Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.ledger.values import Opening
from app.treaties.models import Ceremony, DeskStep, Instrument, ProposedCorrection
from app.treaties.values.intake import DeskNumber, Particulars, State

OnTheDesk = Instrument | ProposedCorrection
Matter = TypeVar("Matter", Instrument, ProposedCorrection, Ceremony)

MOST_LISTED = 500
"""How many a worklist shows; the oldest come first, so what waits is never beyond it."""


def instrument(session: Session, number: DeskNumber, *, locked: bool = False) -> Instrument:
    """Give one instrument; locked, nobody else can change it until the transaction ends.

    Raises:
        NotFound: there is none of this number.

    """
    return _numbered(session, Instrument, number, locked=locked)


def correction(session: Session, number: DeskNumber, *, locked: bool = False) -> ProposedCorrection:
    """Give one proposed correction; locked, nobody else can change it until the transaction ends.

    Raises:
        NotFound: there is none of this number.

    """
    return _numbered(session, ProposedCorrection, number, locked=locked)


def ceremony(session: Session, number: DeskNumber, *, locked: bool = False) -> Ceremony:
    """Give one signing ceremony; locked, nobody else can change it until the transaction ends.

    Raises:
        NotFound: there is none of this number.

    """
    return _numbered(session, Ceremony, number, locked=locked)


def ceremonies(
    session: Session, *, states: Sequence[State], treaty: str = ""
) -> Sequence[Ceremony]:
    """List the signing ceremonies in these states, the earliest first."""
    order = (Ceremony.held_on, Ceremony.year, Ceremony.serial)
    wanted = select(Ceremony).where(Ceremony.state.in_(states)).order_by(*order)
    if treaty:
        wanted = wanted.where(Ceremony.treaty_id == treaty)
    return session.scalars(wanted.limit(MOST_LISTED)).all()


def instruments(
    session: Session, *, states: Sequence[State], treaty: str = ""
) -> Sequence[Instrument]:
    """List the instruments in these states, the oldest first."""
    order = (Instrument.received_on, Instrument.year, Instrument.serial)
    wanted = select(Instrument).where(Instrument.state.in_(states)).order_by(*order)
    if treaty:
        wanted = wanted.where(Instrument.treaty_id == treaty)
    return session.scalars(wanted.limit(MOST_LISTED)).all()


def corrections(
    session: Session, *, states: Sequence[State], treaty: str = ""
) -> Sequence[ProposedCorrection]:
    """List the proposed corrections in these states, the oldest first."""
    order = (ProposedCorrection.year, ProposedCorrection.serial)
    wanted = select(ProposedCorrection).where(ProposedCorrection.state.in_(states)).order_by(*order)
    if treaty:
        wanted = wanted.where(ProposedCorrection.treaty_id == treaty)
    return session.scalars(wanted.limit(MOST_LISTED)).all()


def correction_waiting(session: Session, treaty: str, number: int) -> ProposedCorrection | None:
    """Give the proposal by which a record is to be corrected, if one waits."""
    return session.scalar(
        select(ProposedCorrection)
        .where(
            ProposedCorrection.treaty_id == treaty,
            ProposedCorrection.replaces == number,
            ProposedCorrection.state == State.IN_GOOD_ORDER,
        )
        .limit(1)
    )


def alike(
    session: Session, given: Particulars, *, beside: DeskNumber | None = None
) -> Sequence[Instrument]:
    """Give the instruments that may be this one, entered before: returned ones are none.

    Of the same participant, kind and treaty, and dated or received on the same day.
    """
    same: list[ColumnElement[bool]] = [
        Instrument.treaty_id == given.treaty,
        Instrument.participant == given.participant,
        Instrument.kind == given.kind,
        Instrument.state != State.RETURNED,
        or_(
            Instrument.dated_on == given.dated_on,
            Instrument.received_on == given.received_on,
        ),
    ]
    order = (Instrument.year, Instrument.serial)
    found = session.scalars(select(Instrument).where(*same).order_by(*order))
    return [each for each in found if each.number != beside]


def steps(session: Session, number: DeskNumber) -> Sequence[DeskStep]:
    """Give every step that was taken with something, the first one first."""
    taken = select(DeskStep).where(DeskStep.subject == number.subject)
    return session.scalars(taken.order_by(DeskStep.version)).all()


def step_by_form(session: Session, key: UUID) -> DeskStep | None:
    """Give the step that was taken by posting a form, if it was posted."""
    return session.scalar(select(DeskStep).where(DeskStep.key == key))


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens every entry of the ledger that is about something on the desk."""
    for step in session.scalars(select(DeskStep).order_by(DeskStep.ledger_index)):
        yield Opening(step.ledger_index, step.salt, step.content)


def _numbered(session: Session, table: type[Matter], number: DeskNumber, *, locked: bool) -> Matter:
    one = select(table).where(table.year == number.year, table.serial == number.serial)
    found = session.scalar(one.with_for_update() if locked else one)
    if found is None:
        raise NotFound.because("There is no %(number)s on the desk.", number=str(number))
    return found
