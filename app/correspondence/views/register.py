"""The numbered register of what came and what went."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.correspondence import forms, operations, queries
from app.correspondence.rules import HEADER, rows
from app.correspondence.values import (
    PAGE,
    Channel,
    Direction,
    LetterSelection,
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
    """Show the form by which a piece of correspondence is entered."""
    return _form(forms.blank(runtime().today()))


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
    return redirect(_address(number), 303)


@pages.get("/correspondence/GAIMA/<any(IN,OUT):direction>/<int:year>/<int:serial>")
@officers
def piece(direction: str, year: int, serial: int) -> ResponseReturnValue:
    """Show one piece, and the letters that carry its number."""
    number = Number(Direction(direction), year, serial)
    with runtime().database.read(by=actor()) as session:
        found = queries.piece(session, number)
        letters, count = queries.letters(session, LetterSelection(reference=str(number)))
    return render_template(
        "correspondence/piece.html", piece=found, number=number, letters=letters, count=count
    )


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


def _address(number: Number) -> str:
    return url_for(
        "correspondence.piece",
        direction=number.direction.value,
        year=number.year,
        serial=number.serial,
    )
