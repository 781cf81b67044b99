"""The list of participants, on screen and for spreadsheets."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from app.kernel.api import attachment
from app.kernel.errors import Invalid
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.web import public, runtime
from app.participants import rules
from app.participants.forms.lists import Question, question
from app.participants.queries import roll
from app.participants.values import EARLIEST, LATEST, Order, Participant, RegionalGroup

pages = Blueprint("participants", __name__)

UNPROCESSABLE = 422


@pages.get("/participants")
@public
def listing() -> ResponseReturnValue:
    """Show everyone who may act under a treaty on a day, filtered and sorted as asked."""
    asked, everybody = _asked(), roll(runtime().facts)
    page = render_template(
        "participants/list.html",
        asked=asked,
        earliest=EARLIEST,
        found=_found(asked),
        groups=list(RegionalGroup),
        kinds=sorted({participant.kind for participant in everybody}, reverse=True),
        latest=LATEST,
        orders=Order,
        organisations=[each for each in everybody if each.members],
    )
    return page, UNPROCESSABLE if asked.complaints else 200


@pages.get("/participants.csv")
@public
def as_csv_file() -> ResponseReturnValue:
    """Give the same list as CSV."""
    asked = _readable()
    content = as_csv(rules.HEADER, rules.rows(_found(asked), language=_language()))
    return _file(content, content_type=CSV_TYPE, asked=asked, ending="csv")


@pages.get("/participants.xlsx")
@public
def as_workbook() -> ResponseReturnValue:
    """Give the same list as a workbook."""
    asked = _readable()
    rows = rules.rows(_found(asked), language=_language())
    content = as_xlsx(gettext("Participants"), rules.HEADER, rows)
    return _file(content, content_type=XLSX_TYPE, asked=asked, ending="xlsx")


def _asked() -> Question:
    return question(request.args, roll=roll(runtime().facts), today=runtime().today())


def _readable() -> Question:
    """Give what is asked, and refuse it where a part cannot be read: a file shows no complaint."""
    asked = _asked()
    Invalid.unless_none(asked.complaints)
    return asked


def _found(asked: Question) -> list[Participant]:
    return rules.selected(roll(runtime().facts), asked.selection, language=_language())


def _language() -> str:
    return str(get_locale().language)


def _file(
    content: bytes, *, content_type: str, asked: Question, ending: str
) -> ResponseReturnValue:
    name = f"participants-{asked.selection.as_of.isoformat()}.{ending}"
    response = attachment(content, content_type=content_type, name=name)
    response.vary.add("Accept-Language")
    return response
