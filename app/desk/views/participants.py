"""One participant's page: what it is called, where it belongs, what it did under each treaty."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session

from app.bodies.queries.people import seats_of
from app.declarations.queries.published import published
from app.declarations.values.published import Wanted
from app.declarations.views.blueprint import names
from app.kernel.errors import NotFound
from app.kernel.languages import Language
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.participants.rules import memberships
from app.participants.values import Participant
from app.treaties import queries
from app.treaties.forms.questions import Question, question
from app.treaties.rules.involvement import Involvement, involvement
from app.treaties.rules.wording import KINDS

pages = Blueprint("participant", __name__)

UNPROCESSABLE = 422

MOST_FILINGS = 12
"""How many of the latest declarations a participant's page shows."""


@pages.get("/participants/<code>")
@public
def one(code: str) -> ResponseReturnValue:
    """Show one participant on a day; an old code or a name leads to its address."""
    participant, asked = _called(code), question(request.args, today=runtime().today())
    if participant.code != code:
        return redirect(f"/participants/{participant.code}{asked.query()}")
    at, seat = runtime().clock.now(), runtime().seat
    with runtime().database.read(by=actor()) as session:
        involved = _involved(session, participant, asked)
        filed = published(session, Wanted(participant=participant.code), at=at, seat=seat)
        titles = names(session)
        seated = seats_of(
            session, actor(), participant.code, on=asked.as_of, known_on=runtime().today()
        )
    page = _page(
        participant, asked, involved, filed=filed[:MOST_FILINGS], names=titles, seated=seated
    )
    return page, UNPROCESSABLE if asked.complaints else 200


def _called(text: str) -> Participant:
    participant = roll(runtime().facts).named(text)
    if participant is None:
        raise NotFound.because(
            "No participant has the code or the name “%(text)s”. Look for it in the list of "
            "participants.",
            text=text,
        )
    return participant


def _involved(session: Session, participant: Participant, asked: Question) -> list[Involvement]:
    everybody, language = roll(runtime().facts), str(get_locale().language)
    courses = (
        queries.course(session, treaty.id, roll=everybody, known_on=asked.known_on)
        for treaty in queries.listing(session)
    )
    return [
        involvement(course, participant.code, as_of=asked.as_of, language=language)
        for course in courses
    ]


def _page(
    participant: Participant, asked: Question, involved: list[Involvement], **filings: object
) -> str:
    everybody = roll(runtime().facts)
    return render_template(
        "desk/participant.html",
        asked=asked,
        involved=involved,
        kinds=KINDS,
        languages=list(Language),
        members=[(everybody[each.participant], each) for each in participant.members],
        memberships=memberships(everybody, participant.code),
        participant=participant,
        **filings,
    )
