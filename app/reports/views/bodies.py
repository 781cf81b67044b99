"""The report of a body to its parent: where it stands, asking for it, and its file.

It says what everybody may read who may look at the body.
"""

from datetime import date
from urllib.parse import urlencode

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies.models import Body
from app.bodies.views.blueprint import UNPROCESSABLE, of_body, page
from app.documents.views import handed_out
from app.kernel import days
from app.kernel.errors import Invalid, NotFound
from app.kernel.web import actor, public, runtime
from app.reports.operations import bodies as operations
from app.reports.queries.bodies import begun_on
from app.reports.views.blueprint import pages

REPORT = "/bodies/<body>/report"


@pages.get(REPORT)
@public
def body_report(body: str) -> ResponseReturnValue:
    """Show where the report of a body stands, and ask for it if it is not printed."""
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        try:
            return _page(session, of, _since(request.args.get("since", "")))
        except Invalid as refused:
            return _page(session, of, None, complaints=refused.complaints), UNPROCESSABLE


@pages.post(REPORT)
@public
def ask_for_body_report(body: str) -> ResponseReturnValue:
    """Ask for the report of a body as things stand."""
    now, asked = runtime().clock.now(), request.form.get("since", "")
    with runtime().database.write(by=actor()) as session:
        of = of_body(session, body)
        operations.request_report(session, of, _since(asked), house=runtime(), at=now)
    return redirect(f"{of.address}/report?{urlencode({'since': asked})}", 303)


@pages.get(f"{REPORT}.pdf")
@public
def body_report_file(body: str) -> ResponseReturnValue:
    """Give the file of a body's report as things stand."""
    now, since = runtime().clock.now(), _since(request.args.get("since", ""))
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        found = operations.requested_report(session, of, since, house=runtime(), at=now)
        if found is None:
            raise NotFound.because("This report is not printed yet. Ask for it on its page.")
        return handed_out(found)


def _page(session: Session, of: Body, since: date | None, **beside: object) -> str:
    now = runtime().clock.now()
    found = operations.requested_report(session, of, since, house=runtime(), at=now)
    state = found.state(at=now) if found else None
    first = since or begun_on(session, of)
    return page("report.html", session, of, document=found, printed=state, since=first, **beside)


def _since(text: str) -> date | None:
    """Read the day from which a report is wanted.

    Raises:
        Invalid: it is none.

    """
    found = days.read(text)
    if text and found is None:
        raise Invalid.because("Give a day, such as 2027-03-14.", field="since")
    return found
