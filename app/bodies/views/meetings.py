"""The meetings of a body: all of them, one at a glance, and one for a calendar."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.accounts.queries.people import named as names_of
from app.bodies import queries
from app.bodies.models import Body, Meeting
from app.bodies.queries import meetings as looked_up
from app.bodies.queries import outcomes
from app.bodies.queries.presence import presence_at, sitting
from app.bodies.rules.access import RUNNING
from app.bodies.rules.tasks import days_late
from app.bodies.values import Class
from app.bodies.values.meetings import MeetingState
from app.bodies.views.blueprint import of_body, page, pages
from app.kernel import calendars
from app.kernel.clock import date_at
from app.kernel.errors import Complaint
from app.kernel.web import actor, public, runtime
from app.participants.queries import roll


@pages.get("/bodies/<body>/meetings")
@public
def meetings(body: str) -> ResponseReturnValue:
    """List the meetings of a body: those that come, the next first, then those that were."""
    now, today = runtime().clock.now(), runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        every = looked_up.meetings(session, actor(), found, on=today)
        coming = [each for each in every if each.closes_at > now]
        return page(
            "meetings.html", session, found,
            coming=coming,
            past=[each for each in reversed(every) if each not in coming],
        )  # fmt: skip


@pages.get("/bodies/<body>/meetings/<int:meeting>")
@public
def meeting(body: str, meeting: int) -> ResponseReturnValue:
    """Show a meeting: when and where, its agenda, who comes, who was there, what was said."""
    with runtime().database.read(by=actor()) as session:
        return meeting_page(session, of_body(session, body), meeting)


@pages.get("/bodies/<body>/meetings/<int:meeting>.ics")
@public
def meeting_for_calendars(body: str, meeting: int) -> Response:
    """Give a meeting as calendar programs take it."""
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        one = looked_up.meeting(session, actor(), found, meeting, on=runtime().today())
        [*_, last] = queries.records(session, found, one.subject)
    entry = calendars.alone(_entry(found, one, changed_at=last.at))
    return Response(entry, content_type="text/calendar; charset=utf-8")


def _entry(of: Body, one: Meeting, *, changed_at: datetime) -> calendars.Entry:
    """Give a meeting's entry in calendars; the letters about it carry the same."""
    root, is_private = runtime().public_url, not of.public or one.sort is not Class.UNCLASSIFIED
    named = gettext("%(body)s: meeting %(number)s", body=of.symbol, number=one.number)
    return calendars.Entry(
        uid=f"{one.id}@{urlsplit(root).hostname or ''}",
        sequence=one.sequence,
        starts_at=one.opens_at,
        ends_at=one.closes_at,
        changed_at=changed_at,
        title=gettext("A meeting of a body") if is_private else named,
        place="" if is_private else one.place,
        link=f"{root}{one.address_under(of)}",
        is_off=one.state is MeetingState.CANCELLED,
        is_private=is_private,
    )


def meetings_at_a_glance(session: Session, of: Body) -> Mapping[str, Any]:
    """Give the meeting of a body that comes next and the last one, for its story."""
    now, today = runtime().clock.now(), runtime().today()
    coming, last = looked_up.next_and_last(session, actor(), of, on=today, at=now)
    return {"next_meeting": coming, "last_meeting": last}


def meeting_page(
    session: Session, of: Body, number: int, complaints: Iterable[Complaint] = ()
) -> str:
    """Give the page of a meeting to whoever may read about it, with what was refused on it."""
    house, now, today = runtime(), runtime().clock.now(), runtime().today()
    one = looked_up.meeting(session, actor(), of, number, on=today)
    day = date_at(one.opens_at, house.seat) if one.opens_at <= now else today
    since = outcomes.to_be_done_since(session, actor(), one, on=today)
    seats, inside = sitting(session, actor(), of, day=day, on=today)
    return page(
        "meeting.html", session, of,
        agenda=looked_up.agenda(session, one),
        complaints=list(complaints),
        decided=outcomes.decided_at(session, actor(), one, on=today),
        inside=inside,
        late={each.id: days_late(each.state, each.due_on, today=today) for each in since},
        meeting=one,
        mine=looked_up.seats_for(session, actor(), of, on=today),
        now=now,
        papers=looked_up.papers_on_agenda(session, actor(), one, on=today),
        presence=presence_at(
            session, of, one, rules=house.bodies, roll=roll(house.facts), seat=house.seat
        ),
        present=looked_up.present(session, one),
        registrations=looked_up.registrations(session, one) if inside else {},
        seats=seats,
        since=since,
        **_told(session, one),
    )  # fmt: skip


def _told(session: Session, of: Meeting) -> Mapping[str, Any]:
    """Give to those who run bodies whom a letter went to, and who is still to be told."""
    if actor().role not in RUNNING:
        return {"told": [], "untold": []}
    found = looked_up.told(session, of)
    names = names_of(session, {each.account for each in found if each.account})
    return {
        "told": sorted(names[each.account] for each in found if each.account),
        "untold": {each.seat_id for each in found if not each.account},
    }
