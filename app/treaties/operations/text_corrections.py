"""Correcting a treaty's text: proposed, circulated, objected to, rectified or rejected."""

from typing import Any

from sqlalchemy.orm import Session

from app.kernel import numbering
from app.kernel.errors import Conflict, Invalid
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.participants.values import Roll
from app.treaties import queries
from app.treaties.models import TextCorrectionRow, TextCorrectionStep
from app.treaties.operations import register
from app.treaties.operations.notifications import notify
from app.treaties.operations.steps import Hand
from app.treaties.queries import text_corrections as found
from app.treaties.rules import text_corrections as rules
from app.treaties.values.text_corrections import (
    ProposedText,
    TextCorrection,
    TextCorrectionNumber,
    TextObjection,
    TextStep,
)

DEEDS = {
    TextStep.PROPOSE: "text_correction.proposed",
    TextStep.CIRCULATE: "text_correction.circulated",
    TextStep.DROP: "text_correction.dropped",
    TextStep.PREPARE_OBJECTION: "text_correction.objection_prepared",
    TextStep.ENTER_OBJECTION: "text_correction.objection_entered",
    TextStep.PREPARE_RECTIFICATION: "text_correction.rectification_prepared",
    TextStep.RECTIFY: "text_correction.rectified",
    TextStep.PREPARE_REJECTION: "text_correction.rejection_prepared",
    TextStep.REJECT: "text_correction.rejected",
    TextStep.TAKE_BACK: "text_correction.taken_back",
}


def propose(session: Session, given: ProposedText, *, hand: Hand) -> TextCorrectionNumber:
    """Prepare a correction of a treaty's text, which another officer circulates.

    Raises:
        NotFound: there is no such treaty.
        Invalid: the proposal is wrong; each complaint names its field.

    """
    dossier = register.locked(session, given.treaty)
    if (before := found.step_by_form(session, hand.key)) is not None:
        return before.number
    Invalid.unless_none(rules.complaints(given, dossier.definition, today=hand.today))
    serial = numbering.take(session, f"text_correction/{hand.today.year}")
    number = TextCorrectionNumber(hand.today.year, serial)
    row = TextCorrectionRow(
        year=number.year, serial=number.serial, treaty_id=given.treaty, version=0
    )
    matter = TextCorrection(proposal=given, prepared=TextStep.CIRCULATE)
    _take(session, row, TextStep.PROPOSE, matter, note="", hand=hand)
    return number


def move(
    session: Session,
    number: TextCorrectionNumber,
    step: TextStep,
    *,
    note: str,
    roll: Roll,
    hand: Hand,
    objection: tuple[str, Any, str] | None = None,
) -> None:
    """Take a step with a correction of a text; what a second officer confirms is notified.

    ``objection`` says who objects, the day it was received, and its text.

    Raises:
        NotFound: there is no such correction.
        Conflict: it has changed since the form was opened.
        Invalid: the step is not open, not this officer's, not explained, or has no ground.

    """
    row = found.row(session, number, locked=True)
    if (before := found.step_by_form(session, hand.key)) is not None:
        _refuse_another(before, number)
        return
    if row.version != hand.version:
        raise Conflict.because(
            "%(number)s has changed since you opened it. See what changed, and decide again.",
            number=str(number),
        )
    matter = rules.read(row.content)
    rules.check(matter, step, by=hand.by, prepared_by=row.prepared_by, note=note, today=hand.today)
    raised = _raised(session, matter, step, objection, roll=roll, hand=hand)
    if step in rules.NOTIFIED:
        _notify(session, number, matter, step, roll=roll, hand=hand)
    after = rules.taken(matter, step, today=hand.today, objection=raised)
    _take(session, row, step, after, note=note, hand=hand)


def _refuse_another(before: TextCorrectionStep, number: TextCorrectionNumber) -> None:
    if before.number != number:
        raise Conflict.because("This form was sent already. Open a new one.")


def _raised(
    session: Session,
    matter: TextCorrection,
    step: TextStep,
    objection: tuple[str, Any, str] | None,
    *,
    roll: Roll,
    hand: Hand,
) -> TextObjection | None:
    """Give the objection that an officer enters, if that is the step.

    Raises:
        Invalid: there is none, or its day lies in the future or before the circulation.

    """
    if step is not TextStep.PREPARE_OBJECTION:
        return None
    if objection is None:
        raise Invalid.because("Say who objects, when it was received, and what it says.")
    participant, received_on, text = objection
    if not (matter.circulated_on or hand.today) <= received_on <= hand.today:
        raise Invalid.because(
            "An objection is received after the correction was circulated, and not in the future.",
            field="received_on",
        )
    status = queries.course(session, matter.proposal.treaty, roll=roll).on(received_on)
    return TextObjection(
        participant=participant,
        received_on=received_on,
        text=text,
        entitled=rules.entitled(participant, status),
    )


def _notify(
    session: Session,
    number: TextCorrectionNumber,
    matter: TextCorrection,
    step: TextStep,
    *,
    roll: Roll,
    hand: Hand,
) -> None:
    treaty = matter.proposal.treaty
    definition = register.locked(session, treaty).definition
    register.touch(session, treaty)
    occasion = rules.occasion(number, matter, step, adopted_on=definition.adopted_on)
    notify(session, [occasion], by=hand.by, at=hand.at, today=hand.today, roll=roll)


def _take(
    session: Session,
    row: TextCorrectionRow,
    step: TextStep,
    after: TextCorrection,
    *,
    note: str,
    hand: Hand,
) -> None:
    """Write a step down, and what it led to, and seal it in the ledger."""
    number, prepared_by = row.number, hand.by.account if after.prepared else None
    row.state, row.prepared, row.prepared_by = after.state, after.prepared, prepared_by
    row.content, row.changed_at = rules.written(number, after), hand.at
    row.version += 1
    session.add(row)
    session.flush()
    content = {"step": step.value, "note": note, "correction": row.content}
    deed = Deed(DEEDS[step], number.subject, content)
    [sealed] = ledger.append(session, [deed], by=hand.by, at=hand.at)
    session.add(
        TextCorrectionStep(
            year=number.year,
            serial=number.serial,
            version=row.version,
            step=step,
            state=after.state,
            taken_on=hand.today,
            at=hand.at,
            by=hand.by.account,
            note=note,
            content=row.content,
            key=hand.key,
            ledger_index=sealed.index,
            salt=sealed.salt,
        )
    )
    session.flush()
