"""One table of a draft's section as CSV: taken out, filled in by a spreadsheet, and handed in."""

from collections.abc import Iterable

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.declarations.forms.tables import MOST_BYTES, table_csv
from app.declarations.operations.tables import load_table
from app.declarations.queries import chains, drafts
from app.declarations.values.filing import Reference
from app.declarations.values.forms import Form, Section, Table
from app.declarations.views.blueprint import (
    drafters,
    form_of,
    fresh_key,
    hand,
    names,
    pages,
    status_of,
)
from app.declarations.views.sections import VERSION
from app.kernel.errors import Complaint, Conflict, Invalid, NotFound
from app.kernel.tables_out import CSV_TYPE
from app.kernel.web import actor, runtime

ADDRESS = "/declarations/<ref>/sections/<section>/<table>"


@pages.get(ADDRESS)
@drafters
def table_page(ref: str, section: str, table: str) -> ResponseReturnValue:
    """Show how a table of a draft is filled in from a CSV file."""
    return _page(chains.named_by(ref), section, table)


@pages.get(ADDRESS + ".csv")
@drafters
def table_out(ref: str, section: str, table: str) -> Response:
    """Give a table of a draft as CSV, with the rows that it has so far."""
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        draft, rows = drafts.opened(session, found, by=actor())
    asked, described = _described(form_of(found, draft.form_version), section, table)
    response = Response(table_csv(asked, described, drafts.content_of(rows)), content_type=CSV_TYPE)
    name = f"{found.reference}-{table}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.post(ADDRESS)
@drafters
def table_in(ref: str, section: str, table: str) -> ResponseReturnValue:
    """Fill a table of a draft from a file, or say everything that is wrong with it."""
    reference = chains.named_by(ref)
    try:
        _load(reference, section, table, _handed_in())
    except (Invalid, Conflict) as refused:
        return _page(reference, section, table, refused.complaints), status_of(refused)
    return redirect(f"{reference.address}/sections/{section}#{table}", 303)


def _handed_in() -> bytes:
    """Give the file that was posted; not more of it than may be accepted.

    Raises:
        Invalid: there is none, or its name is another kind's.

    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid.because("Choose a file to hand in.", field="file")
    if not file.filename.lower().endswith(".csv"):
        raise Invalid.because("Choose a file whose name ends in .csv.", field="file")
    return file.stream.read(MOST_BYTES + 1)


def _load(reference: Reference, section: str, table: str, content: bytes) -> None:
    sent, version = hand(), request.form.get(VERSION, type=int, default=-1)
    with runtime().database.write(by=actor()) as session:
        found = chains.declaration(session, reference, by=actor())
        form = form_of(found, drafts.draft(session, found, by=actor()).form_version)
        asked, described = _described(form, section, table)
        load_table(
            session, reference, asked, described, content, form=form, version=version, hand=sent
        )


def _described(form: Form, section: str, table: str) -> tuple[Section, Table]:
    """Give what the form says of a section and of a table in it.

    Raises:
        NotFound: the form has no such table there.

    """
    asked = form.section(section)
    described = next((each for each in asked.tables if each.name == table), None) if asked else None
    if asked is None or described is None:
        raise NotFound.because("The form has no such table.")
    return asked, described


def _page(
    reference: Reference, section: str, table: str, complaints: Iterable[Complaint] = ()
) -> str:
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, reference, by=actor())
        draft, rows = drafts.opened(session, found, by=actor())
        shown = names(session)
    asked, described = _described(form_of(found, draft.form_version), section, table)
    row = rows.get(section)
    return render_template(
        "declarations/table.html",
        address=f"{reference.address}/sections/{section}",
        complaints=list(complaints),
        declaration=found,
        hidden={"key": fresh_key(), VERSION: row.version if row else 0},
        most=MOST_BYTES // 1_000_000,
        names=shown,
        section=asked,
        table=described,
    )
