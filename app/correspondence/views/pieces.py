"""One piece of the register: what it says, what it corrects, its scans and its letters."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.correspondence import forms, operations, queries
from app.correspondence.values import Direction, LetterSelection, Number
from app.correspondence.views.blueprint import officers, pages
from app.documents import queries as documents
from app.documents.forms import upload
from app.documents.values import Checked
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, handed_out, runtime

ONE = "/correspondence/GAIMA/<any(IN,OUT):direction>/<int:year>/<int:serial>"


@pages.get(ONE)
@officers
def piece(direction: str, year: int, serial: int) -> ResponseReturnValue:
    """Show one piece, its scans, and the letters that carry its number."""
    return _page(Number(Direction(direction), year, serial))


@pages.post(f"{ONE}/scans")
@officers
def attach(direction: str, year: int, serial: int) -> ResponseReturnValue:
    """Attach a scan to a piece; the form posted twice, it is attached once."""
    number = Number(Direction(direction), year, serial)
    try:
        _keep(number, _handed_in(), key=forms.key(request.form))
    except (Invalid, Conflict) as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(number, refused.complaints), status
    return redirect(f"{number.address}#papers", 303)


@pages.get(f"{ONE}/scans/<uuid:scan_id>")
@officers
def scan(direction: str, year: int, serial: int, scan_id: UUID) -> Response:
    """Give a scan as it was handed in."""
    number = Number(Direction(direction), year, serial)
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


def _keep(number: Number, checked: Checked, *, key: UUID) -> None:
    house = runtime()
    with house.database.write(by=actor()) as session:
        operations.attach(
            session,
            number,
            checked,
            key=key,
            storage=house.storage,
            by=actor(),
            at=house.clock.now(),
        )


def _page(number: Number, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        found = queries.piece(session, number)
        corrected_by = queries.corrected_by(session, number)
        scans = documents.uploads(session, number.subject)
        letters, count = queries.letters(session, LetterSelection(reference=str(number)))
    return render_template(
        "correspondence/piece.html",
        complaints=list(complaints),
        corrected_by=corrected_by,
        count=count,
        key=uuid4(),
        letters=letters,
        number=number,
        piece=found,
        scans=scans,
    )
