"""What each treaty is, what was done to it, and how it stands on any day."""

from operator import attrgetter, itemgetter

from flask import url_for
from flask.typing import ResponseReturnValue

from app.kernel.api import Asked, answer
from app.kernel.paging import Paged, page
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll
from app.treaties import queries
from app.treaties.api.answers import ActsTold, StatusTold, TreatiesTold, TreatyTold
from app.treaties.api.blueprint import api
from app.treaties.api.questions import ActsPageAsked, StatusAsked
from app.treaties.rules.definition import treaty_document, treaty_summary
from app.treaties.rules.document import acts_document, status_document

LINKS = {
    "self": "treaties_api.one",
    "actions": "treaties_api.actions",
    "actions_csv": "treaties_api.actions_csv",
    "actions_xlsx": "treaties_api.actions_xlsx",
    "status": "treaties_api.status",
    "status_csv": "treaties_api.status_csv",
    "status_xlsx": "treaties_api.status_xlsx",
    "scenario": "treaties_api.scenario",
}
"""What belongs to a treaty, by the endpoint that gives it."""


@api.get("")
@api.doc(operation_id="listTreaties")
@api.input(Paged, location="query")
@api.output(TreatiesTold)
@public
def listing(query_data: Paged) -> ResponseReturnValue:
    """List the treaties: the Agency's own first, then the precedents, by title."""
    with runtime().database.read(by=actor()) as session:
        treaties = queries.listing(session)
    part = page(treaties, key=attrgetter("id"), asked=query_data)
    items = [treaty_summary(treaty.definition) for treaty in part.items]
    return answer({"items": items, "next": part.next})


@api.get("/<treaty_id>")
@api.doc(operation_id="readTreaty")
@api.input(Asked, location="query")
@api.output(TreatyTold)
@public
def one(treaty_id: str, query_data: Asked) -> ResponseReturnValue:
    """Read a treaty's definition: its final clauses as data, and where the rest of it is."""
    del query_data
    with runtime().database.read(by=actor()) as session:
        dossier = queries.dossier(session, treaty_id)
    links = {name: url_for(endpoint, treaty_id=treaty_id) for name, endpoint in LINKS.items()}
    return answer(treaty_document(dossier.definition, revision=dossier.revision, links=links))


@api.get("/<treaty_id>/actions")
@api.doc(operation_id="listActions")
@api.input(ActsPageAsked, location="query")
@api.output(ActsTold)
@public
def actions(treaty_id: str, query_data: ActsPageAsked) -> ResponseReturnValue:
    """List the records of acts by number: corrected ones stand beside what replaced them."""
    with runtime().database.read(by=actor()) as session:
        acts = queries.dossier(session, treaty_id).acts
    known = acts_document(
        treaty_id,
        acts,
        roll=roll(runtime().facts),
        known_on=query_data.known_on,
        language=query_data.language,
    )
    part = page(known, key=itemgetter("id"), asked=query_data)
    return answer({"items": part.items, "next": part.next})


@api.get("/<treaty_id>/status")
@api.doc(operation_id="readStatus")
@api.input(StatusAsked, location="query")
@api.output(StatusTold)
@public
def status(treaty_id: str, query_data: StatusAsked) -> ResponseReturnValue:
    """Read who stands where on a day: computed from the acts and the final clauses."""
    names = roll(runtime().facts)
    with runtime().database.read(by=actor()) as session:
        course = queries.course(session, treaty_id, roll=names, known_on=query_data.known_on)
    found = course.on(query_data.as_of or runtime().today())
    return answer(status_document(found, roll=names, language=query_data.language))
