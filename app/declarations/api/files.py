"""The files of a draft for programs: handed in, listed, given back, taken out again."""

from hashlib import sha256
from io import BytesIO
from typing import Annotated
from uuid import UUID

from flask import Response, request
from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy.orm import Session

from app.declarations.api import documents
from app.declarations.api.answers import DeclarationTold, FileHandedInTold, FilesTold
from app.declarations.api.blueprint import (
    api,
    content_readers,
    drafters,
    fresh_hand,
    once,
)
from app.declarations.api.reading import current, whole
from app.declarations.api.revisions import etag, expect, revision
from app.declarations.forms import published
from app.declarations.operations import attachments
from app.declarations.operations.readings import note_file
from app.declarations.queries import attachments as queries
from app.declarations.queries import chains, drafts
from app.declarations.values.filing import Hand
from app.documents.forms import upload
from app.documents.values import LONGEST_FILE_NAME, MOST_UPLOADED, Checked
from app.kernel.api import Asked, gives, takes, told
from app.kernel.repeats import Answer
from app.kernel.web import actor, handed_out, runtime

FILES = "/<ref>/files"
FILE = f"{FILES}/<uuid:file_id>"


class FileNamed(Asked):
    """What the file in the body is called."""

    name: Annotated[
        str,
        Field(
            max_length=LONGEST_FILE_NAME,
            description="With its ending: only PDF, JPEG, PNG and TIFF are accepted.",
        ),
    ]


@api.get(FILES)
@drafters
@api.doc(operation_id="listFiles")
@api.input(Asked, location="query")
@api.output(FilesTold)
def files_of(ref: str, query_data: Asked) -> ResponseReturnValue:
    """List the files that a draft names, each with the sections that name it."""
    del query_data
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        named = queries.drafted(session, found, by=actor())
    items = [documents.file(each, sections, of=found) for each, sections in named]
    return told({"items": items, "next": None})


@api.post(FILES)
@drafters
@takes(MOST_UPLOADED)
@api.doc(operation_id="handInFile")
@api.input(FileNamed, location="query")
@api.output(FileHandedInTold, status_code=201)
def hand_in(ref: str, query_data: FileNamed) -> ResponseReturnValue:
    """Hand in a file for a draft: what is answered is the answer by which a section names it."""
    checked = upload(query_data.name, BytesIO(request.get_data()), field="name")
    given = {"name": checked.name, "sha256": sha256(checked.content).hexdigest()}
    return once(lambda session, hand: _handed_in(session, ref, checked, hand), beside=given)


@api.get(FILE)
@content_readers
@api.doc(operation_id="readFile", responses=gives("application/octet-stream"))
@api.input(Asked, location="query")
def file(ref: str, file_id: UUID, query_data: Asked) -> Response:
    """Read a file that an answer names which you may read; that you do is recorded."""
    del query_data
    hand = fresh_hand("")
    with runtime().database.write(by=hand.by) as session:
        found = chains.declaration(session, chains.named_by(ref), by=hand.by)
        kept = queries.attachment(session, found, file_id, by=hand.by)
        note_file(session, found, file_id, hand=hand)
    return handed_out(
        runtime().storage.path(queries.owner_of(found), kept.sha256),
        media_type=kept.kind.value,
        name=kept.called(str(found.reference)),
        digest=kept.sha256,
    )


@api.delete(FILE)
@drafters
@api.doc(operation_id="takeFileOut")
@api.input(Asked, location="query")
@api.output(DeclarationTold)
def take_out(ref: str, file_id: UUID, query_data: Asked) -> ResponseReturnValue:
    """Take a file out of every answer of the draft that you read last."""
    del query_data
    hand = fresh_hand("")
    with runtime().database.write(by=hand.by) as session:
        found = chains.declaration(session, chains.named_by(ref), by=hand.by, locked=True)
        draft = drafts.draft(session, found, by=hand.by)
        expect(revision(session, found, by=hand.by))
        form = published(found.form, draft.form_version)
        attachments.take_out(session, found.reference, file_id, form=form, hand=hand)
        return current(whole(session, found), etag(revision(session, found, by=hand.by)))


def _handed_in(session: Session, ref: str, file: Checked, hand: Hand) -> Answer:
    reference = chains.named_by(ref)
    kept = attachments.attach(session, reference, file, storage=runtime().storage, hand=hand)
    found = chains.declaration(session, reference, by=hand.by)
    now = etag(revision(session, found, by=hand.by))
    number = {"document": kept["document"]}
    return Answer(201, number, f"{documents.address(found)}/files/{kept['document']}", now)
