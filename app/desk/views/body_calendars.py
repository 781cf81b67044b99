"""What of bodies a person's calendar shows: meetings, what is to be done, what runs out.

Of what not everybody may read it shows the time alone, and leads to the person's own desk.
"""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.accounts.queries.feeds import Reader
from app.bodies.models import (
    Body,
    Decision,
    Meeting,
    Paper,
    PaperCall,
    SilenceProcedure,
    Task,
    TaskChange,
)
from app.bodies.queries.task_deadlines import address_of
from app.bodies.values import Class
from app.bodies.values.meetings import MeetingState
from app.bodies.values.silence import SilenceState
from app.bodies.values.tasks import TaskState
from app.desk.queries import body_calendars as queries
from app.desk.rules.calendars import PAST, last_changed
from app.desk.values.calendars import Happening
from app.kernel.actor import Role
from app.kernel.clock import date_at, end_of_day
from app.kernel.web import runtime


def of_bodies(session: Session, whose: Reader) -> Iterator[Happening]:
    """Give what of bodies a person's calendar shows, as their place in each allows."""
    house, by = runtime(), whose.actor
    on, after = house.today(), house.clock.now() - PAST
    since = date_at(after, house.seat)
    desk = "/bodies" if by.role is Role.BODIES_OFFICER else "/bodies/desk"
    for meeting, body, changed_at in queries.coming(session, by, on=on, after=after):
        yield _meeting(meeting, body, changed_at, desk)
    for task, body, last in queries.to_do(session, by, on=on, since=since):
        yield _task(task, body, last, desk)
    for procedure, proposal, body in queries.lying(session, by, on=on, after=after):
        yield _silence(procedure, proposal, body, desk)
    for call, paper, body in queries.called_for(session, by, on=on, since=since):
        yield _text(call, paper, body, desk)


def _meeting(row: Meeting, body: Body, changed_at: datetime, desk: str) -> Happening:
    is_open = _is_open(body, row.sort)
    named = gettext("%(body)s: meeting %(number)s", body=body.symbol, number=row.number)
    return Happening(
        id=str(row.id),
        begins_at=row.opens_at,
        ends_at=row.closes_at,
        changed_at=changed_at,
        revision=row.sequence,
        is_off=row.state is MeetingState.CANCELLED,
        summary=named if is_open else gettext("A meeting of a body"),
        details="",
        place=row.place if is_open else "",
        link=_link(row.address_under(body) if is_open else desk),
        is_private=not is_open,
    )


def _task(row: Task, body: Body, last: TaskChange, desk: str) -> Happening:
    is_open = _is_open(body, row.sort)
    title = f"{body.symbol}, {row.what}" if is_open else gettext("Something in a body")
    return Happening(
        id=str(row.id),
        ends_at=end_of_day(row.due_on, runtime().seat),
        changed_at=last.at,
        revision=last.number,
        is_off=row.state is TaskState.DROPPED,
        summary=_said(row.state, title),
        details=gettext("In time until the end of this entry."),
        link=_link(address_of(row, body) if is_open else desk),
        is_private=not is_open,
    )


def _said(state: TaskState, title: str) -> str:
    match state:
        case TaskState.DONE:
            return str(gettext("Done: %(title)s", title=title))
        case TaskState.DROPPED:
            return str(gettext("Dropped: %(title)s", title=title))
        case _:
            return str(gettext("To be done: %(title)s", title=title))


def _silence(row: SilenceProcedure, proposal: Decision, body: Body, desk: str) -> Happening:
    is_open = _is_open(body, proposal.sort)
    title = f"{body.symbol}, {proposal.title}" if is_open else gettext("a text of a body")
    return Happening(
        id=str(row.id),
        ends_at=row.expires_at,
        changed_at=last_changed(
            row.opened_at, row.adopted_at, row.broken_at, row.withdrawn_at, row.annulled_at
        ),
        revision=row.version,
        is_off=row.state not in (SilenceState.RUNNING, SilenceState.ADOPTED),
        summary=gettext("Silence runs out: %(title)s", title=title),
        details=gettext("Silence can be broken until the end of this entry."),
        link=_link(f"{body.address}/silence/{row.id}" if is_open else desk),
        is_private=not is_open,
    )


def _text(row: PaperCall, paper: Paper, body: Body, desk: str) -> Happening:
    is_open = _is_open(body, paper.class_on(runtime().today()))
    title = f"{paper.symbol}, {paper.title}" if is_open else gettext("a text of a body")
    return Happening(
        id=f"comments-{paper.id}",
        ends_at=end_of_day(row.until, runtime().seat),
        changed_at=row.opened_at,
        revision=row.number,
        is_off=paper.superseded_by is not None,
        summary=gettext("Comments on %(title)s", title=title),
        details=gettext("In time until the end of this entry."),
        link=_link(f"{body.address}/papers/{paper.slug}/comments" if is_open else desk),
        is_private=not is_open,
    )


def _is_open(body: Body, sort: Class) -> bool:
    """Say whether everybody may read it."""
    return body.public and sort is Class.UNCLASSIFIED


def _link(address: str) -> str:
    return f"{runtime().public_url}{address}"
