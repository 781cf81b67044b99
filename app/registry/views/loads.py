"""Many things of a kind at once, from a file that a spreadsheet wrote."""

from collections.abc import Iterable
from uuid import UUID

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.errors import Complaint, Invalid
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.web import actor, runtime
from app.participants.queries import roll
from app.registry import operations, queries
from app.registry.forms import loads, things
from app.registry.rules import export
from app.registry.values import Kind
from app.registry.views.blueprint import UNPROCESSABLE, keepers, pages, readers, saved, words

SHOWN = 200
"""How many of the things that a file brought a page lists."""


@pages.get("/registry/load/<kind>")
@keepers
def loading(kind: str) -> ResponseReturnValue:
    """Show how many things of a kind are handed in at once."""
    return _form(things.kind(kind), things.blank())


@pages.post("/registry/load/<kind>")
@keepers
def load(kind: str) -> ResponseReturnValue:
    """Take in a file, all of it or nothing, and lead to what it brought."""
    wanted = things.kind(kind)
    given = things.posted(wanted, request.form)
    try:
        _load(wanted, given)
    except Invalid as refused:
        return _form(wanted, given, refused.complaints), UNPROCESSABLE
    return redirect(f"/registry/loads/{given.key}", 303)


@pages.get("/registry/load/<kind>.csv")
@keepers
def form_as_csv(kind: str) -> Response:
    """Give what the state keeps of a kind, as the CSV that is changed and handed in."""
    content = as_csv(*_kept(things.kind(kind)))
    return saved(content, content_type=CSV_TYPE, name=f"{kind}.csv")


@pages.get("/registry/load/<kind>.xlsx")
@keepers
def form_as_workbook(kind: str) -> Response:
    """Give what the state keeps of a kind, as the workbook that is changed and handed in."""
    content = as_xlsx(gettext("Facilities and models"), *_kept(things.kind(kind)))
    return saved(content, content_type=XLSX_TYPE, name=f"{kind}.xlsx")


@pages.get("/registry/loads/<uuid:load_id>")
@readers
def loaded(load_id: UUID) -> ResponseReturnValue:
    """Show what a file brought."""
    with operations.looking(runtime().database, actor()) as session:
        found = queries.loaded(session, actor(), load_id, most=SHOWN)
        operations.note_list(session, found.first, by=actor(), at=runtime().clock.now())
    return render_template("registry/loaded.html", found=found, **words())


def _load(kind: Kind, given: things.Posted) -> None:
    file = request.files.get("file")
    if file is None:
        raise Invalid.because("Choose a file to hand in.", field="file")
    rows, house = loads.posted(file.filename or "", file.stream, kind), runtime()
    with house.database.write(by=actor()) as session:
        operations.load(
            session, kind, rows, reason=given.reason, key=given.key, roll=roll(house.facts),
            by=actor(), at=house.clock.now(), on=house.today(),
        )  # fmt: skip


def _kept(kind: Kind) -> tuple[tuple[str, ...], Iterable[tuple[export.Cell, ...]]]:
    """Give the header and the rows of what the state keeps of a kind."""
    with runtime().database.read(by=actor()) as session:
        found = queries.of(session, actor(), actor().participant or "", kind)
    return export.load_header(kind), export.load_rows(found, kind)


def _form(kind: Kind, given: things.Posted, complaints: Iterable[Complaint] = ()) -> str:
    return render_template(
        "registry/load.html",
        accepted=",".join(loads.ACCEPTED),
        accepted_words=", ".join(loads.ACCEPTED.values()),
        columns=export.load_header(kind),
        complaints=list(complaints),
        given=given,
        kind=kind,
        most_rows=loads.MOST_ROWS,
        **words(),
    )
