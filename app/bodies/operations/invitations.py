"""Telling whoever belongs to a body of a meeting, and awaiting papers for it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Invitation, Meeting
from app.bodies.queries import meetings as looked_up
from app.bodies.queries.distribution import distribution
from app.bodies.values import Class, Hand, Standing
from app.bodies.values.meetings import PAPERS_DUE, MeetingState, Telling
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.deadlines import operations as deadlines
from app.deadlines.queries import deadlines as found
from app.deadlines.values import Set
from app.kernel.clock import date_at, end_of_day

TEMPLATE = "meeting_told"


def tell(
    session: Session, of: Body, meeting: Meeting, telling: Telling, *, reason: str, hand: Hand
) -> None:
    """Write to everybody on the distribution list, each once a revision of the meeting.

    A seat whom no letter reaches is written down, for the secretary to tell.
    """
    told = distribution(session, of, sort=meeting.sort, on=hand.today)
    facts = _facts(session, of, meeting, telling, reason=reason, hand=hand)
    occasion = f"{meeting.subject}/{meeting.sequence}"
    correspondence.owe(
        session,
        [
            Owed(
                occasion=f"{occasion}/{each.to.person}",
                to=each.to,
                template=TEMPLATE,
                facts=facts,
                about=meeting.address_under(of),
                private=not _is_open(of, meeting),
            )
            for each in told
            if each.to
        ],
        at=hand.at,
    )
    session.add_all(
        Invitation(
            meeting_id=meeting.id,
            sequence=meeting.sequence,
            telling=telling,
            seat_id=each.seat.id if each.seat else None,
            account=each.account,
            at=hand.at,
        )
        for each in told
    )
    session.flush()


def await_papers(
    session: Session, of: Body, meeting: Meeting, *, at: datetime, seat: ZoneInfo
) -> None:
    """Have every member of the day reminded of the last day for papers, and nobody else.

    Where there is no such day, or the meeting was cancelled, nobody is reminded any more.
    """
    on = None if meeting.state is MeetingState.CANCELLED else meeting.papers_due_on
    title = f"{of.symbol}, meeting {meeting.number}" if _is_open(of, meeting) else ""
    wanted = [
        Set(
            kind=PAPERS_DUE,
            id=f"{meeting.id}/{code}",
            due_at=end_of_day(on, seat),
            facts={"title": title},
            link=meeting.address_under(of),
            participant=code,
            ladder=PAPERS_DUE,
        )
        for code in _members(session, of, on=date_at(at, seat))
        if on
    ]
    ever = {f"{meeting.id}/{each.participant}" for each in queries.seats(session, of)}
    others = ever - {each.id for each in wanted}
    deadlines.set_deadlines(session, wanted, at=at)
    for row in found(session, PAPERS_DUE, others).values():
        deadlines.lift(session, row, at=at)


def _members(session: Session, of: Body, *, on: date) -> Sequence[str]:
    seats = queries.seats(session, of, on=on)
    members = {each.participant for each in seats if each.standing is Standing.MEMBER}
    return sorted(each for each in members if each)


def _is_open(of: Body, meeting: Meeting) -> bool:
    """Say whether everybody may read about a meeting."""
    return of.public and meeting.sort is Class.UNCLASSIFIED


def _facts(
    session: Session, of: Body, meeting: Meeting, telling: Telling, *, reason: str, hand: Hand
) -> Mapping[str, Any]:
    """Give what a letter says: of what not everybody may know, which meeting and when alone."""
    is_open = _is_open(of, meeting)
    place = meeting.place if is_open else ""
    return {
        "body": of.symbol,
        "name": of.name,
        "number": meeting.number,
        "telling": telling.value,
        "changed": meeting.sequence > 0,
        "opens_at": meeting.opens_at.isoformat(),
        "closes_at": meeting.closes_at.isoformat(),
        "place": place,
        "papers_due_on": meeting.papers_due_on.isoformat() if meeting.papers_due_on else "",
        "items": _items(session, meeting) if is_open else [],
        "reason": reason if is_open else "",
        "event": {
            "id": str(meeting.id),
            "sequence": meeting.sequence,
            "starts_at": meeting.opens_at.isoformat(),
            "ends_at": meeting.closes_at.isoformat(),
            "changed_at": hand.at.isoformat(),
            "place": place,
            "is_off": telling is Telling.CANCEL,
            "is_private": not is_open,
        },
    }


def _items(session: Session, meeting: Meeting) -> Sequence[str]:
    return [f"{each.number}. {each.title}" for each in looked_up.agenda(session, meeting)]
