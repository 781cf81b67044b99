"""The list of the Agency's treaties, and that of the precedents."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms.questions import Question
from app.treaties.views.blueprint import pages
from app.treaties.views.sheet import Sheet, sheet


@pages.get("/treaties")
@public
def listing() -> ResponseReturnValue:
    """Show the Agency's own treaties and where each stands today."""
    return render_template("treaties/list.html", sheets=_sheets(precedent=False), precedent=False)


@pages.get("/precedents")
@public
def precedents() -> ResponseReturnValue:
    """Show treaties of others, with what their participants really did."""
    return render_template("treaties/list.html", sheets=_sheets(precedent=True), precedent=True)


def _sheets(*, precedent: bool) -> list[Sheet]:
    everybody, asked = roll(runtime().facts), Question(as_of=runtime().today())
    with runtime().database.read(by=actor()) as session:
        found = queries.courses(session, roll=everybody)
    wanted = [each for each in found if each[0].definition.precedent is precedent]
    wanted.sort(key=lambda each: each[0].definition.parent is not None)
    return [sheet(dossier, course, asked, roll=everybody) for dossier, course in wanted]
