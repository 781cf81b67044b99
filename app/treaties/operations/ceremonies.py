"""Signing ceremonies: one officer prepares the whole list, another has it recorded in one go."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from app.kernel.errors import Conflict, Invalid
from app.participants.values import Roll
from app.treaties import queries
from app.treaties.models import Ceremony
from app.treaties.operations import register, steps
from app.treaties.operations.steps import Hand
from app.treaties.queries import intake as desk
from app.treaties.rules import ceremonies as rules
from app.treaties.rules.intake import FIRST, check, following
from app.treaties.values.ceremonies import Checked, SigningList
from app.treaties.values.intake import DeskKind, DeskNumber, State, Step


def prepare(session: Session, given: SigningList, *, hand: Hand) -> DeskNumber:
    """Enter a list of who is to sign, and give its number.

    Raises:
        NotFound: there is no such treaty.
        Invalid: a participant stands on it twice.
        Conflict: the form was sent before, for something else.

    """
    register.locked(session, given.treaty)
    Invalid.unless_none(complaint for _place, complaint in rules.repeated(given.signatories))
    if (before := desk.step_by_form(session, hand.key)) is not None:
        return _prepared_before(before.subject)
    matter = Ceremony(**steps.arrived(session, DeskKind.CEREMONY, hand))
    _write(matter, given)
    step, state = FIRST[DeskKind.CEREMONY]
    _take(session, matter, step, state=state, note="", hand=hand)
    return matter.number


def amend(session: Session, number: DeskNumber, given: SigningList, *, hand: Hand) -> None:
    """Change a list, until it is in good order.

    Raises:
        NotFound: there is no such list or treaty.
        Conflict: it has changed since the form was opened.
        Invalid: a participant stands on it twice, nothing would change, or it is too late.

    """
    matter = desk.ceremony(session, number, locked=True)
    if steps.posted_before(session, hand, subject=number.subject):
        return
    steps.check_current(matter, hand)
    state = following(number.kind, matter.state, Step.AMEND)
    queries.dossier(session, given.treaty)
    Invalid.unless_none(complaint for _place, complaint in rules.repeated(given.signatories))
    if given == matter.list:
        raise Invalid.because("Nothing has been changed.")
    _write(matter, given)
    _take(session, matter, Step.AMEND, state=state, note="", hand=hand)


def move(
    session: Session, number: DeskNumber, step: Step, *, note: str, roll: Roll, hand: Hand
) -> None:
    """Take a step with a list; confirming it records every signature on it, or none.

    Raises:
        NotFound: there is no such list.
        Conflict: it has changed since the form was opened.
        Invalid: the step is not open, not this officer's or not explained, the day has not come,
            or a signature cannot be recorded.

    """
    matter = desk.ceremony(session, number, locked=True)
    if steps.posted_before(session, hand, subject=number.subject):
        return
    steps.check_current(matter, hand)
    state = check(
        number.kind, matter.state, step, by=hand.by, prepared_by=matter.prepared_by, note=note
    )
    if step is Step.FIND_IN_GOOD_ORDER:
        Invalid.unless_none(preview(session, matter.list, number, roll=roll, hand=hand).refused)
        matter.prepared_by = hand.by.account
    acts = _record(session, matter, roll=roll, hand=hand) if step is Step.CONFIRM else []
    _take(session, matter, step, state=state, note=note, hand=hand, acts=acts)


def preview(
    session: Session, given: SigningList, number: DeskNumber | None, *, roll: Roll, hand: Hand
) -> Checked:
    """Give a list as checked, and what recording it would change; nothing is written.

    Raises:
        NotFound: there is no such treaty.

    """
    dossier = queries.dossier(session, given.treaty)
    return rules.checked(dossier, given, number, roll=roll, today=hand.today)


def _record(session: Session, matter: Ceremony, *, roll: Roll, hand: Hand) -> list[int]:
    """Record the signatures, have them notified, and give their acts' numbers."""
    given = matter.list
    Invalid.unless_none(rules.too_early(given, today=hand.today))
    Invalid.unless_none(preview(session, given, matter.number, roll=roll, hand=hand).refused)
    done = register.record(
        session,
        matter.treaty_id,
        rules.acts_of(given, matter.number, recorded_on=hand.today),
        roll=roll,
        by=hand.by,
        at=hand.at,
        today=hand.today,
        lines=range(1, len(given.signatories) + 1),
        papers=rules.papers_of(given),
    )
    return [act.number for act in done.acts]


def _write(matter: Ceremony, given: SigningList) -> None:
    matter.treaty_id, matter.held_on, matter.place = given.treaty, given.held_on, given.place
    matter.signatories = [asdict(each) for each in given.signatories]


def _take(
    session: Session,
    matter: Ceremony,
    step: Step,
    *,
    state: State,
    note: str,
    hand: Hand,
    acts: list[int] | None = None,
) -> None:
    named = [f"{matter.treaty_id}/{number}" for number in acts or []]
    content = rules.list_content(matter.number, step, matter.list, note=note, actions=named)
    steps.taken(
        session,
        matter,
        step,
        state=state,
        note=note,
        content=content,
        hand=hand,
        action_number=acts[0] if acts else None,
    )


def _prepared_before(subject: str) -> DeskNumber:
    """Give the number of the list that a form which was sent twice had entered."""
    kind, year, serial = subject.split("/")
    number = DeskNumber(DeskKind(kind), int(year), int(serial))
    if number.kind is not DeskKind.CEREMONY:
        raise Conflict.because("This form was sent already. Open a new one.")
    return number
