"""Meetings of bodies, of every class, one of which was held; and what is posted about them."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Meeting, Paper, Seat
from app.bodies.operations import attendance, meetings
from app.bodies.values import Class, Hand
from app.bodies.values.meetings import Delegation, Item, MeetingPlan
from app.kernel.actor import SYSTEM
from app.kernel.clock import date_at
from app.kernel.languages import Language
from tests.access.canaries import Knows, Things
from tests.access.deeds import CANADA, Deed, post

HELD = 2
"""The number of the meeting that was held."""


def lay(found: Things, session: Session, body: Body, *, by: Hand, inside: Knows) -> None:
    """Convene a meeting of everybody's who looks at the body, and another that was held.

    ``inside`` says who may know who comes, and look at a body that is not public.
    """
    now, knows = by.at, None if body.public else inside
    coming = _convene(found, session, body, by, opens_at=now + timedelta(days=30), knows=knows)
    before = now - timedelta(days=20)
    past = replace(by, at=before, today=date_at(before, found.runtime.seat))
    held = _convene(found, session, body, past, opens_at=now - timedelta(days=10), knows=knows)
    seats = session.scalars(select(Seat).where(Seat.body_id == body.id)).all()
    for meeting, each in product((coming, held), seats):
        words = found.words("head", "other", knows=inside)
        delegation = Delegation(head=words["head"], delegates=(words["other"],))
        attendance.register(session, meeting, each, delegation, hand=by)
    attendance.attend(
        session, body, held, {each.id for each in seats}, version=held.version,
        hand=replace(by, key=uuid4()), seat=found.runtime.seat,
    )  # fmt: skip
    if body.public:
        found.there["held.meeting"] = HELD
        found.there |= {"meeting": 1, "seat": next(each.id for each in seats if each.participant)}


def classified(
    found: Things, session: Session, body: Body, sort: Class, *, by: Hand, knows: Knows
) -> None:
    """Convene a meeting about which not everybody may read."""
    opens_at = by.at + timedelta(days=40)
    _convene(found, session, body, by, opens_at=opens_at, sort=sort, knows=knows)


def _convene(
    found: Things,
    session: Session,
    body: Body,
    by: Hand,
    *,
    opens_at: datetime,
    knows: Knows | None,
    sort: Class = Class.UNCLASSIFIED,
) -> Meeting:
    words = {"place": "Vienna", "title": "Adoption of the agenda", "note": "As before."}
    if knows is not None:
        words = found.words(*words, knows=knows)
    plan = MeetingPlan(
        opens_at=opens_at,
        closes_at=opens_at + timedelta(hours=6),
        place=words["place"],
        link="https://meet.example.org/1",
        languages=(Language.ENGLISH,),
        sort=sort,
        papers_due_on=date_at(opens_at - timedelta(days=5), found.runtime.seat),
    )
    item = Item(number=1, title=words["title"], note=words["note"])
    hand, seat = replace(by, key=uuid4()), found.runtime.seat
    agenda = [(item, _symbols(session, body))]
    return meetings.convene(session, body, plan, agenda, hand=hand, seat=seat)


def _symbols(session: Session, body: Body) -> list[str]:
    """Give the papers of every class that are before a body."""
    found = select(Paper.symbol).where(Paper.body_id == body.id, Paper.issued_at.is_not(None))
    return list(session.scalars(found))


def _typed(things: Things) -> dict[str, Any]:
    opens = things.runtime.clock.now() + timedelta(days=60)
    return {
        "key": str(uuid4()),
        "opens_at": opens.strftime("%Y-%m-%dT%H:%M"),
        "closes_at": (opens + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M"),
        "place": "Geneva",
        "language-fr": "yes",
        "sort": "unclassified",
        "number-1": "1",
        "title-1": "Adoption of the agenda",
    }


def _version(things: Things, number: int) -> str:
    with things.runtime.database.read(by=SYSTEM) as session:
        return str(
            session.scalar(
                select(Meeting.version)
                .join(Body, Body.id == Meeting.body_id)
                .where(Body.slug == "wg-1", Meeting.number == number)
            )
        )


def _changed(things: Things) -> dict[str, Any]:
    return _typed(things) | {"version": _version(things, 1), "reason": "The room is taken."}


def _cancelled(_things: Things) -> dict[str, Any]:
    return {"key": str(uuid4()), "reason": "Too few can come."}


def _comes(_things: Things) -> dict[str, Any]:
    return {"key": str(uuid4()), "head": "An ambassador", "delegates": "An adviser"}


def _attended(things: Things) -> dict[str, Any]:
    return {"key": str(uuid4()), "version": _version(things, HELD)}


def _summed_up(things: Things) -> dict[str, Any]:
    return _attended(things) | {"summary": "The group agreed on its programme."}


def _held(_things: Things) -> dict[str, object]:
    return {"meeting": HELD}


SECRETARY = "bodies officer"
MEETINGS = "/bodies/<body>/meetings"
MEETING = f"{MEETINGS}/<int:meeting>"
KEPT = "counter~1 ledger_entry+1 body_record+1"
TOLD = "meeting_item+1 meeting_invitation+4 letter+4"
REGISTRATION = f"{MEETING}/registrations/<uuid:seat>"

DEEDS = [
    Deed(SECRETARY, post(MEETINGS), f"{KEPT.replace('~1', '~2')} body_meeting+1 {TOLD}", _typed),
    Deed(
        SECRETARY,
        post(f"{MEETING}/change"),
        f"{KEPT} body_meeting~1 deadline~1 {TOLD}",
        _changed,
    ),
    Deed(
        SECRETARY,
        post(f"{MEETING}/cancel"),
        f"{KEPT} body_meeting~1 deadline~1 meeting_invitation+4 letter+4",
        _cancelled,
    ),
    Deed(CANADA, post(REGISTRATION), "meeting_registration~1", _comes),
    Deed(SECRETARY, post(f"{MEETING}/attendance"), f"{KEPT} body_meeting~1", _attended, _held),
    Deed(SECRETARY, post(f"{MEETING}/summary"), f"{KEPT} body_meeting~1", _summed_up, _held),
    Deed("a visitor", post(f"{MEETING}/report"), "document+1", of=_held),
    Deed("a visitor", post("/bodies/<body>/report"), "document+1"),
]
