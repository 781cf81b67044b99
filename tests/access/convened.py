"""Two bodies, one of which not everybody may know, what lies before them, and what is posted."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Paper
from app.bodies.operations import circulars
from app.bodies.values import Class, Hand, Standing
from app.bodies.values.circulars import Issue
from app.kernel.actor import DELEGATES, SYSTEM, Actor, Role
from tests.access import comments, decisions, meetings, papers, silences, tasks
from tests.access.canaries import Knows, Things
from tests.access.deeds import Deed, post
from tests.bodies.builders import founded, seated

TO = frozenset({Standing.MEMBER, Standing.EXPERT})
ORDER = list(Class)


def sits(who: Actor) -> bool:
    """Say who has a seat: Canada, which is a member, and the expert."""
    return who.role is Role.EXPERT or (who.role in DELEGATES and who.participant == "CAN")


def reads(sort: Class) -> Knows:
    """Give who reads what has a class, by hand from the roles table of the domain."""
    by_role = {
        Class.RESTRICTED: {Role.BODIES_OFFICER, Role.DIRECTOR},
        Class.PROTECTED: {Role.BODIES_OFFICER},
    }[sort]
    return lambda who: sits(who) or who.role in by_role


def things(found: Things) -> None:
    """Set up the bodies, with Canada and the expert in both."""
    with found.runtime.database.write(by=SYSTEM) as session:
        for slug, public in (("wg-1", True), ("wg-2", False)):
            body = founded(session, slug, public=public, members=["CAN"])
            seated(
                session, body, Standing.EXPERT, name="An expert",
                account=found.people["expert"].number,
            )  # fmt: skip
            if not public:
                body.name = found.canary(reads(Class.RESTRICTED))
            _circulars(found, session, body)
            _papers(found, session, body)
            _meetings(found, session, body)
            _comments(found, session, body)
            _tasks(found, session, body)
            _decisions(found, session, body)
            _silences(found, session, body)
        decisions.printed(found, session)
    found.there |= {"body": "wg-1", "circular": 1}


def hand(found: Things, by: Actor) -> Hand:
    """Give who acts on a body at the instant at which everything is laid down."""
    house = found.runtime
    return Hand(by=by, at=house.clock.now(), today=house.today(), key=uuid4())


def _circulars(found: Things, session: Session, body: Body) -> None:
    """Issue a circular of each class; the first of the public body is everybody's."""
    by = hand(found, found.people["bodies officer"].actor)
    for sort in Class:
        words: dict[str, Any] = {"subject": "A date", "text": "We meet in May."}
        if sort is not Class.UNCLASSIFIED or not body.public:
            words = found.words(*words, knows=reads(max(sort, Class.RESTRICTED, key=ORDER.index)))
        wanted = Issue(sort=sort, standings=TO, **words)
        circulars.issue(session, body, wanted, hand=replace(by, key=uuid4()))


def _meetings(found: Things, session: Session, body: Body) -> None:
    """Convene meetings: two of everybody's where the body is, and one of each other class."""
    by = hand(found, found.people[SECRETARY].actor)
    meetings.lay(found, session, body, by=by, inside=reads(Class.RESTRICTED))
    for sort in (Class.RESTRICTED, Class.PROTECTED):
        meetings.classified(found, session, body, sort, by=by, knows=reads(sort))


def _papers(found: Things, session: Session, body: Body) -> None:
    """Issue papers of every class, and let some be reserved, given up and handed in."""
    by = hand(found, found.people[SECRETARY].actor)
    who = {sort: reads(max(sort, Class.RESTRICTED, key=ORDER.index)) for sort in Class}
    papers.lay(found, session, body, by=by, reads=who)


def _comments(found: Things, session: Session, body: Body) -> None:
    """Open each paper that came out for comments, which whoever sits there reads."""
    out = select(Paper).where(Paper.body_id == body.id, Paper.issued_at.is_not(None))
    for paper in session.scalars(out):
        knows = reads(max(paper.sort, Class.RESTRICTED, key=ORDER.index))
        comments.lay(found, session, body, paper, knows=knows)


def _tasks(found: Things, session: Session, body: Body) -> None:
    """Set down what is to be done: of everybody's where the body is, and of each other class."""
    for sort in Class:
        hidden = sort is not Class.UNCLASSIFIED or not body.public
        knows = reads(max(sort, Class.RESTRICTED, key=ORDER.index)) if hidden else None
        tasks.lay(found, session, body, sort=sort, knows=knows)


def _decisions(found: Things, session: Session, body: Body) -> None:
    """Adopt decisions: of everybody's where the body is, and of each other class."""
    by = hand(found, found.people[SECRETARY].actor)
    for sort in Class:
        hidden = sort is not Class.UNCLASSIFIED or not body.public
        knows = reads(max(sort, Class.RESTRICTED, key=ORDER.index)) if hidden else None
        decisions.lay(found, session, body, by=by, sort=sort, knows=knows)


def _silences(found: Things, session: Session, body: Body) -> None:
    """Put texts under silence: of everybody's where the body is, and of each other class."""
    by = hand(found, found.people[SECRETARY].actor)
    for sort in Class:
        hidden = sort is not Class.UNCLASSIFIED or not body.public
        knows = reads(max(sort, Class.RESTRICTED, key=ORDER.index)) if hidden else None
        silences.lay(found, session, body, by=by, sort=sort, knows=knows)


def circular(_things: Things) -> dict[str, Any]:
    """Write a circular to everybody who has a seat."""
    words = {"subject": "A date", "text": "We meet in May.", "class": "restricted"}
    return {"key": str(uuid4()), "to": ["member", "expert"], **words}


SECRETARY = "bodies officer"
BODY = "/bodies/<body>"
KEPT = "counter~1 ledger_entry+1 body_record+1"
"""One act of a body, sealed."""

DEEDS = [
    Deed(
        SECRETARY,
        post(f"{BODY}/circulars"),
        f"{KEPT.replace('~1', '~2')} body_circular+1 body_circular_addressee+2 letter+3",
        circular,
    ),
    *meetings.DEEDS,
    *papers.DEEDS,
    *comments.DEEDS,
    *decisions.DEEDS,
    *silences.DEEDS,
    *tasks.DEEDS,
]
