"""Reading the corrections of treaties' texts: as they stand, and as they were known on a day."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.ledger.values import Opening
from app.treaties.models import TextCorrectionRow, TextCorrectionStep
from app.treaties.rules.text_corrections import read
from app.treaties.values.text_corrections import TextCorrection, TextCorrectionNumber, TextState

MOST_LISTED = 500


def row(
    session: Session, number: TextCorrectionNumber, *, locked: bool = False
) -> TextCorrectionRow:
    """Give one correction; locked, nobody else can change it until the transaction ends.

    Raises:
        NotFound: there is none of this number.

    """
    one = select(TextCorrectionRow).where(
        TextCorrectionRow.year == number.year, TextCorrectionRow.serial == number.serial
    )
    found = session.scalar(one.with_for_update() if locked else one)
    if found is None:
        raise NotFound.because("There is no %(number)s on the desk.", number=str(number))
    return found


def listing(session: Session, *, treaty: str = "") -> Sequence[TextCorrectionRow]:
    """List the corrections that are not closed, the oldest first."""
    order = (TextCorrectionRow.year, TextCorrectionRow.serial)
    still = [state for state in TextState if not state.is_closed]
    wanted = select(TextCorrectionRow).where(TextCorrectionRow.state.in_(still)).order_by(*order)
    if treaty:
        wanted = wanted.where(TextCorrectionRow.treaty_id == treaty)
    return session.scalars(wanted.limit(MOST_LISTED)).all()


def published(
    session: Session, treaty: str, *, known_on: date | None
) -> list[tuple[TextCorrectionNumber, TextCorrection]]:
    """Give the corrections of a treaty's text that everybody knew of on a day, the latest first."""
    step, matter = TextCorrectionStep, TextCorrectionRow
    same = (step.year == matter.year) & (step.serial == matter.serial)
    taken = select(step).join(matter, same).where(matter.treaty_id == treaty)
    if known_on is not None:
        taken = taken.where(step.taken_on <= known_on)
    order = (step.year, step.serial, step.version)
    last = {each.number: each for each in session.scalars(taken.order_by(*order))}
    found = [(number, read(each.content)) for number, each in last.items()]
    return [each for each in found if each[1].state.is_public][::-1]


def steps(session: Session, number: TextCorrectionNumber) -> Sequence[TextCorrectionStep]:
    """Give every step that was taken with a correction, the first one first."""
    taken = select(TextCorrectionStep).where(
        TextCorrectionStep.year == number.year, TextCorrectionStep.serial == number.serial
    )
    return session.scalars(taken.order_by(TextCorrectionStep.version)).all()


def step_by_form(session: Session, key: UUID) -> TextCorrectionStep | None:
    """Give the step that was taken by posting a form, if it was posted."""
    return session.scalar(select(TextCorrectionStep).where(TextCorrectionStep.key == key))


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens every entry of the ledger about a correction of a text."""
    every = select(TextCorrectionStep).order_by(TextCorrectionStep.ledger_index)
    for step in session.scalars(every):
        sealed = {"step": step.step.value, "note": step.note, "correction": step.content}
        yield Opening(step.ledger_index, step.salt, sealed)
