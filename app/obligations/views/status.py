"""Reporting status: every obligation, one over the years, one in a period; as page and as file."""

from collections.abc import Sequence

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.kernel.clock import last_day
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.tables_out import Cell as Figure
from app.kernel.web import actor, open_to, runtime
from app.obligations import forms, queries
from app.obligations.queries import no_such_deadline
from app.obligations.rules.access import OVERSEERS
from app.obligations.rules.standing import counts
from app.obligations.rules.status import HEADER, exported, grid, ordered
from app.obligations.values import Basis, Cell, Obligation, Row
from app.obligations.views.blueprint import known, named, obligation_of, pages


@pages.get("/reporting")
@open_to(*OVERSEERS)
def reporting() -> ResponseReturnValue:
    """List every obligation with its periods."""
    with runtime().database.read(by=actor()) as session:
        found, lags = queries.periods(session, actor()), queries.lags(session)
    owed = {code: [each for each in found if each[0] == code] for code in known().obligations}
    return render_template(
        "obligations/index.html", lags=lags, obligations=known().obligations, owed=owed
    )


@pages.get("/reporting/<obligation>")
@open_to(*OVERSEERS)
def over_years(obligation: str) -> ResponseReturnValue:
    """Show an obligation over all its periods; what events call for, line by line."""
    wanted = obligation_of(obligation)
    if wanted.is_eventful:
        return _table(wanted, None)
    with runtime().database.read(by=actor()) as session:
        found, lags = _rows(session, wanted, None), queries.lags(session)
    laid_out = grid(found, name=named())
    return render_template(
        "obligations/grid.html",
        cells=list(Cell), grid=laid_out, lags=lags, named=named(), obligation=wanted,
    )  # fmt: skip


@pages.get("/reporting/<obligation>/<period>")
@open_to(*OVERSEERS)
def in_period(obligation: str, period: str) -> ResponseReturnValue:
    """Show how everybody who owes an obligation for a period stands."""
    return _table(obligation_of(obligation), period)


@pages.get("/reporting/<obligation>/<period>.csv")
@open_to(*OVERSEERS)
def in_period_csv(obligation: str, period: str) -> Response:
    """Give the same lines as CSV."""
    content = as_csv(HEADER, _exported(obligation_of(obligation), period))
    return _file(content, CSV_TYPE, f"{obligation}-{period}.csv")


@pages.get("/reporting/<obligation>/<period>.xlsx")
@open_to(*OVERSEERS)
def in_period_xlsx(obligation: str, period: str) -> Response:
    """Give the same lines as a workbook."""
    title = gettext("Reporting status %(period)s", period=period)
    content = as_xlsx(title, HEADER, _exported(obligation_of(obligation), period))
    return _file(content, XLSX_TYPE, f"{obligation}-{period}.xlsx")


def _table(obligation: Obligation, period: str | None) -> str:
    asked, seat = forms.asked(request.args), runtime().seat
    with runtime().database.read(by=actor()) as session:
        everything, lags = _rows(session, obligation, period), queries.lags(session)
    if period is not None and not everything:
        raise no_such_deadline()
    shown = [row for row in everything if asked.selection.takes(row)]
    return render_template(
        "obligations/period.html",
        asked=asked, bases=list(Basis), cells=list(Cell), counts=counts(everything),
        everything=everything, lags=lags, last_day=lambda at: last_day(at, seat=seat),
        named=named(), obligation=obligation, period=period,
        rows=ordered(shown, asked.order, descending=asked.descending, name=named()),
    )  # fmt: skip


def _exported(obligation: Obligation, period: str) -> list[Sequence[Figure]]:
    asked = forms.asked(request.args)
    with runtime().database.read(by=actor()) as session:
        everything = _rows(session, obligation, period)
    if not everything:
        raise no_such_deadline()
    shown = [row for row in everything if asked.selection.takes(row)]
    rows = ordered(shown, asked.order, descending=asked.descending, name=named())
    return list(exported(rows, name=named(), seat=runtime().seat))


def _rows(session: Session, obligation: Obligation, period: str | None) -> list[Row]:
    return queries.rows(
        session,
        actor(),
        at=runtime().clock.now(),
        seat=runtime().seat,
        obligation=obligation.code,
        period=period,
    )


def _file(content: bytes, content_type: str, name: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
