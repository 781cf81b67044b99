"""After submission: taken up, found in good order or returned by the secretariat; recalled."""

from sqlalchemy.orm import Session

from app.deadlines import operations as deadlines
from app.deadlines import queries as awaited
from app.deadlines.values import Outcome as Met
from app.declarations.models import Declaration, DeclarationStep, DeclarationVersion
from app.declarations.operations import letters
from app.declarations.queries import chains, versions
from app.declarations.rules import states
from app.declarations.rules.sealing import MOVED, SUBJECT, of_step
from app.declarations.values.filing import Hand, Reference, Status, Step
from app.kernel.errors import Conflict
from app.ledger import operations as ledger
from app.ledger.values import Deed


def move(
    session: Session, reference: Reference, number: int, step: Step, *, note: str, hand: Hand
) -> DeclarationStep:
    """Take a step with a version that was submitted; the same form posted again is one step.

    Raises:
        NotFound: there is no such version, or nobody of this capacity takes the step.
        Invalid: it does not follow from where the version stands, or is not explained.
        Conflict: the form was sent for another version.

    """
    declaration = chains.declaration(session, reference, by=hand.by, locked=True)
    version = versions.version(session, declaration, number, by=hand.by)
    before = versions.step_by_form(session, hand.key)
    if before is not None:
        if (before.declaration_id, before.number) != (declaration.id, number):
            raise Conflict.because("This form was sent already. Open a new one.")
        return before
    version.status = states.after(
        version.status, step, by=hand.by, participant=declaration.participant, note=note
    )
    if version.status in states.CLOSED:
        _restore(session, declaration, hand=hand)
    session.flush()
    taken = _seal(session, declaration, version, step, note, hand=hand)
    if step is Step.RETURN:
        letters.owe_return(session, declaration, version, taken, at=hand.at, on=hand.today)
    return taken


def _restore(session: Session, declaration: Declaration, *, hand: Hand) -> None:
    """Put the version before on record again; where none is left after a recall, nothing is filed.

    What was returned had come in complete: whether it came in time is not undone by it.
    """
    chain = versions.chain(session, declaration)
    declaration.record = states.of_record((each.number, each.standing) for each in chain)
    for each in chain:
        if each.number == declaration.record and each.superseded_from is not None:
            each.status, each.superseded_from = each.superseded_from, None
    if all(each.standing is Status.RECALLED for each in chain):
        _unmeet(session, declaration, hand=hand)


def _unmeet(session: Session, declaration: Declaration, *, hand: Hand) -> None:
    kind, subject = declaration.deadline
    there = awaited.deadlines(session, kind, [subject]).get(subject)
    if there is not None and there.outcome is not None and there.outcome is not Met.WAIVED:
        deadlines.unmeet(session, kind, subject, at=hand.at)


def _seal(
    session: Session,
    declaration: Declaration,
    version: DeclarationVersion,
    step: Step,
    note: str,
    *,
    hand: Hand,
) -> DeclarationStep:
    """Write a step down and seal it in the ledger."""
    content = of_step(str(declaration.reference), version.number, step, note)
    deed = Deed(MOVED, SUBJECT, content)
    [sealed] = ledger.append(session, [deed], by=hand.by, at=hand.at)
    row = DeclarationStep(
        declaration_id=declaration.id,
        number=version.number,
        place=len(versions.steps(session, declaration, version.number, by=hand.by)) + 1,
        step=step,
        status=version.status,
        at=hand.at,
        by=hand.by.account,
        note=note,
        key=hand.key,
        ledger_index=sealed.index,
        salt=sealed.salt,
    )
    session.add(row)
    session.flush()
    return row
