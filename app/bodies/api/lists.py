"""What a body has before it, list by list: meetings, papers, decisions."""

from operator import attrgetter

from flask.typing import ResponseReturnValue

from app.bodies.api import documents
from app.bodies.api.answers import DecisionsTold, MeetingsTold, PapersTold
from app.bodies.api.blueprint import answered, api, of_body
from app.bodies.queries import decisions as decided
from app.bodies.queries import meetings as convened
from app.bodies.queries import paper_lists
from app.bodies.values.decisions import DecisionSelection
from app.kernel.paging import Paged, page
from app.kernel.web import actor, public, runtime


@api.get("/<body>/meetings")
@api.doc(operation_id="listMeetings")
@api.input(Paged, location="query")
@api.output(MeetingsTold)
@public
def meetings(body: str, query_data: Paged) -> ResponseReturnValue:
    """List the meetings of a body about which you may read, by day."""
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        found = convened.meetings(session, actor(), of, on=runtime().today())
    part = page(found, key=lambda each: str(each.number), asked=query_data)
    items = [documents.meeting(of, each) for each in part.items]
    return answered({"items": items, "next": part.next})


@api.get("/<body>/papers")
@api.doc(operation_id="listPapers")
@api.input(Paged, location="query")
@api.output(PapersTold)
@public
def papers(body: str, query_data: Paged) -> ResponseReturnValue:
    """List the papers of a body of which you may know, by symbol."""
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        found, _count = paper_lists.papers(session, actor(), of, on=runtime().today())
    part = page(found, key=attrgetter("slug"), asked=query_data)
    items = [documents.paper(of, each) for each in part.items]
    return answered({"items": items, "next": part.next})


@api.get("/<body>/decisions")
@api.doc(operation_id="listDecisions")
@api.input(Paged, location="query")
@api.output(DecisionsTold)
@public
def decisions(body: str, query_data: Paged) -> ResponseReturnValue:
    """List the decisions and proposals of a body that you may read, the newest first."""
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        found = decided.every(session, actor(), of, DecisionSelection(), on=runtime().today())
        part = page(found, key=attrgetter("ref"), asked=query_data)
        annulled = decided.annulled(session, [each.id for each in part.items])
    items = [documents.decision(of, each, annulled=annulled) for each in part.items]
    return answered({"items": items, "next": part.next})
