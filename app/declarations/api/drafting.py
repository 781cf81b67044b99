"""Drafting by programs: begun, changed section by section, handed on to whoever submits."""

from typing import Annotated, Any

from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy.orm import Session

from app.declarations.api import documents
from app.declarations.api.answers import DeclarationTold, IdentityTold
from app.declarations.api.blueprint import api, drafters, fresh_hand, known, once
from app.declarations.api.reading import current, whole
from app.declarations.api.revisions import etag, expect, revision
from app.declarations.forms import published
from app.declarations.models import Declaration
from app.declarations.operations import drafting, opening
from app.declarations.operations.revising import Revision, revise
from app.declarations.queries import chains, drafts
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome
from app.declarations.values.filing import LONGEST_NOTE, Filing, Hand
from app.kernel.api import Asked
from app.kernel.errors import Conflict, Invalid
from app.kernel.repeats import Answer
from app.kernel.web import runtime
from app.kernel.writing import is_prose, tidy
from app.obligations import queries as obligations
from app.obligations.values import LONGEST_CODE, LONGEST_PERIOD

Note = Annotated[str, Field(max_length=LONGEST_NOTE)]
Grade = Annotated[Class, Field(strict=False)]


class DeclarationBegun(Asked):
    """What is to be declared."""

    obligation: Annotated[str, Field(max_length=LONGEST_CODE, description="As in `f2`.")]
    period: Annotated[
        str,
        Field(
            max_length=LONGEST_PERIOD,
            description="As in `2026`; left out where it follows from the obligation, and of an "
            "incident that is first told of, which then gets an id.",
        ),
    ] = ""


class DraftChanged(Asked):
    """What is to be different; what is not named stays as it is."""

    outcome: Annotated[
        Outcome | None, Field(strict=False, description="How it is filed; null: as it was.")
    ] = None
    content: Annotated[
        dict[str, dict[str, Any]],
        Field(
            default_factory=dict,
            description="Whole sections by name, as the form's schema has them, or incomplete.",
        ),
    ]
    classes: Annotated[
        dict[str, Grade | None],
        Field(
            default_factory=dict,
            description="By section, or `section.question`; null takes back what was set.",
        ),
    ]


class ReasonGiven(Asked):
    """Why an amendment amends; of anything else it is not asked."""

    reason: Note = ""


class AmendmentBegun(Asked):
    """Why it amends."""

    reason: Annotated[Note, Field(min_length=1)]


THERE_ALREADY: dict[int | str, dict[str, str | dict[str, dict[str, Any]]]] = {
    200: {
        "description": "It was begun already.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/IdentityTold"}}},
    }
}


@api.post("")
@drafters
@api.doc(operation_id="beginDeclaration", responses=THERE_ALREADY)
@api.input(DeclarationBegun, example={"obligation": "f2", "period": "2026"})
@api.output(IdentityTold, status_code=201)
def begin(json_data: DeclarationBegun) -> ResponseReturnValue:
    """Begin a draft, pre-filled from what the state last declared; begun already, it is given."""
    return once(lambda session, hand: _begun(session, json_data, hand))


@api.patch("/<ref>")
@drafters
@api.doc(operation_id="changeDraft")
@api.input(DraftChanged)
@api.output(DeclarationTold)
def change(ref: str, json_data: DraftChanged) -> ResponseReturnValue:
    """Change a draft from what you read last; whoever asked for submission has to ask again."""
    hand = fresh_hand("")
    with runtime().database.write(by=hand.by) as session:
        found = chains.declaration(session, chains.named_by(ref), by=hand.by, locked=True)
        draft = drafts.draft(session, found, by=hand.by)
        expect(revision(session, found, by=hand.by))
        form = published(found.form, draft.form_version)
        revise(session, found.reference, _revision(json_data), form=form, hand=hand)
        return current(whole(session, found), etag(revision(session, found, by=hand.by)))


@api.post("/<ref>/ask")
@drafters
@api.doc(operation_id="askForSubmission")
@api.input(ReasonGiven, example={})
@api.output(IdentityTold)
def ask(ref: str, json_data: ReasonGiven) -> ResponseReturnValue:
    """Ask the accredited representative to submit: the second pair of eyes."""
    return once(lambda session, hand: _asked(session, ref, json_data, hand))


@api.post("/<ref>/amend")
@drafters
@api.doc(operation_id="amendDeclaration")
@api.input(AmendmentBegun, example={"reason": "A facility was left out."})
@api.output(IdentityTold, status_code=201)
def amend(ref: str, json_data: AmendmentBegun) -> ResponseReturnValue:
    """Begin an amendment: a draft with everything carried over, which is submitted in its turn."""
    return once(lambda session, hand: _amended(session, ref, json_data, hand))


def note(text: str, *, field: str = "reason") -> str:
    """Give a reason as it is kept.

    Raises:
        Invalid: it holds what cannot be seen.

    """
    kept = tidy(text)
    if not is_prose(kept):
        raise Invalid.because(
            "Write at most %(most)s characters that can be seen.", field=field, most=LONGEST_NOTE
        )
    return kept


def identified(session: Session, found: Declaration, hand: Hand, status: int) -> Answer:
    """Answer with what a declaration is about, where it is, and what it has become."""
    now = etag(revision(session, found, by=hand.by))
    return Answer(status, documents.identity(found), documents.address(found), now)


def _begun(session: Session, asked: DeclarationBegun, hand: Hand) -> Answer:
    law = obligations.catalogue(runtime().obligations).obligations.get(asked.obligation)
    if law is None:
        raise Invalid.because("There is no such obligation.", field="obligation")
    form, seat = published(law.form), runtime().seat
    duty = opening.duty_of(session, law, form, asked.period, seat=seat, hand=hand)
    basis = opening.basis(session, law, duty, known=known(), by=hand.by, today=hand.today)
    there = opening.begun(session, duty) is not None
    found = opening.begin(session, law, duty, Filing(basis=basis), form=form, hand=hand)
    return identified(session, found, hand, 200 if there else 201)


def _asked(session: Session, ref: str, asked: ReasonGiven, hand: Hand) -> Answer:
    found = chains.declaration(session, chains.named_by(ref), by=hand.by, locked=True)
    form = published(found.form)
    drafting.ask(
        session, found.reference, reason=note(asked.reason), form=form, known=known(), hand=hand
    )
    return identified(session, found, hand, 200)


def _amended(session: Session, ref: str, asked: AmendmentBegun, hand: Hand) -> Answer:
    found = chains.declaration(session, chains.named_by(ref), by=hand.by, locked=True)
    if drafts.draft_or_none(session, found, by=hand.by) is not None:
        raise Conflict.because("A draft of this declaration is open already. Change that one.")
    reason = note(asked.reason)
    opening.amend(session, found.reference, form=published(found.form), hand=hand, reason=reason)
    return identified(session, found, hand, 201)


def _revision(asked: DraftChanged) -> Revision:
    return Revision(outcome=asked.outcome, content=asked.content, classes=asked.classes)
