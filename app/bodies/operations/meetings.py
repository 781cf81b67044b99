"""Meetings: convened, changed, cancelled.

Whoever convenes has locked the body, whoever changes the meeting. Each act seals, so it comes last
in its transaction; a form that was posted before changes nothing more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import AgendaItem, AgendaPaper, Body, Meeting
from app.bodies.operations import invitations
from app.bodies.operations.records import Done, keep
from app.bodies.queries import meetings as looked_up
from app.bodies.rules import meetings as rules
from app.bodies.values import DeedKind, Hand
from app.bodies.values.meetings import Item, MeetingPlan, MeetingState, Telling
from app.kernel import numbering
from app.kernel.clock import date_at
from app.kernel.errors import Complaint, Conflict, Invalid

Listed = Sequence[tuple[Item, Sequence[str]]]
"""An agenda as it is posted: each item with the symbols of its papers."""


def convene(
    session: Session, of: Body, plan: MeetingPlan, listed: Listed, *, hand: Hand, seat: ZoneInfo
) -> Meeting:
    """Convene a meeting of a body under its next number, and invite whoever belongs to it.

    Raises:
        Invalid: the body does not meet, or the plan or the agenda is wrong; each complaint names
            its field.

    """
    if before := _posted_before(session, hand):
        return before
    if not queries.state(session, of, on=hand.today).is_at_work:
        raise Invalid.because("This body does not meet: it is not at work.")
    items = _checked(session, of, plan, listed, hand=hand, seat=seat)
    meeting = Meeting(
        body_id=of.id,
        number=numbering.take(session, f"bodies/{of.id}/meetings"),
        state=MeetingState.PLANNED,
        reason="",
        summary="",
        edition=1,
        lists=0,
        sequence=0,
    )
    meeting.plan = plan
    session.add(meeting)
    session.flush()
    _write_agenda(session, meeting, items)
    invitations.tell(session, of, meeting, Telling.REQUEST, reason="", hand=hand)
    invitations.await_papers(session, of, meeting, at=hand.at, seat=seat)
    content = {"number": meeting.number, **_content(plan, items)}
    keep(session, of, [Done(DeedKind.MEETING_CONVENED, meeting.subject, content)], hand=hand)
    return meeting


def change(
    session: Session,
    of: Body,
    meeting: Meeting,
    plan: MeetingPlan,
    listed: Listed,
    *,
    reason: str,
    version: int,
    hand: Hand,
    seat: ZoneInfo,
) -> None:
    """Change when or where a meeting is to be, or its agenda, for a reason.

    Another time or place is told to everybody again, with a later revision of their calendar's
    entry; another agenda stands on the meeting's page.

    Raises:
        Invalid: it has begun or was cancelled, or the plan or the agenda is wrong.
        Conflict: it was changed since ``version``.

    """
    if is_posted(session, meeting, hand):
        return
    check_current(meeting, version)
    Invalid.unless_none(rules.wrong_with_changing(meeting.state, meeting.opens_at, at=hand.at))
    items = _checked(session, of, plan, listed, hand=hand, seat=seat)
    anew = rules.is_told_anew(meeting.plan, plan)
    meeting.plan = plan
    if items != looked_up.agenda(session, meeting):
        meeting.edition += 1
        _write_agenda(session, meeting, items)
    if anew:
        meeting.sequence += 1
        session.flush()
        invitations.tell(session, of, meeting, Telling.REQUEST, reason=reason, hand=hand)
    invitations.await_papers(session, of, meeting, at=hand.at, seat=seat)
    content = {"reason": reason, **_content(plan, items)}
    keep(session, of, [Done(DeedKind.MEETING_CHANGED, meeting.subject, content)], hand=hand)


def cancel(
    session: Session, of: Body, meeting: Meeting, *, reason: str, hand: Hand, seat: ZoneInfo
) -> None:
    """Cancel a meeting for a reason, and tell everybody; no papers are awaited any more.

    Raises:
        Invalid: it was held, or was cancelled already.

    """
    if is_posted(session, meeting, hand):
        return
    Invalid.unless_none(rules.wrong_with_cancelling(meeting.state))
    meeting.state, meeting.reason = MeetingState.CANCELLED, reason
    meeting.sequence += 1
    session.flush()
    invitations.tell(session, of, meeting, Telling.CANCEL, reason=reason, hand=hand)
    invitations.await_papers(session, of, meeting, at=hand.at, seat=seat)
    content = {"reason": reason}
    keep(session, of, [Done(DeedKind.MEETING_CANCELLED, meeting.subject, content)], hand=hand)


def is_posted(session: Session, meeting: Meeting, hand: Hand) -> bool:
    """Say whether this very form was posted before, about the same meeting.

    Raises:
        Conflict: it was posted about something else.

    """
    before = _posted_before(session, hand)
    if before is not None and before.id != meeting.id:
        raise _sent_already()
    return before is not None


def _posted_before(session: Session, hand: Hand) -> Meeting | None:
    before = queries.done_before(session, hand)
    if before is None:
        return None
    kind, _, key = before.subject.partition("/")
    if kind != "meeting":
        raise _sent_already()
    return session.get_one(Meeting, UUID(key))


def _sent_already() -> Conflict:
    return Conflict.because("This form was sent already. Open a new one.")


def check_current(meeting: Meeting, version: int) -> None:
    """Refuse a form that shows what is no longer so.

    Raises:
        Conflict: the meeting was changed since.

    """
    if meeting.version != version:
        raise Conflict.because(
            "This meeting has changed since you opened it. See what changed, and decide again."
        )


def _checked(
    session: Session,
    of: Body,
    plan: MeetingPlan,
    listed: Listed,
    *,
    hand: Hand,
    seat: ZoneInfo,
) -> list[Item]:
    """Give the items with their papers, once everything about a plan and an agenda is right."""
    wanted = {symbol for _, symbols in listed for symbol in symbols}
    known = looked_up.papers_by_symbol(session, hand.by, of, wanted, on=hand.today)
    items = [
        replace(item, papers=tuple(known[each] for each in sorted(symbols) if each in known))
        for item, symbols in listed
    ]
    opens_on = date_at(plan.opens_at, seat)
    Invalid.unless_none(
        [
            *rules.wrong_with_plan(plan, at=hand.at, opens_on=opens_on, today=hand.today),
            *rules.wrong_with_agenda(items),
            *_unknown(wanted - known.keys()),
        ]
    )
    return items


def _unknown(symbols: set[str]) -> Iterator[Complaint]:
    for each in sorted(symbols):
        yield Complaint("This body has no paper %(symbol)s.", {"symbol": each}, field="agenda")


def _write_agenda(session: Session, meeting: Meeting, items: Sequence[Item]) -> None:
    place = {"meeting_id": meeting.id, "edition": meeting.edition}
    session.add_all(
        AgendaItem(
            **place, number=each.number, title=each.title, minutes=each.minutes, note=each.note
        )
        for each in items
    )
    session.flush()
    session.add_all(
        AgendaPaper(**place, number=each.number, paper_id=paper)
        for each in items
        for paper in each.papers
    )
    session.flush()


def _content(plan: MeetingPlan, items: Sequence[Item]) -> Mapping[str, Any]:
    """Give what the ledger commits to."""
    return {
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "place": plan.place,
        "link": plan.link,
        "languages": [each.value for each in plan.languages],
        "class": plan.sort.value,
        "papers_due_on": plan.papers_due_on,
        "agenda": [
            {
                "number": each.number,
                "title": each.title,
                "minutes": each.minutes,
                "note": each.note,
                "papers": [str(paper) for paper in each.papers],
            }
            for each in items
        ],
    }
