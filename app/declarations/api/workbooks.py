"""A draft as one workbook for programs: read, filled in elsewhere, and put back whole."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from app.declarations.api.answers import DeclarationTold
from app.declarations.api.blueprint import api, drafters, fresh_hand
from app.declarations.api.reading import current, whole
from app.declarations.api.revisions import etag, expect, revision
from app.declarations.forms import published
from app.declarations.forms.workbooks import workbook as drawn
from app.declarations.operations import loading
from app.declarations.queries import chains, drafts
from app.kernel.api import Asked, gives, takes
from app.kernel.tables_out import XLSX_TYPE
from app.kernel.web import actor, runtime
from app.kernel.workbooks_in import MOST_BYTES, workbook

WORKBOOK = "/<ref>/workbook.xlsx"


@api.get(WORKBOOK)
@drafters
@api.doc(operation_id="readWorkbook", responses=gives(XLSX_TYPE))
@api.input(Asked, location="query")
def workbook_out(ref: str, query_data: Asked) -> Response:
    """Read a draft as a workbook, with everything that is filled in."""
    del query_data
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        draft = drafts.draft(session, found, by=actor())
        content = drafts.content_of(drafts.sections(session, draft))
        now = revision(session, found, by=actor())
    file = drawn(published(found.form, draft.form_version), content)
    response = Response(file, content_type=XLSX_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.reference}.xlsx"'
    response.set_etag(etag(now))
    return response


@api.put(WORKBOOK)
@drafters
@takes(MOST_BYTES)
@api.doc(operation_id="fillFromWorkbook")
@api.input(Asked, location="query")
@api.output(DeclarationTold)
def workbook_in(ref: str, query_data: Asked) -> ResponseReturnValue:
    """Fill the draft that you read last from a workbook: all of it, or nothing."""
    del query_data
    hand, book = fresh_hand(""), workbook("form.xlsx", request.get_data(), field="workbook")
    with runtime().database.write(by=hand.by) as session:
        found = chains.declaration(session, chains.named_by(ref), by=hand.by, locked=True)
        draft = drafts.draft(session, found, by=hand.by)
        expect(revision(session, found, by=hand.by))
        rows = drafts.sections(session, draft)
        loading.load(
            session, found.reference, book, form=published(found.form, draft.form_version),
            versions={name: row.version for name, row in rows.items()}, hand=hand,
        )  # fmt: skip
        return current(whole(session, found), etag(revision(session, found, by=hand.by)))
