"""Submitting: what was drafted becomes a version, frozen, sealed in the ledger, and of record."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.declarations.models import (
    Declaration,
    DeclarationDraft,
    DeclarationPortion,
    DeclarationSection,
    DeclarationVersion,
)
from app.declarations.operations import letters
from app.declarations.operations.judging import Known, check, judged, may_stand, refusals
from app.declarations.operations.meeting import meet, place
from app.declarations.operations.opening import begun, opened
from app.declarations.queries import chains, drafts, versions
from app.declarations.rules import access, events, opening, states
from app.declarations.rules.portions import joined, split
from app.declarations.rules.sealing import SUBJECT, SUBMITTED
from app.declarations.values.filing import (
    Classes,
    Duty,
    Filing,
    Hand,
    Hands,
    Paper,
    Portion,
    Reference,
    Status,
    Step,
    VersionNumber,
)
from app.declarations.values.forms import Form
from app.kernel.actor import Role
from app.kernel.clock import end_of_day
from app.kernel.database import by_the_product
from app.kernel.errors import Complaint, Conflict, Invalid, NotFound
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.obligations.values import Obligation

SALT_BYTES = 32
MOMENT = timedelta(microseconds=1)


def submit(
    session: Session, reference: Reference, *, reason: str, form: Form, known: Known, hand: Hand
) -> DeclarationVersion:
    """Submit a draft: from now on it counts, and nobody changes or deletes it.

    The same form posted again gives the version that it made.

    Raises:
        NotFound: there is no such draft, it is another state's, or nobody of this capacity submits.
        Invalid: it is not complete, or only one person has looked at it.
        Conflict: the form was sent for another declaration.

    """
    declaration = chains.declaration(session, reference, by=hand.by, locked=True)
    if (before := _posted(session, declaration, hand)) is not None:
        return before
    states.after(Status.DRAFT, Step.SUBMIT, by=hand.by, participant=declaration.participant)
    draft, rows = drafts.opened(session, declaration, by=hand.by)
    eyes = drafts.eyes(session, declaration, draft, rows, by=hand.by)
    hands = states.hands(eyes, by=hand.by)
    draft.reason = reason or draft.reason
    content = opening.submitted(drafts.content_of(rows), draft.outcome)
    check(session, declaration, draft, content, form=form, known=known, at=hand.at)
    given = Filing(
        basis=draft.basis,
        outcome=draft.outcome,
        content=content,
        classes=drafts.classes_of(rows),
        reason=draft.reason,
    )
    asked_by = draft.asked_by
    _drop(session, draft)
    chain = versions.chain(session, declaration)
    place(declaration, content, chain)
    return _freeze(session, declaration, given, after=chain, form=form, known=known,
                   hands=hands, paper=None, asked_by=asked_by, received_at=hand.at,
                   hand=hand)  # fmt: skip


def enter(
    session: Session,
    obligation: Obligation,
    duty: Duty,
    given: Filing,
    paper: Paper,
    *,
    form: Form,
    known: Known,
    hand: Hand,
) -> DeclarationVersion:
    """Enter, as an officer, what a state has filed by another way: the same checks hold.

    It counts from the day of its receipt. A draft that the state has open stays as it is.

    Raises:
        NotFound: nobody of this capacity enters what a state files.
        Invalid: it is not complete, or was received in the future.
        Conflict: the form was sent for another declaration.

    """
    if hand.by.role is not Role.DECLARATIONS_OFFICER:
        raise NotFound.because("There is no such page.")
    # What it is judged against, and what it replaces, an officer may not read all of.
    with by_the_product(session):
        declaration = begun(session, duty)
        if declaration is None:
            declaration = opened(session, obligation, duty, form=form, hand=hand)
        if (before := _posted(session, declaration, hand)) is not None:
            return before
        _check_paper(paper, hand)
        chain = versions.chain(session, declaration)
        place(declaration, given.content, chain)
        _check_entered(session, declaration, given, amends=bool(chain), form=form, known=known,
                       hand=hand)  # fmt: skip
        received_at = min(hand.at, end_of_day(paper.received_on, known.seat) - MOMENT)
        return _freeze(session, declaration, given, after=chain, form=form, known=known,
                       hands=Hands.SECRETARIAT, paper=paper, asked_by=None,
                       received_at=received_at, hand=hand)  # fmt: skip


def _check_entered(
    session: Session,
    declaration: Declaration,
    given: Filing,
    *,
    amends: bool,
    form: Form,
    known: Known,
    hand: Hand,
) -> None:
    stands = may_stand(session, declaration, form, given.outcome)
    problems = judged(session, declaration, form, given.content, outcome=given.outcome,
                      known=known, at=hand.at)  # fmt: skip
    law = known.law_of(declaration)
    unfit = events.wrong_outcome(law, given.outcome) if law else ()
    wrong = states.complaints_of(form, given.outcome, amends=amends, reason=given.reason,
                                 has_record=stands)  # fmt: skip
    wrong_classes = access.wrong_classes(form, given.classes)
    Invalid.unless_none([*wrong, *unfit, *wrong_classes, *refusals(problems)])


def _posted(session: Session, declaration: Declaration, hand: Hand) -> DeclarationVersion | None:
    """Give the version that this very form has made already."""
    before = versions.by_form(session, hand.key)
    if before is not None and before.declaration_id != declaration.id:
        raise Conflict.because("This form was sent already. Open a new one.")
    return before


def _check_paper(paper: Paper, hand: Hand) -> None:
    if paper.received_on > hand.today:
        raise Invalid(
            Complaint("Nothing is received in the future.", field="received_on"),
        )


def _numbered(chain: Sequence[DeclarationVersion], *, minor: bool) -> VersionNumber:
    """Give the next version's number: an amendment entered by the secretariat is a minor one."""
    if not chain:
        return VersionNumber(1)
    last = chain[-1]
    return VersionNumber(last.major, last.minor + 1) if minor else VersionNumber(last.major + 1)


def _freeze(
    session: Session,
    declaration: Declaration,
    given: Filing,
    *,
    after: Sequence[DeclarationVersion],
    form: Form,
    known: Known,
    hands: Hands,
    paper: Paper | None,
    asked_by: int | None,
    received_at: datetime,
    hand: Hand,
) -> DeclarationVersion:
    """Write a version down after those that are there, put it on record, and seal it."""
    number = _numbered(after, minor=hands is Hands.SECRETARIAT)
    version = DeclarationVersion(
        declaration_id=declaration.id,
        number=after[-1].number + 1 if after else 1,
        major=number.major,
        minor=number.minor,
        status=Status.SUBMITTED,
        form_version=form.version,
        basis=given.basis,
        outcome=given.outcome,
        classes=_texts(given.classes),
        reason=given.reason,
        hands=hands,
        channel=paper.channel if paper else None,
        received_on=paper.received_on if paper else None,
        their_reference=paper.their_reference if paper else "",
        asked_by=asked_by,
        submitted_by=hand.by.account,
        submitted_at=hand.at,
        received_at=received_at,
        key=hand.key,
        content_salt=secrets.token_hex(SALT_BYTES),
    )
    _supersede(session, declaration, after)
    declaration.record = version.number
    meet(session, declaration, version, given.content, form=form, known=known, at=hand.at)
    portions = split(form, given.content, given.classes)
    content = versions.sealed(declaration, version, joined(portions))
    deed = Deed(SUBMITTED, SUBJECT, content, on_behalf_of=declaration.participant)
    [sealed] = ledger.append(session, [deed], by=hand.by, at=hand.at)
    version.ledger_index, version.salt = sealed.index, sealed.salt
    session.add(version)
    session.flush()
    _keep(session, version, portions)
    letters.owe_receipt(session, declaration, version, at=hand.at, on=hand.today)
    return version


def _keep(session: Session, version: DeclarationVersion, portions: Sequence[Portion]) -> None:
    """Keep what was declared, by section and class."""
    session.add_all(
        DeclarationPortion(
            declaration_id=version.declaration_id,
            number=version.number,
            section=each.section,
            grade=each.grade,
            content=dict(each.content),
        )
        for each in portions
    )
    session.flush()


def _supersede(
    session: Session, declaration: Declaration, chain: Sequence[DeclarationVersion]
) -> None:
    """Let what is of record stand behind the version that comes."""
    for before in chain:
        if before.number == declaration.record:
            before.superseded_from, before.status = before.status, Status.SUPERSEDED
    session.flush()


def _drop(session: Session, draft: DeclarationDraft) -> None:
    """Remove a draft that becomes a version."""
    session.execute(
        delete(DeclarationSection).where(DeclarationSection.declaration_id == draft.declaration_id)
    )
    session.delete(draft)
    session.flush()


def _texts(classes: Classes) -> Mapping[str, Any]:
    return {place: grade.value for place, grade in classes.items()}
