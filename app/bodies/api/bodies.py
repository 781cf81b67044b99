"""All bodies, and one at a glance."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.api import documents
from app.bodies.api.answers import BodiesTold, BodyTold
from app.bodies.api.blueprint import answered, api, of_body
from app.bodies.models import Body
from app.bodies.queries import decisions as decided
from app.bodies.queries import meetings as convened
from app.bodies.queries import paper_lists, tasks
from app.bodies.values import BodyState, Outcome
from app.bodies.values.decisions import DecisionSelection
from app.bodies.values.meetings import MeetingState
from app.bodies.values.tasks import TaskKind
from app.kernel.api import Asked
from app.kernel.paging import Paged, page
from app.kernel.web import actor, public, runtime

MOST = 20
"""How many papers and decisions stand with a body; its lists have all."""


@api.get("")
@api.doc(operation_id="listBodies")
@api.input(Paged, location="query")
@api.output(BodiesTold)
@public
def listing(query_data: Paged) -> ResponseReturnValue:
    """List the bodies at which you may look, by symbol."""
    with runtime().database.read(by=actor()) as session:
        found = queries.bodies(session, actor(), on=runtime().today())
        part = page(found, key=attrgetter("slug"), asked=query_data)
        items = _summaries(session, part.items, among=found)
    return answered({"items": items, "next": part.next})


@api.get("/<body>")
@api.doc(operation_id="readBody")
@api.input(Asked, location="query")
@api.output(BodyTold)
@public
def one(body: str, query_data: Asked) -> ResponseReturnValue:
    """Read what a body is for, who is in it, what it has before it, and where its lists are."""
    del query_data
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        document = {**_constitution(session, of), **_work(session, of)}
    links = {
        name: url_for(f"bodies_api.{name}", body=of.slug)
        for name in ("meetings", "papers", "decisions")
    }
    return answered({**document, "links": links})


def _summaries(
    session: Session, wanted: Sequence[Body], *, among: Sequence[Body]
) -> list[documents.Document]:
    """Give bodies in short; ``among``, all at which whoever asks may look."""
    states = queries.states(session, [each.id for each in wanted], on=runtime().today())
    terms, by_id = queries.terms(session, wanted), {each.id: each for each in among}
    return [
        documents.summary(
            each,
            state=states.get(each.id, BodyState.PROPOSED),
            term=next(iter(terms[each.id][-1:]), None),
            parent=by_id.get(each.parent_id) if each.parent_id else None,
        )
        for each in wanted
    ]


def _constitution(session: Session, of: Body) -> Mapping[str, Any]:
    """Give what a body is for, for how long, who leads it and who is in it."""
    today = runtime().today()
    around = queries.around(session, actor(), of, on=today)
    places = queries.sitters(session, actor(), of, on=today)
    countries = {each.id: each.participant for each in places}
    versions = queries.mandates(session, of)
    short = documents.summary(
        of,
        state=queries.state(session, of, on=today),
        term=next(iter(queries.terms(session, [of])[of.id][-1:]), None),
        parent=next((each for each in around if each.id == of.parent_id), None),
    )
    return {
        **short,
        "mandate": documents.mandate(versions[-1]) if versions else None,
        "bureau": [
            documents.office(each, participant=countries.get(each.seat_id))
            for each in sorted(queries.bureau(session, of), key=lambda held: held.office.rank)
            if each.span.covers(today)
        ],
        "members": [documents.seat(each) for each in places],
    }


def _work(session: Session, of: Body) -> Mapping[str, Any]:
    """Give what a body has before it, as far as whoever asks may read it."""
    now, today = runtime().clock.now(), runtime().today()
    coming = [
        each
        for each in convened.meetings(session, actor(), of, on=today)
        if each.closes_at > now and each.state is not MeetingState.CANCELLED
    ]
    wanted = DecisionSelection(outcome=Outcome.ADOPTED)
    adopted, _count = decided.decisions(session, actor(), of, wanted, on=today)
    annulled = decided.annulled(session, [each.id for each in adopted[:MOST]])
    return {
        "meetings": [documents.meeting(of, each) for each in coming],
        "papers": [
            documents.paper(of, each)
            for each in paper_lists.latest(session, actor(), of, on=today, most=MOST)
        ],
        "milestones": [
            documents.milestone(of, each, today=today)
            for each in tasks.tasks(session, actor(), of, TaskKind.MILESTONE, on=today)
        ],
        "decisions": [documents.decision(of, each, annulled=annulled) for each in adopted[:MOST]],
    }
