"""Correcting the register on the desk: one officer proposes the right record, another confirms."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.kernel.errors import Complaint, Conflict, Invalid
from app.participants.values import Roll
from app.treaties import queries
from app.treaties.models import ProposedCorrection
from app.treaties.operations import register, steps
from app.treaties.operations.steps import Hand
from app.treaties.queries import intake as desk
from app.treaties.rules import intake as rules
from app.treaties.rules.preview import consequences
from app.treaties.rules.records import bare
from app.treaties.values.dossier import Dossier
from app.treaties.values.intake import (
    Consequences,
    DeskKind,
    DeskNumber,
    Proposal,
    State,
    Step,
)


def propose(session: Session, given: Proposal, *, roll: Roll, hand: Hand) -> DeskNumber:
    """Prepare the record that is to stand in place of a wrong one, and give the proposal's number.

    Raises:
        NotFound: there is no such treaty or record.
        Conflict: it was corrected already, or another proposal for it waits.
        Invalid: nothing would change, or the register refuses the act.

    """
    register.locked(session, given.treaty)
    if (before := desk.step_by_form(session, hand.key)) is not None:
        return _proposed_before(before.subject)
    _check_free(session, given)
    found = preview(session, given, roll=roll, hand=hand)
    Invalid.unless_none(found.refusals)
    matter = ProposedCorrection(
        **steps.arrived(session, DeskKind.CORRECTION, hand),
        treaty_id=given.treaty,
        participant=given.participant,
        kind=given.kind,
        effective_on=given.effective_on,
        territory=given.territory,
        text=given.text,
        concerns=given.concerns,
        replaces=given.replaces,
        deposited_on=given.deposited_on,
        reference=given.reference,
        authority=given.authority,
        reason=given.reason,
    )
    step, state = rules.FIRST[DeskKind.CORRECTION]
    _take(session, matter, step, state=state, note="", hand=hand)
    return matter.number


def decide(
    session: Session, number: DeskNumber, step: Step, *, note: str, roll: Roll, hand: Hand
) -> None:
    """Confirm a proposed correction, which corrects the register, or drop it.

    Raises:
        NotFound: there is no such proposal.
        Conflict: it was decided since the form was opened, or the record was corrected.
        Invalid: the officer proposed it, says not why, or the register refuses the act.

    """
    matter = desk.correction(session, number, locked=True)
    if steps.posted_before(session, hand, subject=number.subject):
        return
    steps.check_current(matter, hand)
    state = rules.check(
        number.kind, matter.state, step, by=hand.by, prepared_by=matter.prepared_by, note=note
    )
    action = _correct(session, matter, roll=roll, hand=hand) if step is Step.CONFIRM else None
    _take(session, matter, step, state=state, note=note, hand=hand, action=action)


def preview(session: Session, given: Proposal, *, roll: Roll, hand: Hand) -> Consequences:
    """Give what correcting the register so would change; nothing is written.

    Raises:
        NotFound: there is no such treaty or record.

    """
    dossier = queries.dossier(session, given.treaty)
    wrong = queries.action(session, given.treaty, given.replaces)
    right = rules.act_proposed(given, recorded_on=hand.today)
    if bare(wrong) == bare(right):
        same = Complaint("The correction says the same as the record. Change what is wrong.")
        return Consequences(None, (same,), (), ())
    found = consequences(dossier, right, roll=roll, today=hand.today)
    return replace(found, notified=()) if rules.is_mirror(dossier.definition) else found


def corrected_by(dossier: Dossier, number: int) -> int | None:
    """Give the number of the record that corrects another, if one does."""
    return next((act.number for act in dossier.acts if act.replaces == number), None)


def _check_free(session: Session, given: Proposal) -> None:
    """Refuse a second proposal for a record, and one for a record that was corrected."""
    dossier = queries.dossier(session, given.treaty)
    later = corrected_by(dossier, given.replaces)
    if later is not None:
        raise Conflict.because(
            "%(wrong)s was corrected already, by %(right)s. Correct that one.",
            wrong=f"{given.treaty}/{given.replaces}",
            right=f"{given.treaty}/{later}",
        )
    waiting = desk.correction_waiting(session, given.treaty, given.replaces)
    if waiting is not None:
        raise Conflict.because(
            "A correction of this record waits already, as %(number)s. Confirm or drop that one "
            "first.",
            number=str(waiting.number),
        )


def _correct(session: Session, matter: ProposedCorrection, *, roll: Roll, hand: Hand) -> int:
    """Put the confirmed record in place of the wrong one, and give its number."""
    right = rules.act_proposed(matter.proposal, recorded_on=hand.today)
    done = register.correct(
        session,
        matter.treaty_id,
        matter.replaces,
        right,
        reason=right.reason,
        roll=roll,
        by=hand.by,
        at=hand.at,
        today=hand.today,
        papers=[{}],
    )
    return done.acts[0].number


def _take(
    session: Session,
    matter: ProposedCorrection,
    step: Step,
    *,
    state: State,
    note: str,
    hand: Hand,
    action: int | None = None,
) -> None:
    named = action and f"{matter.treaty_id}/{action}"
    content = rules.step_content(matter.number, step, matter.proposal, note=note, action=named)
    steps.taken(
        session,
        matter,
        step,
        state=state,
        note=note,
        content=content,
        hand=hand,
        action_number=action,
    )


def _proposed_before(subject: str) -> DeskNumber:
    """Give the number of what a form that was sent twice had proposed."""
    kind, year, serial = subject.split("/")
    number = DeskNumber(DeskKind(kind), int(year), int(serial))
    if number.kind is not DeskKind.CORRECTION:
        raise Conflict.because("This form was sent already. Open a new one.")
    return number
