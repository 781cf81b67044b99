"""Taking in an instrument: entered, examined, held or returned by letter, prepared, confirmed."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.documents import operations as documents
from app.documents import queries as files
from app.documents.values import Checked
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.storage import Storage
from app.participants.values import Roll
from app.treaties import queries
from app.treaties.models import DeskStep, Instrument
from app.treaties.operations import letters, register, steps
from app.treaties.operations.steps import Hand
from app.treaties.queries import intake as desk
from app.treaties.rules import intake as rules
from app.treaties.rules.preview import consequences
from app.treaties.values.intake import (
    Consequences,
    DeskKind,
    DeskNumber,
    Particulars,
    State,
    Step,
)


def receive(session: Session, given: Particulars, *, hand: Hand) -> DeskNumber:
    """Enter an instrument that was received, and give its number.

    Raises:
        NotFound: there is no such treaty.
        Invalid: a particular is wrong, or the very same instrument is entered already.
        Conflict: the form was sent before, and says something else now.

    """
    dossier = register.locked(session, given.treaty)
    Invalid.unless_none(rules.complaints(given, dossier.definition, today=hand.today))
    if (before := desk.step_by_form(session, hand.key)) is not None:
        return _entered_before(session, before, given)
    Invalid.unless_none(_identical(session, given))
    matter = Instrument(**steps.arrived(session, DeskKind.INSTRUMENT, hand))
    _write(matter, given)
    step, state = rules.FIRST[DeskKind.INSTRUMENT]
    _take(session, matter, step, state=state, note="", hand=hand)
    return matter.number


def amend(session: Session, number: DeskNumber, given: Particulars, *, hand: Hand) -> None:
    """Change what was read off an instrument, until it is in good order.

    Raises:
        NotFound: there is no such instrument or treaty.
        Conflict: it has changed since the form was opened.
        Invalid: a particular is wrong, nothing would change, or it is too late to change any.

    """
    matter = desk.instrument(session, number, locked=True)
    if steps.posted_before(session, hand, subject=number.subject):
        return
    steps.check_current(matter, hand)
    state = rules.following(number.kind, matter.state, Step.AMEND)
    dossier = queries.dossier(session, given.treaty)
    Invalid.unless_none(rules.complaints(given, dossier.definition, today=hand.today))
    if given == matter.particulars:
        raise Invalid.because("Nothing has been changed.")
    Invalid.unless_none(_identical(session, given, beside=number))
    _write(matter, given)
    _take(session, matter, Step.AMEND, state=state, note="", hand=hand)


def attach(
    session: Session, number: DeskNumber, scan: Checked, *, storage: Storage, hand: Hand
) -> None:
    """Attach a scan to an instrument, until it is in good order.

    Raises:
        NotFound: there is no such instrument.
        Conflict: it has changed since the form was opened, or has this very scan.
        Invalid: it is too late to attach any.
        Unavailable: the disk is full.

    """
    matter = desk.instrument(session, number, locked=True)
    if steps.posted_before(session, hand, subject=number.subject):
        return
    steps.check_current(matter, hand)
    state = rules.following(number.kind, matter.state, Step.ATTACH)
    documents.keep(session, scan, owner=number.subject, storage=storage, by=hand.by, at=hand.at)
    _take(session, matter, Step.ATTACH, state=state, note="", hand=hand)


def move(
    session: Session, number: DeskNumber, step: Step, *, note: str, roll: Roll, hand: Hand
) -> None:
    """Take a step with an instrument that leads it on, or back.

    Holding and returning it owe the participant a letter; confirming records the act.

    Raises:
        NotFound: there is no such instrument.
        Conflict: it has changed since the form was opened.
        Invalid: the step is not open, not this officer's, not explained, or the register refuses
            the act.

    """
    matter = desk.instrument(session, number, locked=True)
    if steps.posted_before(session, hand, subject=number.subject):
        return
    steps.check_current(matter, hand)
    state = rules.check(
        number.kind, matter.state, step, by=hand.by, prepared_by=matter.prepared_by, note=note
    )
    if step is Step.FIND_IN_GOOD_ORDER:
        _check_ready(session, matter, roll=roll, hand=hand)
        matter.prepared_by = hand.by.account
    action = _record(session, matter, roll=roll, hand=hand) if step is Step.CONFIRM else None
    told = letters.owe(session, matter, step, note=note, hand=hand)
    _take(session, matter, step, state=state, note=note, hand=hand, action=action, letters=told)


def preview(
    session: Session,
    given: Particulars,
    *,
    number: DeskNumber | None,
    roll: Roll,
    hand: Hand,
) -> Consequences:
    """Give what recording an instrument today would change; nothing is written.

    Raises:
        NotFound: there is no such treaty.

    """
    dossier = queries.dossier(session, given.treaty)
    act = rules.act_of(given, number, recorded_on=hand.today)
    found = consequences(dossier, act, roll=roll, today=hand.today)
    if rules.is_mirror(dossier.definition):
        found = replace(found, notified=())
    about = rules.complaints(given, dossier.definition, today=hand.today)
    refusals = dict.fromkeys((each.message, each.field) for each in found.refusals)
    more = [each for each in about if (each.message, each.field) not in refusals]
    return replace(found, refusals=(*found.refusals, *more, *rules.unready(given)))


def _check_ready(session: Session, matter: Instrument, *, roll: Roll, hand: Hand) -> None:
    """Refuse as in good order what the register would not record."""
    found = preview(session, matter.particulars, number=matter.number, roll=roll, hand=hand)
    Invalid.unless_none(found.refusals)


def _record(session: Session, matter: Instrument, *, roll: Roll, hand: Hand) -> int:
    """Record the act that a confirmed instrument is, and give its number."""
    Invalid.unless_none(rules.unready(matter.particulars))
    act = rules.act_of(matter.particulars, matter.number, recorded_on=hand.today)
    done = register.record(
        session,
        matter.treaty_id,
        [act],
        roll=roll,
        by=hand.by,
        at=hand.at,
        today=hand.today,
        papers=[rules.papers(matter.particulars)],
    )
    return done.acts[0].number


def _write(matter: Instrument, given: Particulars) -> None:
    """Put particulars into an instrument's row."""
    matter.treaty_id, matter.participant, matter.kind = given.treaty, given.participant, given.kind
    matter.dated_on, matter.received_on = given.dated_on, given.received_on
    matter.effective_on, matter.territory, matter.text = (
        given.effective_on,
        given.territory,
        given.text,
    )
    matter.concerns = given.concerns
    matter.wording, matter.powers, matter.language = given.wording, given.powers, given.language
    matter.signatory, matter.office = given.signatory, given.office
    matter.notification, matter.notified_on = given.notification, given.notified_on


def _take(
    session: Session,
    matter: Instrument,
    step: Step,
    *,
    state: State,
    note: str,
    hand: Hand,
    action: int | None = None,
    letters: int | None = None,
) -> DeskStep:
    scans = [each.sha256 for each in files.uploads(session, matter.number.subject)]
    content = rules.step_content(
        matter.number,
        step,
        matter.particulars,
        note=note,
        scans=scans,
        action=action and f"{matter.treaty_id}/{action}",
        letters=letters,
    )
    return steps.taken(
        session,
        matter,
        step,
        state=state,
        note=note,
        content=content,
        hand=hand,
        action_number=action,
    )


def _identical(
    session: Session, given: Particulars, *, beside: DeskNumber | None = None
) -> list[Complaint]:
    """Complain of an instrument that is entered already, word for word."""
    return [
        Complaint(
            "This very instrument is entered already, as %(number)s.", {"number": str(each.number)}
        )
        for each in desk.alike(session, given, beside=beside)
        if each.particulars == given
    ]


def _entered_before(session: Session, before: DeskStep, given: Particulars) -> DeskNumber:
    """Give the number under which a form that was sent twice was entered.

    Raises:
        Conflict: it says something else the second time.

    """
    kind, year, serial = before.subject.split("/")
    number = DeskNumber(DeskKind(kind), int(year), int(serial))
    if number.kind is DeskKind.INSTRUMENT:
        found = desk.instrument(session, number)
        if found.particulars == given:
            return number
    raise Conflict.because(
        "This form was sent already, and %(number)s was entered from it. Change that one, or open "
        "a new form.",
        number=str(number),
    )
