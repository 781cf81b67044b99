"""One treaty: its page, its status table, and its acts, as of one day and as known on another."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.forms.questions import Question, question
from app.treaties.rules.table import ORDER
from app.treaties.values.dossier import Dossier
from app.treaties.views.blueprint import pages
from app.treaties.views.sheet import language, sheet

UNPROCESSABLE = 422


@pages.get("/treaties/<treaty_id>")
@public
def one(treaty_id: str) -> ResponseReturnValue:
    """Show everything about a treaty."""
    return _page("treaties/treaty.html", "treaties/_sheet.html", treaty_id)


@pages.get("/treaties/<treaty_id>/status")
@public
def status(treaty_id: str) -> ResponseReturnValue:
    """Show who stands where, filtered and sorted as asked."""
    return _page("treaties/status.html", "treaties/_selected.html", treaty_id, statuses=ORDER)


@pages.get("/treaties/<treaty_id>/acts")
@public
def acts(treaty_id: str) -> ResponseReturnValue:
    """Show every act, the latest first, and every correction of the register."""
    return _page("treaties/acts.html", "treaties/_all_acts.html", treaty_id)


def _page(template: str, fragment: str, treaty_id: str, **further: Any) -> tuple[str, int]:
    """Show a page around the fragment that holds what is computed, kept while that stays true."""
    asked = question(request.args, today=runtime().today())
    everybody = roll(runtime().facts)
    with runtime().database.read(by=actor()) as session:
        dossier = queries.dossier(session, treaty_id)
        key = _key(fragment, dossier, asked)

        def render() -> str:
            course = queries.course(session, treaty_id, roll=everybody, known_on=asked.known_on)
            laid_out = sheet(dossier, course, asked, roll=everybody)
            return render_template(fragment, sheet=laid_out, question=asked)

        body = runtime().fragments.give(key, render)
    page = render_template(
        template, treaty=dossier.definition, question=asked, body=body, **further
    )
    return page, UNPROCESSABLE if asked.complaints else 200


def _key(fragment: str, dossier: Dossier, asked: Question) -> tuple[object, ...]:
    """Name everything that a fragment depends on."""
    return (
        fragment,
        dossier.definition.id,
        dossier.revision,
        asked.as_of,
        asked.known_on,
        asked.selection,
        language(),
    )
