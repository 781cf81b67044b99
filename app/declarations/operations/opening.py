"""Opening a draft: of something new, or of a new version of what was submitted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.deadlines import queries as deadlines
from app.declarations.models import (
    Declaration,
    DeclarationDraft,
    DeclarationSection,
    DeclarationVersion,
)
from app.declarations.operations.judging import Known
from app.declarations.queries import chains, drafts, versions
from app.declarations.rules import events, opening, states
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Duty, Filing, Hand, Reference, Status, Step
from app.declarations.values.forms import Form
from app.kernel import numbering
from app.kernel.actor import SYSTEM, Actor
from app.kernel.errors import Invalid
from app.obligations import queries as laws
from app.obligations.operations import basis_today
from app.obligations.values import Basis, Obligation


def begin(
    session: Session, obligation: Obligation, duty: Duty, given: Filing, *, form: Form, hand: Hand
) -> Declaration:
    """Open a draft, pre-filled from what the state last declared on the form.

    If it was begun already, it stays as it is.

    Raises:
        NotFound: it would be another state's, or nobody of this capacity drafts.
        Invalid: nothing can be declared for the period.

    """
    states.after(Status.DRAFT, Step.EDIT, by=hand.by, participant=duty.participant)
    found = begun(session, duty)
    if found is not None:
        return found
    declaration = opened(session, obligation, duty, form=form, hand=hand)
    before = chains.earlier(
        session, duty.participant, form, period=duty.period, beside=declaration.id
    )
    last = before.version if before else None
    content = versions.content_of(session, last, by=SYSTEM) if last else None
    prefilled = opening.carried_over(obligation, form, duty, given, before=content)
    _draft(session, declaration, given, prefilled, form=form, carries=last, amends=None,
           hand=hand)  # fmt: skip
    return declaration


def duty_of(
    session: Session, law: Obligation, form: Form, period: str, *, seat: ZoneInfo, hand: Hand
) -> Duty:
    """Give what a state begins: what was left open of its period follows from the obligation."""
    rows = laws.rows(session, hand.by, at=hand.at, seat=seat, obligation=law.code)
    owed = [row.period for row in rows]
    named = opening.period_of(law, form, period, owed=owed, key=hand.key, today=hand.today)
    return Duty(law.code, hand.by.participant or "", named)


def basis(
    session: Session, law: Obligation, duty: Duty, *, known: Known, by: Actor, today: date
) -> Basis:
    """Give the basis on which a state files: that of what it owes, of an event today's. What it
    does not owe is voluntary.
    """
    found = laws.basis_of(session, by, obligation=law.code, period=duty.period)
    if found is not Basis.VOLUNTARY or not law.is_eventful:
        return found
    return basis_today(session, known.laws, law, duty.participant, roll=known.roll, today=today)


def begun(session: Session, duty: Duty) -> Declaration | None:
    """Give what was begun of a duty already, or of another that the same event calls for in its
    place.
    """
    every = (replace(duty, obligation=code) for code in events.alternatives(duty.obligation))
    found = (chains.of_duty(session, each, locked=True) for each in every)
    return next((each for each in found if each is not None), None)


def opened(
    session: Session, obligation: Obligation, duty: Duty, *, form: Form, hand: Hand
) -> Declaration:
    """Give a declaration its reference, if something can be declared for its period.

    Raises:
        Invalid: nothing can.

    """
    declaration = Declaration(
        participant=duty.participant,
        obligation=duty.obligation,
        period=duty.period,
        form=form.code,
        publication=obligation.publication,
        opened_at=hand.at,
        year=hand.today.year,
    )
    kind, subject = declaration.deadline
    owed = subject in deadlines.deadlines(session, kind, [subject])
    wrong = opening.unopened(obligation, form, duty.period, owed=owed, today=hand.today)
    Invalid.unless_none(wrong)
    series = f"declaration/{duty.participant}/{declaration.year}"
    declaration.serial = numbering.take(session, series)
    session.add(declaration)
    session.flush()
    return declaration


def amend(
    session: Session, reference: Reference, *, form: Form, hand: Hand, reason: str = ""
) -> Declaration:
    """Open the draft of a new version, with everything of the one before carried over.

    A draft that is open already stays as it is. Why it is amended may be said now, or when it is
    submitted.

    Raises:
        NotFound: there is no such declaration, or it is another state's.
        Invalid: it can no longer be amended.

    """
    declaration = chains.declaration(session, reference, by=hand.by, locked=True)
    if drafts.draft_or_none(session, declaration, by=hand.by) is not None:
        return declaration
    stands = declaration.record or versions.last(session, declaration)
    amended = versions.version(session, declaration, stands, by=hand.by)
    states.after(amended.status, Step.AMEND, by=hand.by, participant=declaration.participant)
    given = Filing(basis=amended.basis, outcome=amended.outcome, reason=reason)
    content = versions.content_of(session, amended, by=hand.by)
    _draft(session, declaration, given, content, form=form, carries=amended, amends=stands,
           hand=hand)  # fmt: skip
    return declaration


def _draft(
    session: Session,
    declaration: Declaration,
    given: Filing,
    content: Mapping[str, Any],
    *,
    form: Form,
    carries: DeclarationVersion | None,
    amends: int | None,
    hand: Hand,
) -> None:
    """Write a draft down with what it carries over, and the classes that stood there."""
    draft = DeclarationDraft(
        declaration_id=declaration.id,
        form_version=form.version,
        basis=given.basis,
        outcome=given.outcome if amends else Outcome.FILED,
        amends=amends,
        reason=given.reason,
        begun_by=hand.by.account,
        begun_at=hand.at,
    )
    session.add(draft)
    session.flush()
    classes = carries.classes if carries else {}
    for section in form.sections:
        if section.name in content:
            session.add(
                DeclarationSection(
                    declaration_id=declaration.id,
                    section=section.name,
                    content=content[section.name],
                    classes=_within(section.name, classes),
                    carried=carries is not None and section.name != opening.HEADER,
                    edited_by=None,
                    edited_at=hand.at,
                )
            )
    session.flush()


def _within(section: str, classes: Mapping[str, Any]) -> dict[str, Any]:
    """Give the classes that are set in one section."""
    return {place: grade for place, grade in classes.items() if place.partition(".")[0] == section}
