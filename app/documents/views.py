"""A print's own page, and its file."""

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from app.documents import operations, queries
from app.documents.models import Document
from app.documents.values import PUBLIC, DocumentState
from app.kernel.errors import NotFound
from app.kernel.web import actor, public, runtime

pages = Blueprint("documents", __name__)

KEPT = "public, max-age=86400, immutable"
"""How long a browser may keep a file that is everybody's; it never changes."""


@pages.get("/documents/<uuid:document_id>")
@public
def show(document_id: UUID) -> ResponseReturnValue:
    """Show where a print stands, and once it is ready, its file and what proves it."""
    now = runtime().clock.now()
    with runtime().database.read(by=actor()) as session:
        document = queries.document(session, document_id, by=actor())
        ahead = queries.ahead_of(session, document)
    state = document.state(at=now)
    return render_template("documents/document.html", document=document, state=state, ahead=ahead)


@pages.get("/documents/<uuid:document_id>.pdf")
@public
def download(document_id: UUID) -> ResponseReturnValue:
    """Give the printed file as it was stored."""
    with runtime().database.read(by=actor()) as session:
        return handed_out(queries.document(session, document_id, by=actor()))


def handed_out(document: Document) -> Response:
    """Give a print's file, once whoever asks has been found to read it.

    Raises:
        NotFound: it is not printed yet.

    """
    if document.state(at=runtime().clock.now()) is not DocumentState.READY:
        raise NotFound.because("This document is not printed yet. Its page shows how far it is.")
    digest = str(document.sha256)
    response = send_file(
        runtime().storage.path(operations.OWNER, digest),
        as_attachment=True,
        download_name=f"{document.file_name}.pdf",
        etag=digest,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    is_public = document.audience == PUBLIC
    response.headers["Cache-Control"] = KEPT if is_public else "no-store"
    return response


@pages.post("/documents/<uuid:document_id>/print-again")
@public
def print_again(document_id: UUID) -> ResponseReturnValue:
    """Put a failed print back among those that wait."""
    with runtime().database.write(by=actor()) as session:
        operations.print_again(session, document_id, by=actor(), at=runtime().clock.now())
    return redirect(url_for("documents.show", document_id=document_id), 303)
