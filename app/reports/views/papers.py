"""The governing body's papers as pages and as files, and asking for their prints."""

from collections.abc import Callable, Iterable, Sequence

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session

from app.documents.values import DocumentKind
from app.kernel.errors import Invalid
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, Cell, as_csv, as_xlsx
from app.kernel.web import actor, open_to, public, runtime
from app.obligations.queries import lags
from app.obligations.rules.access import OVERSEERS
from app.obligations.rules.status import Name
from app.obligations.values import Row
from app.participants.queries import roll
from app.reports.forms import papers as forms
from app.reports.operations import papers as operations
from app.reports.operations.papers import Making
from app.reports.queries import house
from app.reports.queries import papers as queries
from app.reports.rules import LANGUAGE, papers
from app.reports.rules.freezing import Facts
from app.reports.rules.papers import ratification as sheet
from app.reports.rules.papers import submissions as table
from app.reports.rules.papers import timeliness as counts
from app.reports.values import Question
from app.reports.views.blueprint import pages
from app.treaties.forms.questions import Question as Asked
from app.treaties.forms.questions import question
from app.treaties.rules.document import short_name


@pages.get("/papers")
@public
def index() -> ResponseReturnValue:
    """List the papers that whoever asks may see."""
    return render_template("reports/papers.html", oversees=actor().role in OVERSEERS)


@pages.get("/papers/timeliness")
@open_to(*OVERSEERS)
def timeliness() -> ResponseReturnValue:
    """Show how the deadlines of a year were met."""
    making = _making(_named())
    with runtime().database.read(by=actor()) as session:
        rows, lagging = _deadlines(session, making), lags(session)
    years = papers.years_with(rows, making.house, today=making.on)
    paper = operations.timeliness_facts(rows, request.args, making)
    return render_template("reports/timeliness.html", lags=lagging, paper=paper, years=years)


@pages.get("/papers/timeliness.csv", defaults={"form": "csv"})
@pages.get("/papers/timeliness.xlsx", defaults={"form": "xlsx"})
@open_to(*OVERSEERS)
def timeliness_file(form: str) -> Response:
    """Give the figures of a year as CSV or as a workbook."""
    making = _making(_named())
    with runtime().database.read(by=actor()) as session:
        paper = operations.timeliness_facts(_deadlines(session, making), request.args, making)
    return _file(form, paper, counts.HEADER, counts.exported(paper))


@pages.post("/papers/timeliness/print")
@open_to(*OVERSEERS)
def print_timeliness() -> ResponseReturnValue:
    """Ask for the paper on timeliness as a document."""
    making = _making(_in_print())
    with runtime().database.write(by=actor()) as session:
        paper = operations.timeliness_facts(_deadlines(session, making), request.form, making)
        return _asked(session, DocumentKind.PAPER_TIMELINESS, paper, making)


@pages.get("/papers/submissions")
@open_to(*OVERSEERS)
def submissions() -> ResponseReturnValue:
    """Show who has submitted which declaration for a period."""
    making = _making(_named())
    with runtime().database.read(by=actor()) as session:
        rows, lagging = _deadlines(session, making), lags(session)
    periods = papers.periods_with(rows, making.house)
    paper = operations.submissions_facts(rows, request.args, making) if periods else None
    return render_template("reports/submissions.html", lags=lagging, paper=paper, periods=periods)


@pages.get("/papers/submissions.csv", defaults={"form": "csv"})
@pages.get("/papers/submissions.xlsx", defaults={"form": "xlsx"})
@open_to(*OVERSEERS)
def submissions_file(form: str) -> Response:
    """Give the deadlines of a period as CSV or as a workbook."""
    making = _making(_named())
    with runtime().database.read(by=actor()) as session:
        rows = _deadlines(session, making)
    paper = operations.submissions_facts(rows, request.args, making)
    mine = papers.of_period(rows, paper["period"], making.house)
    lines = table.exported(mine, name=making.name, house=making.house)
    return _file(form, paper, table.HEADER, lines)


@pages.post("/papers/submissions/print")
@open_to(*OVERSEERS)
def print_submissions() -> ResponseReturnValue:
    """Ask for the status of submission as a document."""
    making = _making(_in_print())
    with runtime().database.write(by=actor()) as session:
        paper = operations.submissions_facts(_deadlines(session, making), request.form, making)
        return _asked(session, DocumentKind.PAPER_SUBMISSIONS, paper, making)


@pages.get("/papers/ratification")
@public
def ratification() -> ResponseReturnValue:
    """Show where everybody stands toward all treaties, on one sheet."""
    asked, among = _days(), forms.among(request.args)
    making, wanted = _making(_named()), _question(asked)
    with runtime().database.read(by=actor()) as session:
        paper = operations.ratification_facts(session, among, wanted, making)
    return render_template("reports/ratification.html", among=among, paper=paper, question=asked)


@pages.get("/papers/ratification.csv", defaults={"form": "csv"})
@pages.get("/papers/ratification.xlsx", defaults={"form": "xlsx"})
@public
def ratification_file(form: str) -> Response:
    """Give the sheet as CSV or as a workbook, with every date of each."""
    making, among = _making(_named()), forms.among(request.args)
    wanted = _question(_days())
    with runtime().database.read(by=actor()) as session:
        paper = operations.ratification_facts(session, among, wanted, making)
        treaties = operations.treaties_looked_at(session, among, wanted, roll=making.roll)
    return _file(form, paper, sheet.header(treaties), sheet.exported(treaties, making.name))


@pages.post("/papers/ratification/print")
@public
def print_ratification() -> ResponseReturnValue:
    """Ask for the sheet of treaties as a document."""
    asked = question(request.form, today=runtime().today())
    Invalid.unless_none(asked.complaints)
    making, among = _making(_in_print()), forms.among(request.form)
    with runtime().database.write(by=actor()) as session:
        paper = operations.ratification_facts(session, among, _question(asked), making)
        return _asked(session, DocumentKind.PAPER_RATIFICATION, paper, making)


@pages.get("/papers/annual")
@open_to(*OVERSEERS)
def annual() -> ResponseReturnValue:
    """Show the annual report on implementation."""
    making = _making(_named())
    with runtime().database.read(by=actor()) as session:
        paper, years = operations.annual_report(session, request.args, making)
        lagging = lags(session)
    return render_template("reports/annual.html", lags=lagging, paper=paper, years=years)


@pages.post("/papers/annual/print")
@open_to(*OVERSEERS)
def print_annual() -> ResponseReturnValue:
    """Ask for the annual report as a document."""
    making = _making(_in_print())
    with runtime().database.write(by=actor()) as session:
        paper, _years = operations.annual_report(session, request.form, making)
        return _asked(session, DocumentKind.PAPER_ANNUAL, paper, making)


def _making(name: Name) -> Making:
    return Making(
        by=actor(),
        at=runtime().clock.now(),
        name=name,
        roll=roll(runtime().facts),
        house=house(runtime()),
    )


def _named() -> Name:
    """Give what names a participant in the reader's language."""
    return _naming(str(get_locale().language))


def _in_print() -> Name:
    return _naming(LANGUAGE)


def _naming(language: str) -> Callable[[str], str]:
    everybody = roll(runtime().facts)
    return lambda code: short_name(code, roll=everybody, language=language)


def _deadlines(session: Session, making: Making) -> list[Row]:
    return queries.deadlines(session, by=making.by, at=making.at, house=making.house)


def _days() -> Asked:
    return question(request.args, today=runtime().today())


def _question(asked: Asked) -> Question:
    return Question(asked.as_of, asked.known_on or runtime().today())


def _asked(
    session: Session, kind: DocumentKind, paper: Facts, making: Making
) -> ResponseReturnValue:
    """Ask for a paper's print, and lead to where it will be."""
    document_id = operations.request_paper(session, kind, paper, at=making.at)
    return redirect(url_for("documents.show", document_id=document_id), 303)


def _file(
    form: str, paper: Facts, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Response:
    """Give a paper's table as a file of one of two forms."""
    if form == "csv":
        content, media_type = as_csv(header, rows), CSV_TYPE
    else:
        content, media_type = as_xlsx(paper["title"], header, rows), XLSX_TYPE
    response = Response(content, content_type=media_type)
    name = f"{paper['file_name']}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
