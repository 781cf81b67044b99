"""The status table and the acts as files for spreadsheets, with the figures of the page."""

from flask import Response
from flask.typing import ResponseReturnValue

from app.kernel.api import attachment, gives
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.api.blueprint import api
from app.treaties.api.questions import ActsAsked, StatusAsked
from app.treaties.rules.export import Table, acts_table, status_table


@api.get("/<treaty_id>/status.csv")
@api.doc(operation_id="readStatusAsCsv", responses=gives(CSV_TYPE))
@api.input(StatusAsked, location="query")
@public
def status_csv(treaty_id: str, query_data: StatusAsked) -> ResponseReturnValue:
    """Read the status table as CSV."""
    return _csv(*_status(treaty_id, query_data))


@api.get("/<treaty_id>/status.xlsx")
@api.doc(operation_id="readStatusAsXlsx", responses=gives(XLSX_TYPE))
@api.input(StatusAsked, location="query")
@public
def status_xlsx(treaty_id: str, query_data: StatusAsked) -> ResponseReturnValue:
    """Read the status table as a workbook."""
    return _xlsx(*_status(treaty_id, query_data))


@api.get("/<treaty_id>/actions.csv")
@api.doc(operation_id="readActionsAsCsv", responses=gives(CSV_TYPE))
@api.input(ActsAsked, location="query")
@public
def actions_csv(treaty_id: str, query_data: ActsAsked) -> ResponseReturnValue:
    """Read the records of acts as CSV."""
    return _csv(*_acts(treaty_id, query_data))


@api.get("/<treaty_id>/actions.xlsx")
@api.doc(operation_id="readActionsAsXlsx", responses=gives(XLSX_TYPE))
@api.input(ActsAsked, location="query")
@public
def actions_xlsx(treaty_id: str, query_data: ActsAsked) -> ResponseReturnValue:
    """Read the records of acts as a workbook."""
    return _xlsx(*_acts(treaty_id, query_data))


def _status(treaty_id: str, asked: StatusAsked) -> tuple[str, Table]:
    names, as_of = roll(runtime().facts), asked.as_of or runtime().today()
    with runtime().database.read(by=actor()) as session:
        course = queries.course(session, treaty_id, roll=names, known_on=asked.known_on)
    table = status_table(course.on(as_of), roll=names, language=asked.language)
    return f"{treaty_id}-status-{as_of.isoformat()}", table


def _acts(treaty_id: str, asked: ActsAsked) -> tuple[str, Table]:
    known_on = asked.known_on or runtime().today()
    with runtime().database.read(by=actor()) as session:
        acts = queries.dossier(session, treaty_id).acts
    table = acts_table(
        acts, roll=roll(runtime().facts), known_on=asked.known_on, language=asked.language
    )
    return f"{treaty_id}-actions-{known_on.isoformat()}", table


def _csv(name: str, table: Table) -> Response:
    content = as_csv(table.header, table.rows)
    return attachment(content, content_type=CSV_TYPE, name=f"{name}.csv")


def _xlsx(name: str, table: Table) -> Response:
    content = as_xlsx(name, table.header, table.rows)
    return attachment(content, content_type=XLSX_TYPE, name=f"{name}.xlsx")
