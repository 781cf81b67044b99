"""Drafting: edited section by section, and handed on to whoever submits.

A draft is the state's alone, so nothing of it is in the ledger. Whoever edits a section that has
changed since they opened it is told, and nothing is overwritten.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.declarations.models import Declaration, DeclarationDraft, DeclarationSection
from app.declarations.operations.judging import Known, check, judged_draft, may_stand, refusals
from app.declarations.queries import chains, drafts
from app.declarations.rules import access, opening, states
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Classes, Hand, Reference, Status, Step
from app.declarations.values.forms import Content, Form
from app.kernel.errors import Conflict, Invalid, NotFound
from app.obligations.values import Basis


def edit(
    session: Session,
    reference: Reference,
    section: str,
    content: Content,
    *,
    classes: Classes,
    form: Form,
    version: int,
    hand: Hand,
) -> DeclarationSection:
    """Save one section, however incomplete; whoever had asked for submission has to ask again.

    ``version`` is the section's as the form showed it, 0 where nothing was there yet.

    Raises:
        NotFound: there is no such draft or section, or it is another state's.
        Conflict: somebody else has changed the section since it was opened.
        Invalid: an answer is of a wrong kind or beyond its limit; each complaint says which.

    """
    if form.section(section) is None:
        raise NotFound.because("The form has no such section.")
    declaration, draft, rows = _open(session, reference, Step.EDIT, hand=hand)
    row = rows.get(section) or _blank(draft, section)
    if not _is_as(row, content, classes):
        _check_version(row, version)
        problems = judged_draft(declaration, form, {section: content}, at=hand.at)
        Invalid.unless_none([*refusals(problems), *access.wrong_classes(form, classes)])
    return _saved(session, draft, row, content, classes, hand=hand)


def keep(
    session: Session,
    reference: Reference,
    section: str,
    content: Content,
    *,
    version: int,
    hand: Hand,
) -> DeclarationSection:
    """Save a section that was judged already, with the others; its classes stay as they are.

    Raises:
        NotFound: there is no such draft, or it is another state's.
        Conflict: somebody else has changed the section since it was opened.

    """
    _declaration, draft, rows = _open(session, reference, Step.EDIT, hand=hand)
    row = rows.get(section) or _blank(draft, section)
    classes = {place: Class(grade) for place, grade in (row.classes or {}).items()}
    if not _is_as(row, content, classes):
        _check_version(row, version)
    return _saved(session, draft, row, content, classes, hand=hand)


def choose(
    session: Session, reference: Reference, outcome: Outcome, *, form: Form, hand: Hand
) -> None:
    """Say that there is nothing to declare, that nothing has changed, or that the form is filled.

    Raises:
        NotFound: there is no such draft, or it is another state's.
        Invalid: the form cannot be filed so.

    """
    declaration, draft, _rows = _open(session, reference, Step.EDIT, hand=hand)
    stands = may_stand(session, declaration, form, outcome)
    wrong = states.complaints_of(form, outcome, amends=False, reason="", has_record=stands)
    Invalid.unless_none(wrong)
    if draft.outcome is not outcome:
        _reopen(draft)
        draft.outcome = outcome
        session.flush()


def ask(
    session: Session, reference: Reference, *, reason: str, form: Form, known: Known, hand: Hand
) -> None:
    """Ask the accredited representative to submit; asked twice, it is asked once.

    ``reason`` says why an amendment amends.

    Raises:
        NotFound: there is no such draft, or it is another state's.
        Invalid: it cannot be submitted as it is; each complaint names its section and field.

    """
    declaration, draft, rows = _open(session, reference, Step.ASK, hand=hand)
    draft.reason = reason or draft.reason
    content = opening.submitted(drafts.content_of(rows), draft.outcome)
    check(session, declaration, draft, content, form=form, known=known, at=hand.at)
    if draft.asked_by is None:
        draft.asked_by, draft.asked_at = hand.by.account, hand.at
    session.flush()


def take_back(session: Session, reference: Reference, *, hand: Hand) -> None:
    """Go on drafting after one has asked for submission.

    Raises:
        NotFound: there is no such draft, or it is another state's.

    """
    _declaration, draft, _rows = _open(session, reference, Step.TAKE_BACK, hand=hand)
    _reopen(draft)
    session.flush()


def _open(
    session: Session, reference: Reference, step: Step, *, hand: Hand
) -> tuple[Declaration, DeclarationDraft, Mapping[str, DeclarationSection]]:
    """Give a declaration and its open draft with its sections, which nobody else changes meanwhile.

    Raises:
        NotFound: there is no such draft, or it is another state's.

    """
    declaration = chains.declaration(session, reference, by=hand.by, locked=True)
    states.after(Status.DRAFT, step, by=hand.by, participant=declaration.participant)
    draft, rows = drafts.opened(session, declaration, by=hand.by)
    return declaration, draft, rows


def _reopen(draft: DeclarationDraft) -> None:
    """Let whoever asked for submission have to ask again: what they saw is not what is there."""
    draft.asked_by = draft.asked_at = None


def _blank(draft: DeclarationDraft, section: str) -> DeclarationSection:
    return DeclarationSection(declaration_id=draft.declaration_id, section=section)


def _check_version(row: DeclarationSection, version: int) -> None:
    """Refuse to save over what somebody else has saved meanwhile."""
    if (row.version or 0) != version:
        raise Conflict.because(
            "Somebody else has changed this section since you opened it. What you typed is still "
            "here: compare the two, and save again."
        )


def _saved(
    session: Session,
    draft: DeclarationDraft,
    row: DeclarationSection,
    content: Content,
    classes: Classes,
    *,
    hand: Hand,
) -> DeclarationSection:
    """Write a section down; where it stands so already, whoever had asked need not ask again."""
    row.carried = False
    if not _is_as(row, content, classes):
        _reopen(draft)
        if row.section == opening.HEADER and content.get("basis") in set(Basis):
            draft.basis = Basis(content["basis"])
        row.content, row.classes = dict(content), _texts(classes)
        row.edited_by, row.edited_at = hand.by.account, hand.at
        session.add(row)
    session.flush()
    return row


def _is_as(row: DeclarationSection, content: Content, classes: Classes) -> bool:
    """Say whether a section holds this already, as after a form that was sent twice."""
    return row.content == dict(content) and row.classes == _texts(classes)


def _texts(classes: Classes) -> dict[str, Any]:
    return {place: grade.value for place, grade in classes.items()}
