"""Commenting on texts, entering what came otherwise, and deciding what becomes of each comment."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, CommentDisposition, Paper, PaperCall, PaperComment, Seat
from app.bodies.operations.records import Done, keep
from app.bodies.queries import comments as said
from app.bodies.queries.meetings import seats_for
from app.bodies.rules.comments import (
    deadline_id,
    is_open,
    may_comment,
    wrong_with_decision,
    wrong_with_receipt,
    wrong_with_remark,
)
from app.bodies.rules.papers import paragraphs
from app.bodies.values import DeedKind, Hand, Standing
from app.bodies.values.comments import COMMENTS, NOTHING, Call, Decided, Received, Remark
from app.deadlines import operations as deadlines
from app.deadlines.values import Outcome
from app.kernel.clock import end_of_day
from app.kernel.errors import Conflict, Invalid, NotFound


def comment(session: Session, body: Body, paper: Paper, remark: Remark, *, hand: Hand) -> None:
    """Comment on a text, or say that there is no comment, for a seat that one speaks for.

    Raises:
        NotFound: they have no seat whose comments are asked for.
        Conflict: no comments are taken, or there is one where they say that they have none.
        Invalid: it is empty, or about a paragraph that is not there.

    """
    if queries.done_before(session, hand):
        return
    call = _call(session, paper)
    asked = call.asked if call else Call(until=hand.today)
    mine = seats_for(session, hand.by, body, on=hand.today)
    may = [each for each in mine if may_comment(each.standing, asked)]
    seat = min(may, key=lambda each: each.alternate_to is not None, default=None)
    if seat is None:
        raise NotFound.because("There is no such text on which you are asked to comment.")
    if call is None or not is_open(asked, paper.state, on=hand.today):
        raise Conflict.because(
            "No comments are taken on this text any more. Send yours to the secretary, who can "
            "still enter it, marked as late."
        )
    _check(session, paper, call, seat, remark)
    row = _row(session, paper, seat, remark, hand=hand)
    row.received_on, row.late = hand.today, False
    _add(session, body, paper, seat, row, met_at=hand.at, hand=hand)


def enter(
    session: Session,
    body: Body,
    paper: Paper,
    remark: Remark,
    received: Received,
    *,
    zone: ZoneInfo,
    hand: Hand,
) -> None:
    """Enter a comment that reached the secretary by other means, late ones marked as such.

    Raises:
        Conflict: the text was never opened for comments, or there is a comment where none is said.
        Invalid: the seat, the day or the comment does not do.

    """
    if queries.done_before(session, hand):
        return
    calls = said.calls(session, paper)
    if not calls:
        raise Conflict.because("This text was never opened for comments.")
    seat = _seat(session, body, received, on=hand.today)
    wrong = wrong_with_receipt(
        received,
        seat.standing,
        calls[-1].asked,
        opened_on=calls[0].opened_on,
        today=hand.today,
    )
    Invalid.unless_none(wrong)
    _check(session, paper, calls[-1], seat, remark)
    row = _row(session, paper, seat, remark, hand=hand)
    row.received_on, row.late = received.on, received.on > calls[-1].until
    row.channel, row.reference = received.channel, received.reference
    met_at = min(hand.at, end_of_day(received.on, zone) - timedelta(seconds=1))
    _add(session, body, paper, seat, row, met_at=met_at, hand=hand)


def dispose(
    session: Session, body: Body, paper: Paper, number: int, decided: Decided, *, hand: Hand
) -> None:
    """Decide what becomes of a comment, or decide it anew: the last word holds, all are kept.

    Raises:
        NotFound: there is no such comment.
        Invalid: a reason is needed, or there is nothing to decide because nothing was proposed.

    """
    if queries.done_before(session, hand):
        return
    found = said.comment(session, paper, number)
    if not found.comment.proposal:
        raise Invalid.because("They have no comment: there is nothing to decide.")
    Invalid.unless_none(wrong_with_decision(decided))
    row = CommentDisposition(
        comment_id=found.comment.id,
        number=len(found.decisions) + 1,
        disposition=decided.disposition,
        reason=decided.reason,
        decided_at=hand.at,
        by=hand.by.account,
    )
    session.add(row)
    content = {
        "paper": paper.symbol,
        "comment": number,
        "disposition": decided.disposition.value,
        "reason": decided.reason,
        "number": row.number,
    }
    done = Done(DeedKind.DISPOSED, found.comment.sealed_as, content)
    keep(session, body, [done], hand=hand, silent=True)


def _call(session: Session, paper: Paper) -> PaperCall | None:
    return next(iter(said.calls(session, paper)[-1:]), None)


def _seat(session: Session, body: Body, received: Received, *, on: date) -> Seat:
    for each in queries.seats(session, body, on=on):
        if each.id == received.seat:
            return each
    raise Invalid.because("Choose from the seats that are offered.", field="seat")


def _check(session: Session, paper: Paper, call: PaperCall, seat: Seat, remark: Remark) -> None:
    """Refuse a comment that says nothing of anything that is there."""
    if remark == NOTHING:
        if said.have_answered(session, paper, seat):
            raise Conflict.because("There is an answer already: nothing needs to be said.")
        return
    text = said.text_of(session, paper, call).text
    Invalid.unless_none(wrong_with_remark(remark, paragraphs=len(paragraphs(text))))


def _row(session: Session, paper: Paper, seat: Seat, remark: Remark, *, hand: Hand) -> PaperComment:
    return PaperComment(
        paper_id=paper.id,
        number=said.count_of(session, paper) + 1,
        seat_id=seat.id,
        paragraph=remark.paragraph,
        proposal=remark.proposal,
        reason=remark.reason,
        reference="",
        made_at=hand.at,
        by=hand.by.account,
    )


def _add(
    session: Session,
    body: Body,
    paper: Paper,
    seat: Seat,
    row: PaperComment,
    *,
    met_at: datetime,
    hand: Hand,
) -> None:
    """Write a comment down, meet the member's deadline and seal it; nobody reads whose it is."""
    session.add(row)
    session.flush()
    if seat.standing is Standing.MEMBER and seat.participant:
        outcome = Outcome.FILED if row.proposal else Outcome.NIL
        about = deadline_id(paper.id, seat.participant)
        deadlines.meet(session, COMMENTS, about, outcome=outcome, at=met_at)
    content = {
        "paper": paper.symbol,
        "number": row.number,
        "seat": str(seat.id),
        "paragraph": row.paragraph,
        "proposal": row.proposal,
        "reason": row.reason,
        "received_on": row.received_on.isoformat(),
        "late": row.late,
        "channel": row.channel and row.channel.value,
        "reference": row.reference,
    }
    done = Done(DeedKind.COMMENTED, row.sealed_as, content)
    keep(session, body, [done], hand=hand, silent=True)
