"""The list of participants, on screen and for spreadsheets."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.kernel.api import attachment
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.web import public, runtime
from app.participants import rules
from app.participants.forms import lists
from app.participants.queries import roll
from app.participants.values import EARLIEST, LATEST, Order, Participant, RegionalGroup, Selection

pages = Blueprint("participants", __name__)


@pages.get("/participants")
@public
def listing() -> ResponseReturnValue:
    """Show everyone who may act under a treaty on a day, filtered and sorted as asked."""
    selection = _asked()
    everybody = roll(runtime().facts)
    return render_template(
        "participants/list.html",
        earliest=EARLIEST,
        found=_found(selection),
        groups=list(RegionalGroup),
        kinds=sorted({participant.kind for participant in everybody}, reverse=True),
        latest=LATEST,
        orders=Order,
        organisations=[each for each in everybody if each.members],
        selection=selection,
        words=lists.address(selection, today=runtime().today()),
    )


@pages.get("/participants.csv")
@public
def as_csv_file() -> ResponseReturnValue:
    """Give the same list as CSV."""
    selection = _asked()
    content = as_csv(rules.HEADER, rules.rows(_found(selection), language=_language()))
    return _file(content, content_type=CSV_TYPE, selection=selection, ending="csv")


@pages.get("/participants.xlsx")
@public
def as_workbook() -> ResponseReturnValue:
    """Give the same list as a workbook."""
    selection = _asked()
    rows = rules.rows(_found(selection), language=_language())
    content = as_xlsx("Participants", rules.HEADER, rows)
    return _file(content, content_type=XLSX_TYPE, selection=selection, ending="xlsx")


def _asked() -> Selection:
    return lists.selection(request.args, roll=roll(runtime().facts), today=runtime().today())


def _found(selection: Selection) -> list[Participant]:
    return rules.selected(roll(runtime().facts), selection, language=_language())


def _language() -> str:
    return str(get_locale().language)


def _file(
    content: bytes, *, content_type: str, selection: Selection, ending: str
) -> ResponseReturnValue:
    name = f"participants-{selection.as_of.isoformat()}.{ending}"
    response = attachment(content, content_type=content_type, name=name)
    response.vary.add("Accept-Language")
    return response
