"""Who comes to a meeting, who was there, and what its chair says of it."""

from collections.abc import Collection
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Attendance, Body, Meeting, Registration, Seat
from app.bodies.operations.meetings import check_current, is_posted
from app.bodies.operations.records import Done, keep
from app.bodies.queries import meetings as looked_up
from app.bodies.rules import meetings as rules
from app.bodies.rules.access import RUNNING
from app.bodies.values import DeedKind, Hand
from app.bodies.values.meetings import Delegation, MeetingState
from app.kernel.clock import date_at
from app.kernel.errors import Invalid, NotFound


def register(
    session: Session, meeting: Meeting, seat: Seat, delegation: Delegation, *, hand: Hand
) -> None:
    """Register who comes for a seat, or who comes instead; the same again changes nothing.

    Whoever calls has locked the meeting, and asked for a seat for which ``hand.by`` may speak.

    Raises:
        Invalid: the meeting has begun, and it is not its secretary who registers; or it was
            cancelled.

    """
    Invalid.unless_none(
        rules.wrong_with_registering(
            meeting.state, meeting.opens_at, at=hand.at, by_secretary=hand.by.role in RUNNING
        )
    )
    row = looked_up.registrations(session, meeting).get(seat.id)
    if row is None:
        row = Registration(meeting_id=meeting.id, seat_id=seat.id)
        session.add(row)
    row.head, row.delegates = delegation.head, list(delegation.delegates)
    row.by, row.at = hand.by.account, hand.at
    session.flush()


def attend(
    session: Session,
    of: Body,
    meeting: Meeting,
    present: Collection[UUID],
    *,
    version: int,
    hand: Hand,
    seat: ZoneInfo,
) -> None:
    """Record on which seats somebody sat; a list that is taken again takes the other's place.

    Raises:
        Invalid: the meeting has not opened yet, or was cancelled.
        NotFound: one of the seats is none of this body on the day of the meeting.
        Conflict: the meeting was changed since ``version``.

    """
    if is_posted(session, meeting, hand):
        return
    check_current(meeting, version)
    Invalid.unless_none(rules.wrong_with_attending(meeting.state, meeting.opens_at, at=hand.at))
    seats = queries.seats(session, of, on=date_at(meeting.opens_at, seat))
    if not {each.id for each in seats}.issuperset(present):
        raise NotFound.because("There is no such seat.")
    meeting.state, meeting.lists = MeetingState.HELD, meeting.lists + 1
    session.flush()
    session.add_all(
        Attendance(meeting_id=meeting.id, list=meeting.lists, seat_id=each) for each in present
    )
    content = {"list": meeting.lists, "seats": sorted(map(str, present))}
    keep(session, of, [Done(DeedKind.MEETING_ATTENDED, meeting.subject, content)], hand=hand)


def sum_up(
    session: Session, of: Body, meeting: Meeting, summary: str, *, version: int, hand: Hand
) -> None:
    """Enter what its chair says of a meeting, or says instead of what was entered before.

    Raises:
        Invalid: the meeting was not held.
        Conflict: it was changed since ``version``.

    """
    if is_posted(session, meeting, hand):
        return
    check_current(meeting, version)
    Invalid.unless_none(rules.wrong_with_summing_up(meeting.state))
    meeting.summary = summary
    session.flush()
    content = {"summary": summary}
    keep(session, of, [Done(DeedKind.MEETING_SUMMED_UP, meeting.subject, content)], hand=hand)
