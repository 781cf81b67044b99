"""One treaty: its page, its status table, and its acts, as of one day and as known on another."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.kernel.sentences import Sentence
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms.questions import Question, question
from app.treaties.queries import notifications as issued
from app.treaties.queries import text_corrections
from app.treaties.rules.intake import is_mirror
from app.treaties.rules.text_corrections import is_shown
from app.treaties.values.dossier import Dossier
from app.treaties.views.blueprint import pages
from app.treaties.views.notifications import of_treaty
from app.treaties.views.sheet import language, sheet

UNPROCESSABLE = 422


@pages.get("/treaties/<treaty_id>")
@public
def one(treaty_id: str) -> ResponseReturnValue:
    """Show everything about a treaty."""
    return _page("treaties/treaty.html", treaty_id)


@pages.get("/treaties/<treaty_id>/status")
@public
def status(treaty_id: str) -> ResponseReturnValue:
    """Show who stands where, filtered and sorted as asked."""
    return _page("treaties/status.html", treaty_id, here=Sentence("Status table"))


@pages.get("/treaties/<treaty_id>/acts")
@public
def acts(treaty_id: str) -> ResponseReturnValue:
    """Show every act, the latest first, and every correction of the register."""
    return _page("treaties/acts.html", treaty_id, here=Sentence("Acts"))


def _page(fragment: str, treaty_id: str, *, here: Sentence | None = None) -> tuple[str, int]:
    """Show a page around the fragment that holds what is computed, kept while that stays true."""
    asked = question(request.args, today=runtime().today())
    with runtime().database.read(by=actor()) as session:
        dossier = queries.dossier(session, treaty_id)
        ours = not is_mirror(dossier.definition)
        told = issued.newest(session, treaty_id) if ours else None
        key = (*_key(fragment, dossier, asked), told)
        body = runtime().fragments.give(key, lambda: _rendered(fragment, session, dossier, asked))
    treaty = dossier.definition
    page = render_template("treaties/page.html", treaty=treaty, here=here, body=body)
    return page, UNPROCESSABLE if asked.complaints else 200


def _rendered(fragment: str, session: Session, dossier: Dossier, asked: Question) -> str:
    everybody, treaty = roll(runtime().facts), dossier.definition
    course = queries.course(session, treaty.id, roll=everybody, known_on=asked.known_on)
    laid_out = sheet(dossier, course, asked, roll=everybody)
    known_on = asked.known_on
    notices = [] if is_mirror(treaty) else of_treaty(session, treaty.id, known_on=known_on)
    published = text_corrections.published(session, treaty.id, known_on=known_on)
    notified_acts = {each.row.subject: each.row.number for each in reversed(notices)}
    return render_template(
        fragment,
        notices=notices,
        notified_acts=notified_acts,
        question=asked,
        sheet=laid_out,
        texts=[each for each in published if is_shown(each[1], asked.as_of)],
        treaty=treaty,
    )


def _key(fragment: str, dossier: Dossier, asked: Question) -> tuple[object, ...]:
    """Name everything that a fragment depends on."""
    words = tuple(asked.given.items())
    return fragment, dossier.definition.id, dossier.revision, asked.as_of, words, language()
