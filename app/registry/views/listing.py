"""The list of things, on screen and for spreadsheets; and the Agency's accelerator types."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.api import attachment
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.web import actor, public, runtime
from app.registry import operations, queries
from app.registry.forms.lists import question
from app.registry.rules import export
from app.registry.values import PAGE, Order
from app.registry.views.blueprint import last_page, pages, readers, saved, words


@pages.get("/registry")
@readers
def listing() -> ResponseReturnValue:
    """Show what a state keeps, or to an officer what all keep, filtered and sorted as asked."""
    asked, by = question(request.args), actor()
    with operations.looking(runtime().database, by) as session:
        found, count = queries.listing(session, by, asked.selection, most=PAGE)
        operations.note_list(session, found, by=by, at=runtime().clock.now())
        states = queries.keepers(session, by)
    return render_template(
        "registry/list.html",
        asked=asked, found=found, count=count, last=last_page(count),
        states=states, orders=Order, **words(),
    )  # fmt: skip


@pages.get("/registry.csv")
@readers
def as_csv_file() -> Response:
    """Give all that is asked for as CSV."""
    return _file("csv")


@pages.get("/registry.xlsx")
@readers
def as_workbook() -> Response:
    """Give all that is asked for as a workbook."""
    return _file("xlsx")


@pages.get("/registry/accelerators")
@public
def accelerators() -> ResponseReturnValue:
    """Show the Agency's table of accelerator types."""
    table = queries.accelerators(runtime().facts)
    return render_template("registry/accelerators.html", table=table)


@pages.get("/registry/accelerators.csv")
@public
def accelerators_as_csv() -> Response:
    """Give the table of accelerator types as CSV."""
    rows = export.accelerator_rows(queries.accelerators(runtime().facts))
    content = as_csv(export.ACCELERATORS, rows)
    return attachment(content, content_type=CSV_TYPE, name="accelerators.csv")


@pages.get("/registry/accelerators.xlsx")
@public
def accelerators_as_workbook() -> Response:
    """Give the table of accelerator types as a workbook."""
    rows = export.accelerator_rows(queries.accelerators(runtime().facts))
    content = as_xlsx(gettext("Accelerator types"), export.ACCELERATORS, rows)
    return attachment(content, content_type=XLSX_TYPE, name="accelerators.xlsx")


def _file(ending: str) -> Response:
    selection = question(request.args).selection
    with operations.looking(runtime().database, actor()) as session:
        found, _count = queries.listing(session, actor(), selection)
        operations.note_list(session, found, by=actor(), at=runtime().clock.now())
    header, rows = export.header(selection.kind), export.rows(found, selection.kind)
    name = f"registry-{runtime().today().isoformat()}.{ending}"
    if ending == "csv":
        return saved(as_csv(header, rows), content_type=CSV_TYPE, name=name)
    content = as_xlsx(gettext("Facilities and models"), header, rows)
    return saved(content, content_type=XLSX_TYPE, name=name)
