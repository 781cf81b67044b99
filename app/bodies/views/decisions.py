"""The decisions of a body: all of them, for spreadsheets too, and one."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.bodies.forms import decisions as forms
from app.bodies.queries import decisions as looked_up
from app.bodies.rules import decision_table as table
from app.bodies.values import Matter, Outcome
from app.bodies.views.blueprint import of_body, page, pages
from app.bodies.views.decision_facts import shown
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.web import actor, public, runtime


@pages.get("/bodies/<body>/decisions")
@public
def decisions(body: str) -> ResponseReturnValue:
    """List what was proposed to a body and decided, as far as whoever asks may read it."""
    asked, today = forms.question(request.args), runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        listed, count = looked_up.decisions(session, actor(), found, asked.selection, on=today)
        return page(
            "decisions.html", session, found,
            asked=asked, count=count, listed=listed, last=max(1, -(-count // looked_up.PAGE)),
            annulled=looked_up.annulled(session, [each.id for each in listed]),
            matters=Matter, outcomes=Outcome,
            years=looked_up.years(session, actor(), found, on=today),
        )  # fmt: skip


@pages.get("/bodies/<body>/decisions.csv")
@public
def decisions_as_csv(body: str) -> ResponseReturnValue:
    """Give all that is asked for as CSV."""
    return _file(as_csv(table.HEADER, _rows(body)), content_type=CSV_TYPE, ending="csv")


@pages.get("/bodies/<body>/decisions.xlsx")
@public
def decisions_as_workbook(body: str) -> ResponseReturnValue:
    """Give all that is asked for as a workbook."""
    content = as_xlsx(gettext("Decisions"), table.HEADER, _rows(body))
    return _file(content, content_type=XLSX_TYPE, ending="xlsx")


@pages.get("/bodies/<body>/decisions/<decision>")
@public
def decision(body: str, decision: str) -> ResponseReturnValue:
    """Show a decision: its text, how it was decided, and what was stated about it."""
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        one = looked_up.decision(session, actor(), found, decision, on=runtime().today())
        return page("decision.html", session, found, **shown(session, found, one))


def _rows(body: str) -> list[table.Row]:
    asked, today = forms.question(request.args).selection, runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        listed = looked_up.every(session, actor(), found, asked, on=today)
        annulled = looked_up.annulled(session, [each.id for each in listed])
    return [table.row(each, annulled=each.id in annulled) for each in listed]


def _file(content: bytes, *, content_type: str, ending: str) -> Response:
    response = Response(content, content_type=content_type)
    name = f"decisions-{runtime().today().isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
