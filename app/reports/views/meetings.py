"""The report of a meeting: where it stands, asking for it, and its file.

It is read by whoever may read about the meeting, whoever asked for it.
"""

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies.models import Body, Meeting
from app.bodies.queries import meetings as looked_up
from app.bodies.values.meetings import MeetingState
from app.bodies.views.blueprint import of_body, page
from app.documents.views import handed_out
from app.kernel.errors import NotFound
from app.kernel.web import actor, public, runtime
from app.reports.operations import meetings as operations
from app.reports.views.blueprint import pages

REPORT = "/bodies/<body>/meetings/<int:meeting>/report"


@pages.get(REPORT)
@public
def meeting_report(body: str, meeting: int) -> ResponseReturnValue:
    """Show where the report of a meeting stands, and ask for it if it is not printed."""
    now = runtime().clock.now()
    with runtime().database.read(by=actor()) as session:
        of, one = _held(session, body, meeting)
        found = operations.requested_report(session, of, one, house=runtime(), at=now)
        state = found.state(at=now) if found else None
        return page("meeting_report.html", session, of, document=found, meeting=one, printed=state)


@pages.post(REPORT)
@public
def ask_for_meeting_report(body: str, meeting: int) -> ResponseReturnValue:
    """Ask for the report of a meeting as things stand."""
    now = runtime().clock.now()
    with runtime().database.write(by=actor()) as session:
        of, one = _held(session, body, meeting)
        operations.request_report(session, of, one, house=runtime(), at=now)
    return redirect(f"{one.address_under(of)}/report", 303)


@pages.get(f"{REPORT}.pdf")
@public
def meeting_report_file(body: str, meeting: int) -> ResponseReturnValue:
    """Give the file of a meeting's report as things stand."""
    now = runtime().clock.now()
    with runtime().database.read(by=actor()) as session:
        of, one = _held(session, body, meeting)
        found = operations.requested_report(session, of, one, house=runtime(), at=now)
        if found is None:
            raise NotFound.because("This report is not printed yet. Ask for it on its page.")
        return handed_out(found)


def _held(session: Session, body: str, number: int) -> tuple[Body, Meeting]:
    of, today = of_body(session, body), runtime().today()
    found = looked_up.meeting(session, actor(), of, number, on=today)
    if found.state is not MeetingState.HELD:
        raise NotFound.because("There is no report of a meeting that was not held.")
    return of, found
