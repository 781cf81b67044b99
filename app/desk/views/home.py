"""The first page: what the Agency is, where its Statute stands, what was done last."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.bodies.queries.meetings import everybodys
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms.questions import Question
from app.treaties.views.notifications import latest
from app.treaties.views.sheet import Sheet, sheet

pages = Blueprint("home", __name__)

STATUTE = "gaima-statute"
"""The id of the Agency's founding treaty."""

NOTIFICATIONS = 4
"""How many of the latest notifications are shown."""

MEETINGS = 4
"""How many of the next meetings are shown."""


@pages.get("/")
@public
def home() -> ResponseReturnValue:
    """Show where the Statute stands today, who meets next, and what was notified last."""
    with runtime().database.read(by=actor()) as session:
        notices = latest(session, NOTIFICATIONS)
        coming = everybodys(session, on=runtime().today(), at=runtime().clock.now(), most=MEETINGS)
    return render_template("desk/home.html", coming=coming, notices=notices, statute=_statute())


def _statute() -> Sheet | None:
    everybody, asked = roll(runtime().facts), Question(as_of=runtime().today())
    with runtime().database.read(by=actor()) as session:
        found = queries.courses(session, roll=everybody)
    statute = next((each for each in found if each[0].definition.id == STATUTE), None)
    return statute and sheet(*statute, asked, roll=everybody)
