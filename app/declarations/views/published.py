"""What is published about declarations: who has filed what, on which basis, and whether in time."""

from collections.abc import Sequence
from math import ceil

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.declarations.forms.public_list import question
from app.declarations.queries import published as queries
from app.declarations.rules.published import HEADER, exported
from app.declarations.values.published import PAGE, Published
from app.declarations.views.blueprint import names, pages
from app.kernel.api import attachment
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, Cell, as_csv, as_xlsx
from app.kernel.web import actor, public, runtime
from app.obligations.queries import catalogue
from app.obligations.values import Publication

ADDRESS = "/declarations/published"


@pages.get(ADDRESS)
@public
def published() -> ResponseReturnValue:
    """Show every filing of which everybody may know, filtered as asked."""
    asked = question(request.args)
    with runtime().database.read(by=actor()) as session:
        found = queries.published(session, asked.selection, at=runtime().clock.now(),
                                  seat=runtime().seat)  # fmt: skip
        filing, shown = queries.participants(session), names(session)
    start = (asked.selection.page - 1) * PAGE
    return render_template(
        "declarations/published.html",
        asked=asked, count=len(found), filing=filing, found=found[start : start + PAGE],
        last=ceil(len(found) / PAGE), names=shown,
        obligations=[
            each for each in catalogue(runtime().obligations).obligations.values()
            if each.publication is Publication.PUBLIC
        ],
    )  # fmt: skip


@pages.get(f"{ADDRESS}.csv")
@public
def published_csv() -> Response:
    """Give the same filings as CSV."""
    return _file(as_csv(HEADER, _exported()), CSV_TYPE, "csv")


@pages.get(f"{ADDRESS}.xlsx")
@public
def published_xlsx() -> Response:
    """Give the same filings as a workbook."""
    title = gettext("Declarations received")
    return _file(as_xlsx(title, HEADER, _exported()), XLSX_TYPE, "xlsx")


def _exported() -> list[Sequence[Cell]]:
    seat, asked = runtime().seat, question(request.args)
    with runtime().database.read(by=actor()) as session:
        found: list[Published] = queries.published(
            session, asked.selection, at=runtime().clock.now(), seat=seat
        )
        named = names(session).participant
    return list(exported(found, name=named, seat=seat))


def _file(content: bytes, content_type: str, ending: str) -> Response:
    name = f"declarations-{runtime().today().isoformat()}.{ending}"
    response = attachment(content, content_type=content_type, name=name)
    response.vary.add("Accept-Language")
    return response
