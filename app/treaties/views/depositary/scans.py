"""The scans of an instrument: attached until it is in good order, and given back as files."""

from uuid import UUID

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.documents import queries as documents
from app.documents.forms import upload
from app.documents.values import Checked
from app.kernel.errors import Conflict, Invalid
from app.kernel.web import actor, handed_out, open_to, runtime
from app.treaties.forms import intake as forms
from app.treaties.operations import intake
from app.treaties.queries import intake as desk
from app.treaties.values.intake import DeskKind, DeskNumber
from app.treaties.views.blueprint import pages
from app.treaties.views.depositary.instruments import PAGE, laid_out
from app.treaties.views.depositary.paper import OFFICERS, READERS, hand


@pages.post("/depositary/instruments/<slug>/scans")
@open_to(*OFFICERS)
def attach(slug: str) -> ResponseReturnValue:
    """Attach a scan to an instrument."""
    number = forms.number(DeskKind.INSTRUMENT, slug)
    try:
        _keep(number, _handed_in())
    except (Invalid, Conflict) as refused:
        with runtime().database.read(by=actor()) as session:
            shown = laid_out(session, desk.instrument(session, number))
        page = render_template(PAGE, complaints=refused.complaints, typed={}, **shown)
        return page, 409 if isinstance(refused, Conflict) else 422
    return redirect(f"{number.address}#papers", 303)


@pages.get("/depositary/instruments/<slug>/scans/<uuid:scan_id>")
@open_to(*READERS)
def scan(slug: str, scan_id: UUID) -> Response:
    """Give a scan as it was handed in, never to be shown within our own pages."""
    number = forms.number(DeskKind.INSTRUMENT, slug)
    with runtime().database.read(by=actor()) as session:
        found = documents.upload(session, number.subject, scan_id)
    return handed_out(
        runtime().storage.path(number.subject, found.sha256),
        media_type=found.kind.value,
        name=found.called(str(number)),
        digest=found.sha256,
    )


def _handed_in() -> Checked:
    """Give the file that was posted, checked.

    Raises:
        Invalid: there is none, or it is not accepted.

    """
    file = request.files.get("file")
    if file is None:
        raise Invalid.because("Choose a file to hand in.", field="file")
    return upload(file.filename or "", file.stream)


def _keep(number: DeskNumber, checked: Checked) -> None:
    sent = forms.sent(request.form)
    with runtime().database.write(by=actor()) as session:
        intake.attach(session, number, checked, storage=runtime().storage, hand=hand(sent))
