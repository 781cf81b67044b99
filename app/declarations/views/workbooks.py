"""A draft as one workbook: taken out, filled in without a connection, and handed in again."""

import re
from collections.abc import Iterable, Mapping

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.declarations.forms.workbooks import workbook as drawn
from app.declarations.models import DeclarationSection
from app.declarations.operations import loading
from app.declarations.queries import chains, drafts
from app.declarations.values.filing import Reference
from app.declarations.views.blueprint import (
    drafters,
    form_of,
    fresh_key,
    hand,
    names,
    pages,
    status_of,
)
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.tables_out import XLSX_TYPE
from app.kernel.web import actor, runtime
from app.kernel.workbooks_in import MOST_BYTES, Sheet, workbook

ADDRESS = "/declarations/<ref>/workbook"
VERSION = re.compile(r"([a-z_]{1,60}):(\d{1,6})", re.ASCII)


@pages.get(ADDRESS)
@drafters
def workbook_page(ref: str) -> ResponseReturnValue:
    """Show how a draft is filled in from a workbook."""
    return _page(chains.named_by(ref))


@pages.get(ADDRESS + ".xlsx")
@drafters
def workbook_out(ref: str) -> ResponseReturnValue:
    """Give a draft as a workbook, with everything that is filled in."""
    reference = chains.named_by(ref)
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, reference, by=actor())
        draft = drafts.draft(session, found, by=actor())
        content = drafts.content_of(drafts.sections(session, draft))
        form = form_of(found, draft.form_version)
    response = Response(drawn(form, content), content_type=XLSX_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{reference}.xlsx"'
    return response


@pages.post(ADDRESS)
@drafters
def workbook_in(ref: str) -> ResponseReturnValue:
    """Fill a draft from a workbook, or say everything that is wrong with it."""
    reference = chains.named_by(ref)
    try:
        _load(reference, _handed_in())
    except (Invalid, Conflict) as refused:
        return _page(reference, refused.complaints), status_of(refused)
    return redirect(reference.address, 303)


def _handed_in() -> list[Sheet]:
    """Give the sheets of the workbook that was posted; not more of it than may be accepted.

    Raises:
        Invalid: there is none, or it is not accepted.

    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid.because("Choose a workbook to hand in.", field="file")
    return workbook(file.filename, file.stream.read(MOST_BYTES + 1))


def _load(reference: Reference, book: list[Sheet]) -> None:
    sent, versions = hand(), _versions(request.form.get("versions", ""))
    with runtime().database.write(by=actor()) as session:
        found = chains.declaration(session, reference, by=actor())
        draft = drafts.draft(session, found, by=actor())
        form = form_of(found, draft.form_version)
        loading.load(session, reference, book, form=form, versions=versions, hand=sent)


def _versions(text: str) -> dict[str, int]:
    return {name: int(version) for name, version in VERSION.findall(text)}


def _written(rows: Mapping[str, DeclarationSection]) -> str:
    return " ".join(f"{name}:{row.version}" for name, row in rows.items())


def _page(reference: Reference, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, reference, by=actor())
        draft = drafts.draft(session, found, by=actor())
        shown, rows = names(session), drafts.sections(session, draft)
        versions = _written(rows)
    return render_template(
        "declarations/workbook.html",
        complaints=list(complaints),
        declaration=found,
        form=form_of(found, draft.form_version),
        key=fresh_key(),
        names=shown,
        versions=versions,
    )
