"""The ratification status report over the API: asked for, and read once it is printed."""

from typing import Annotated, Any

from apiflask import APIBlueprint
from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from app.documents.values import DocumentState
from app.kernel.api import Asked, Day, told
from app.kernel.errors import NotFound
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.reports import operations
from app.reports.values import Publisher, Question
from app.treaties.api.questions import KnownOn

api = APIBlueprint("reports_api", __name__, url_prefix="/api/v1/treaties", tag="Treaties")

SECONDS_TO_WAIT = 5
"""What a client is asked to wait before it looks whether a report is printed."""

PRINTED: dict[int, Any] = {303: {"description": "It is printed: `Location` is its file"}}
WAITS: dict[int, Any] = {202: {"description": "It will be printed: `Location` is its page"}}


class ReportAsked(Asked):
    """On which day, as known on which."""

    as_of: Annotated[
        Day | None, Field(description="The day in law; without it, today at the seat.")
    ] = None
    known_on: KnownOn = None


@api.get("/<treaty_id>/status.pdf")
@api.doc(operation_id="readStatusReport", responses=PRINTED)
@api.input(ReportAsked, location="query")
@public
def status_pdf(treaty_id: str, query_data: ReportAsked) -> ResponseReturnValue:
    """Read the ratification status report, which must have been asked for."""
    with runtime().database.read(by=actor()) as session:
        document = operations.requested_status(session, treaty_id, **_question(query_data))
    if document is None or document.state(at=runtime().clock.now()) is not DocumentState.READY:
        raise NotFound.because(
            "This report is not printed. Send a POST request to this address to ask for it, "
            "then read it here."
        )
    return redirect(url_for("documents.download", document_id=document.id), 303)


@api.post("/<treaty_id>/status.pdf")
@api.doc(operation_id="askForStatusReport", responses=WAITS)
@api.input(ReportAsked, location="query")
@public
def ask_for_status_pdf(treaty_id: str, query_data: ReportAsked) -> ResponseReturnValue:
    """Ask for the ratification status report; a worker prints it within a minute."""
    at = runtime().clock.now()
    with runtime().database.write(by=actor()) as session:
        document_id = operations.request_status(session, treaty_id, **_question(query_data), at=at)
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
        "publisher": Publisher(runtime().seat_name, runtime().demonstration),
    }
