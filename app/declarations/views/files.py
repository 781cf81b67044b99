"""The files of a declaration, given back as they were handed in."""

from uuid import UUID

from flask import Response

from app.declarations.operations.readings import note_file
from app.declarations.queries import chains
from app.declarations.queries.attachments import attachment, owner_of
from app.declarations.views.blueprint import content_readers, pages, reading_hand
from app.kernel.web import actor, handed_out, runtime


@pages.get("/declarations/<ref>/files/<uuid:file_id>")
@content_readers
def file(ref: str, file_id: UUID) -> Response:
    """Give a file to whoever may read the answer that names it, never shown within our pages.

    That it was read is recorded, as of the section that names it.
    """
    with runtime().database.write(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        kept = attachment(session, found, file_id, by=actor())
        note_file(session, found, file_id, hand=reading_hand())
    return handed_out(
        runtime().storage.path(owner_of(found), kept.sha256),
        media_type=kept.kind.value,
        name=kept.called(str(found.reference)),
        digest=kept.sha256,
    )
