"""The ratification status report over the API: asked for, and read once it is printed."""

from typing import Annotated, Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from app.documents.values import DocumentState
from app.kernel.api import Asked, Day, told
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.reports import operations
from app.reports.values import Question
from app.treaties.api.questions import KnownOn

api = APIBlueprint("reports_api", __name__, url_prefix="/api/v1/treaties", tag="Treaties")

SECONDS_TO_WAIT = 5
"""What a client is asked to wait before it looks whether a report is printed."""

ANSWERS: dict[int, Any] = {
    202: {"description": "It is being printed: `Location` is its page; ask here again"},
    303: {"description": "It is printed: `Location` is its file"},
}


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


def _waits(document_id: UUID) -> Response:
    response = told({"document": str(document_id)})
    response.status_code = 202
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
