"""Prints over the API: status reports asked for, receipts owed; each read once it is printed."""

from typing import Annotated, Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from app.declarations.api.receipts import ReceiptAsked
from app.declarations.queries import chains, versions
from app.documents import queries as documents
from app.documents.operations import OWNER
from app.documents.values import DocumentState
from app.kernel.actor import DELEGATES
from app.kernel.api import Asked, Day, gives, told
from app.kernel.web import actor, handed_out, open_to, public, runtime
from app.participants.queries import roll
from app.reports import operations, queries
from app.reports.values import Question
from app.treaties.api.questions import KnownOn

api = APIBlueprint("reports_api", __name__, url_prefix="/api/v1/treaties", tag="Treaties")

receipts = APIBlueprint(
    "receipts_api", __name__, url_prefix="/api/v1/declarations", tag="Declarations"
)

PDF_TYPE = "application/pdf"
SECONDS_TO_WAIT = 5
"""What a client is asked to wait before it looks whether a report is printed."""

ANSWERS: dict[int, Any] = {
    202: {"description": "It is being printed: `Location` is its page; ask here again"},
    303: {"description": "It is printed: `Location` is its file"},
}


RECEIPT: dict[int, Any] = {202: ANSWERS[202], **gives(PDF_TYPE)}


class ReportAsked(Asked):
    """On which day, as known on which."""

    as_of: Annotated[
        Day | None, Field(description="The day in law; without it, today at the seat.")
    ] = None
    known_on: KnownOn = None


@api.get("/<treaty_id>/status.pdf")
@api.doc(operation_id="readStatusReport", responses=ANSWERS)
@api.input(ReportAsked, location="query")
@public
def status_pdf(treaty_id: str, query_data: ReportAsked) -> ResponseReturnValue:
    """Read the ratification status report; the first to ask has a worker print it."""
    at, question = runtime().clock.now(), _question(query_data)
    with runtime().database.read(by=actor()) as session:
        document = operations.requested_status(session, treaty_id, **question)
    if document is not None and document.state(at=at) is DocumentState.READY:
        return redirect(url_for("documents.download", document_id=document.id), 303)
    if document is None:
        with runtime().database.write(by=actor()) as session:
            return _waits(operations.request_status(session, treaty_id, **question, at=at))
    return _waits(document.id)


@receipts.get("/<ref>/receipt.pdf")
@open_to(*DELEGATES)
@receipts.doc(operation_id="readReceiptAsPdf", responses=RECEIPT)
@receipts.input(ReceiptAsked, location="query")
def receipt_pdf(ref: str, query_data: ReceiptAsked) -> ResponseReturnValue:
    """Read the printed receipt of a version; a worker prints it soon after the submission."""
    by = actor()
    with runtime().database.read(by=by) as session:
        found = chains.declaration(session, chains.named_by(ref), by=by)
        number = query_data.version or versions.last(session, found)
        owed = queries.print_of_receipt(session, found, number, by=by)
        document = documents.document(session, owed, by=by) if owed else None
    if document is None or document.state(at=runtime().clock.now()) is not DocumentState.READY:
        return _waits(document.id if document else None)
    digest, name = str(document.sha256), f"{document.file_name}.pdf"
    file = runtime().storage.path(OWNER, digest)
    return handed_out(file, media_type=PDF_TYPE, name=name, digest=digest)


def _waits(document_id: UUID | None) -> Response:
    response = told({"document": str(document_id) if document_id else None})
    response.status_code = 202
    if document_id:
        response.location = url_for("documents.show", document_id=document_id)
    response.retry_after = SECONDS_TO_WAIT
    return response


def _question(asked: ReportAsked) -> dict[str, Any]:
    today = runtime().today()
    return {
        "question": Question(asked.as_of or today, asked.known_on or today),
        "roll": roll(runtime().facts),
        "publisher": operations.published_by(runtime()),
    }
