"""Meetings for tests: what is typed to convene one."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from app.bodies.models import Body, Meeting
from app.bodies.values import Class
from app.bodies.values.meetings import MeetingState
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime

OPENS, CLOSES = "2027-04-20T10:00", "2027-04-21T18:00"
"""At the seat, five weeks after the day on which tests stand; summer time has begun by then."""

TYPED: dict[str, object] = {
    "opens_at": OPENS,
    "closes_at": CLOSES,
    "place": "Conference room C, Vienna",
    "link": "https://meet.example.org/wg-1",
    "language-en": "yes",
    "language-fr": "yes",
    "sort": "unclassified",
    "papers_due_on": "2027-04-06",
    "number-1": "1",
    "title-1": "Adoption of the agenda",
    "minutes-1": "10",
    "number-2": "2",
    "title-2": "Draft template for reporting training runs",
    "note-2": "With the facilitator's proposal.",
    "number-3": "3",
    "title-3": "",
}


def planned(body: Body, number: int, *, sort: Class, opens_at: datetime) -> Meeting:
    """Give a meeting that is planned, without an agenda, as a row."""
    return Meeting(
        body_id=body.id, number=number, sort=sort, opens_at=opens_at,
        closes_at=opens_at + timedelta(hours=3), place="Vienna", languages=["en"],
        link="https://meet.example.org/secret", state=MeetingState.PLANNED, reason="", summary="",
        edition=1, lists=0, sequence=0,
    )  # fmt: skip


def meeting_of(runtime: Runtime, number: int = 1) -> Meeting:
    """Give a meeting of the one body that there is."""
    with runtime.database.read(by=SYSTEM) as session:
        return session.scalars(select(Meeting).where(Meeting.number == number)).one()


def at_meeting(runtime: Runtime, *seats: UUID, number: int = 1) -> dict[str, object]:
    """Give what is typed to record on which seats somebody sat."""
    version = meeting_of(runtime, number).version
    return {"version": version, "present": [str(each) for each in seats]}
