"""Submitting and recalling by programs, with a token to submit."""

from typing import Annotated

from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy.orm import Session

from app.declarations.api.answers import RecalledTold, SubmittedTold
from app.declarations.api.blueprint import api, known, once, submitters
from app.declarations.api.documents import address
from app.declarations.api.drafting import Note, ReasonGiven, note
from app.declarations.api.revisions import etag, expect, revision, submitted
from app.declarations.forms import published
from app.declarations.operations import review, submitting
from app.declarations.queries import chains, versions
from app.declarations.values.filing import Hand, Step
from app.kernel.api import Asked
from app.kernel.errors import Invalid
from app.kernel.repeats import Answer
from app.kernel.web import WIDEST


class RecallAsked(Asked):
    """Which version is recalled, and why."""

    reason: Annotated[Note, Field(min_length=1)]
    version: Annotated[
        int | None, Field(ge=1, le=WIDEST, description="Its number; null: the version of record.")
    ] = None


@api.post("/<ref>/submit")
@submitters
@api.doc(operation_id="submitDeclaration")
@api.input(ReasonGiven, example={})
@api.output(SubmittedTold, status_code=201)
def submit(ref: str, json_data: ReasonGiven) -> ResponseReturnValue:
    """Submit the draft that you read last: from then on it counts, and the receipt is there."""
    return once(lambda session, hand: _submitted(session, ref, json_data, hand))


@api.post("/<ref>/recall")
@submitters
@api.doc(operation_id="recallDeclaration")
@api.input(RecallAsked, example={"reason": "It was filed for the wrong year."})
@api.output(RecalledTold)
def recall(ref: str, json_data: RecallAsked) -> ResponseReturnValue:
    """Recall a version: it stays where it is, and the one before it stands again."""
    return once(lambda session, hand: _recalled(session, ref, json_data, hand))


def _submitted(session: Session, ref: str, asked: ReasonGiven, hand: Hand) -> Answer:
    found = chains.declaration(session, chains.named_by(ref), by=hand.by, locked=True)
    expect(revision(session, found, by=hand.by))
    version = submitting.submit(
        session, found.reference, reason=note(asked.reason), form=published(found.form),
        known=known(), hand=hand,
    )  # fmt: skip
    receipt = f"{address(found)}/receipt.json?version={version.number}"
    document = {
        "ref": ref,
        "number": version.number,
        "name": str(version.named),
        "received_at": version.received_at.isoformat(),
        "ledger_index": version.ledger_index,
        "receipt": receipt,
    }
    return Answer(201, document, receipt, etag(submitted(session, found, by=hand.by)))


def _recalled(session: Session, ref: str, asked: RecallAsked, hand: Hand) -> Answer:
    found = chains.declaration(session, chains.named_by(ref), by=hand.by, locked=True)
    number = asked.version or found.record
    if number is None:
        raise Invalid.because("No version of this declaration is of record.", field="version")
    review.move(session, found.reference, number, Step.RECALL, note=note(asked.reason), hand=hand)
    version = versions.version(session, found, number, by=hand.by)
    document = {
        "ref": ref,
        "number": number,
        "status": version.status.value,
        "record": found.record,
    }
    return Answer(200, document, "", etag(revision(session, found, by=hand.by)))
