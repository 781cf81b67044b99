"""The numbered register of what came and what went."""

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.correspondence import forms, operations, queries
from app.correspondence.rules import HEADER, rows
from app.correspondence.values import (
    PAGE,
    Channel,
    Direction,
    Note,
    Number,
    Order,
)
from app.correspondence.views.blueprint import last_page, officers, pages
from app.kernel.actor import Actor
from app.kernel.errors import Invalid
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.web import actor, runtime

UNPROCESSABLE = 422
WORDS = {"channels": list(Channel), "directions": Direction, "orders": Order}


@pages.get("/correspondence")
@officers
def register() -> ResponseReturnValue:
    """Show what came and what went, filtered and sorted as asked."""
    asked = forms.register_question(request.args)
    with runtime().database.read(by=actor()) as session:
        found, count = queries.pieces(session, asked.selection, most=PAGE)
        years, standing = queries.years(session), queries.standing(session)
    return render_template(
        "correspondence/register.html",
        asked=asked, found=found, count=count, last=last_page(count),
        years=years, standing=standing, **WORDS,
    )  # fmt: skip


@pages.get("/correspondence.csv")
@officers
def register_as_csv() -> ResponseReturnValue:
    """Give all that is asked for as CSV."""
    return _file(as_csv(HEADER, rows(_asked_for())), content_type=CSV_TYPE, ending="csv")


@pages.get("/correspondence.xlsx")
@officers
def register_as_workbook() -> ResponseReturnValue:
    """Give all that is asked for as a workbook."""
    content = as_xlsx(gettext("Correspondence"), HEADER, rows(_asked_for()))
    return _file(content, content_type=XLSX_TYPE, ending="xlsx")


@pages.get("/correspondence/enter")
@officers
def entering() -> ResponseReturnValue:
    """Show the form by which a piece is entered, empty or with what another was entered as."""
    wrong = forms.number(request.args.get("corrects", ""))
    if wrong is None:
        return _form(forms.blank(runtime().today()))
    with runtime().database.read(by=actor()) as session:
        return _form(forms.correcting(wrong, queries.piece(session, wrong).note))


@pages.post("/correspondence/enter")
@officers
def enter() -> ResponseReturnValue:
    """Enter a piece of correspondence, and lead to it; posted twice, it is entered once."""
    given = forms.posted(request.form)
    try:
        Invalid.unless_none(given.complaints)
        number = _enter(given, by=actor())
    except Invalid as refused:
        return _form(given, refused), UNPROCESSABLE
    return redirect(number.address, 303)


def _form(given: forms.Posted, refused: Invalid | None = None) -> str:
    complaints = refused.complaints if refused else ()
    return render_template(
        "correspondence/enter.html",
        given=given,
        complaints=complaints,
        wrong={each.field: each for each in complaints},
        today=runtime().today(),
        **WORDS,
    )


def _enter(given: forms.Posted, *, by: Actor) -> Number:
    note = given.note
    if not isinstance(note, Note):
        raise Invalid(*given.complaints)
    incoming = given.direction is Direction.IN
    take_in = operations.enter_incoming if incoming else operations.enter_outgoing
    house = runtime()
    with house.database.write(by=by) as session:
        return take_in(
            session, note, key=given.key, by=by, at=house.clock.now(), today=house.today()
        )


def _asked_for() -> list[tuple[Number, Note]]:
    asked = forms.register_question(request.args)
    with runtime().database.read(by=actor()) as session:
        found, _count = queries.pieces(session, asked.selection)
    return [(each.number, each.note) for each in found]


def _file(content: bytes, *, content_type: str, ending: str) -> Response:
    response = Response(content, content_type=content_type)
    name = f"correspondence-{runtime().today().isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
