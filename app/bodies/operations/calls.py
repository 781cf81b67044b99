"""Opening texts for comments: told by letter, and due of every member by the day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Paper, PaperCall, Seat
from app.bodies.operations.records import Done, keep
from app.bodies.queries import comments as said
from app.bodies.queries.call_deadlines import lapsed
from app.bodies.queries.reached import people_of
from app.bodies.rules.access import BY_STANDING
from app.bodies.rules.circulars import travels
from app.bodies.rules.comments import deadline_id, may_comment, wrong_with_call
from app.bodies.values import DeedKind, Hand, Standing
from app.bodies.values.comments import COMMENTS, Call
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed, Recipient
from app.deadlines import operations as deadlines
from app.deadlines.values import Set
from app.kernel.clock import end_of_day
from app.kernel.errors import Invalid
from app.kernel.languages import Language

TEMPLATE = "comments_opened"


def open_call(
    session: Session, body: Body, paper: Paper, wanted: Call, *, seat: ZoneInfo, hand: Hand
) -> None:
    """Open a paper for comments, or give more time for them.

    ``seat``, the zone of the secretariat. Everybody who may comment is told, and each member has a
    deadline until it has said something, if only that it has no comment.

    Raises:
        Invalid: the paper is not out, the day does not lie ahead, or is no later than before.

    """
    if queries.done_before(session, hand):
        return
    before = said.calls(session, paper)[-1:]
    sort, last = paper.class_on(hand.today), before[0] if before else None
    earlier = last.asked if last else None
    Invalid.unless_none(wrong_with_call(wanted, earlier, paper.state, sort, today=hand.today))
    asked = [
        each
        for each in queries.seats(session, body, on=hand.today)
        if may_comment(each.standing, wanted) and sort in BY_STANDING[each.standing]
    ]
    people = _once(people_of(session, asked, on=hand.today))
    text = said.text_of(session, paper, last)
    call = _row(paper, wanted, last, text.language, told=len(people), hand=hand)
    session.add(call)
    open_ = travels(sort, public=body.public)
    correspondence.owe(session, list(_letters(body, paper, call, people, open_=open_)), at=hand.at)
    awaited = list(_deadlines(body, paper, call, asked, open_=open_, seat=seat))
    deadlines.set_deadlines(session, awaited, at=hand.at)
    keep(session, body, [_sealed(paper, call)], hand=hand)


def end_lapsed(session: Session, *, at: datetime, on: date) -> None:
    """Let nobody be reminded of comments for which there is no reason any more."""
    for each in lapsed(session, at=at, on=on):
        deadlines.lift(session, each, at=at)


def _row(
    paper: Paper,
    wanted: Call,
    last: PaperCall | None,
    language: Language,
    *,
    told: int,
    hand: Hand,
) -> PaperCall:
    return PaperCall(
        paper_id=paper.id,
        number=last.number + 1 if last else 1,
        until=wanted.until,
        language=language,
        note=wanted.note,
        observers=wanted.observers,
        told=told,
        opened_on=hand.today,
        opened_at=hand.at,
        by=hand.by.account,
    )


def _once(people: Mapping[UUID, Sequence[Recipient]]) -> Sequence[Recipient]:
    return list({each.person: each for seat in people.values() for each in seat}.values())


def _letters(
    body: Body, paper: Paper, call: PaperCall, people: Sequence[Recipient], *, open_: bool
) -> Iterator[Owed]:
    facts = {
        "symbol": paper.symbol if open_ else "",
        "title": paper.title if open_ else "",
        "note": call.note if open_ else "",
        "until": call.until,
        "again": call.number > 1,
    }
    for to in people:
        yield Owed(
            occasion=f"comments/{paper.id}/{call.number}/{to.person}",
            to=to,
            template=TEMPLATE,
            facts=facts,
            about=address_of(body, paper),
            private=not open_,
        )


def _deadlines(
    body: Body, paper: Paper, call: PaperCall, asked: Sequence[Seat], *, open_: bool, seat: ZoneInfo
) -> Iterator[Set]:
    """Give one deadline for each member."""
    members = {each.participant for each in asked if each.standing is Standing.MEMBER}
    facts = {"title": f"{paper.symbol}, {paper.title}"} if open_ else {"private": True}
    for code in sorted(filter(None, members)):
        yield Set(
            kind=COMMENTS,
            id=deadline_id(paper.id, code),
            due_at=end_of_day(call.until, seat),
            facts=facts,
            link=address_of(body, paper),
            participant=code,
            ladder=COMMENTS,
        )


def _sealed(paper: Paper, call: PaperCall) -> Done:
    content = {
        "symbol": paper.symbol,
        "call": call.number,
        "until": call.until.isoformat(),
        "language": call.language.value,
        "note": call.note,
        "observers": call.observers,
        "told": call.told,
    }
    return Done(DeedKind.COMMENTS_OPENED, paper.subject, content)


def address_of(body: Body, paper: Paper) -> str:
    """Give the page on which a paper is commented on."""
    return f"{body.address}/papers/{paper.slug}/comments"
