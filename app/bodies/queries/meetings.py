"""Looking for meetings: who may read about which is a clause of every query that begins with one.

What hangs on a meeting (its agenda, its list of attendance) is asked of a meeting that was found
for somebody, and so is theirs to read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, select, true
from sqlalchemy.orm import Session

from app.bodies.models import (
    AgendaItem,
    AgendaPaper,
    Attendance,
    Body,
    Invitation,
    Meeting,
    Paper,
    Registration,
    Seat,
)
from app.bodies.queries import papers
from app.bodies.queries.places import holding, own, reading
from app.bodies.rules.access import RUNNING
from app.bodies.values.meetings import Item, MeetingState
from app.kernel.actor import VISITOR, Actor
from app.kernel.errors import NotFound


def readable(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep the meetings about which somebody may read."""
    return reading(actor, on=on, body=Meeting.body_id, sort=Meeting.sort)


def meetings(session: Session, actor: Actor, of: Body, *, on: date) -> Sequence[Meeting]:
    """Give the meetings of a body about which somebody may read, in the order of their days."""
    wanted = select(Meeting).where(Meeting.body_id == of.id, readable(actor, on=on))
    return session.scalars(wanted.order_by(Meeting.opens_at, Meeting.number)).all()


def meeting(
    session: Session, actor: Actor, of: Body, number: int, *, on: date, locked: bool = False
) -> Meeting:
    """Give a meeting of a body, to somebody who may read about it.

    ``locked``, whoever else wants to change it waits until the transaction ends.

    Raises:
        NotFound: there is none of this number, or none about which they may read.

    """
    wanted = select(Meeting).where(
        Meeting.body_id == of.id, Meeting.number == number, readable(actor, on=on)
    )
    found = session.scalar(wanted.with_for_update() if locked else wanted)
    if found is None:
        raise NotFound.because("There is no such meeting.")
    return found


def by_identity(
    session: Session, actor: Actor, identity: UUID | None, *, on: date
) -> Meeting | None:
    """Give the meeting of an id, if there is one about which somebody may read."""
    if identity is None:
        return None
    return session.scalar(select(Meeting).where(Meeting.id == identity, readable(actor, on=on)))


def next_and_last(
    session: Session, actor: Actor, of: Body, *, on: date, at: datetime
) -> tuple[Meeting | None, Meeting | None]:
    """Give the meeting of a body that comes next, or goes on, and the last one that was held."""
    mine = select(Meeting).where(Meeting.body_id == of.id, readable(actor, on=on))
    coming = mine.where(Meeting.state != MeetingState.CANCELLED, Meeting.closes_at > at)
    held = mine.where(Meeting.state == MeetingState.HELD, Meeting.closes_at <= at)
    return (
        session.scalar(coming.order_by(Meeting.opens_at, Meeting.number).limit(1)),
        session.scalar(held.order_by(Meeting.opens_at.desc(), Meeting.number.desc()).limit(1)),
    )


def to_come(
    session: Session, actor: Actor, *, on: date, at: datetime, most: int
) -> Sequence[Row[Meeting, Body]]:
    """Give the next meetings of the bodies in which somebody has a seat, the earliest first."""
    seated = select(Seat.body_id).where(own(actor), holding(on))
    wanted = (
        select(Meeting, Body)
        .join(Body, Body.id == Meeting.body_id)
        .where(
            readable(actor, on=on),
            Meeting.body_id.in_(seated),
            Meeting.state != MeetingState.CANCELLED,
            Meeting.closes_at > at,
        )
    )
    return session.execute(wanted.order_by(Meeting.opens_at, Meeting.number).limit(most)).all()


def everybodys(
    session: Session, *, on: date, at: datetime, most: int
) -> Sequence[Row[Meeting, Body]]:
    """Give the next meetings of which everybody may know, the earliest first."""
    wanted = (
        select(Meeting, Body)
        .join(Body, Body.id == Meeting.body_id)
        .where(
            readable(VISITOR, on=on),
            Meeting.state != MeetingState.CANCELLED,
            Meeting.closes_at > at,
        )
    )
    return session.execute(wanted.order_by(Meeting.opens_at, Meeting.number).limit(most)).all()


def agenda(session: Session, of: Meeting) -> Sequence[Item]:
    """Give the items of the agenda that holds, in order."""
    under: defaultdict[int, list[UUID]] = defaultdict(list)
    for number, paper in session.execute(
        select(AgendaPaper.number, AgendaPaper.paper_id)
        .join(Paper, Paper.id == AgendaPaper.paper_id)
        .where(AgendaPaper.meeting_id == of.id, AgendaPaper.edition == of.edition)
        .order_by(Paper.symbol)
    ):
        under[number].append(paper)
    rows = session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == of.id, AgendaItem.edition == of.edition)
        .order_by(AgendaItem.number)
    )
    return [
        Item(
            number=each.number,
            title=each.title,
            minutes=each.minutes,
            note=each.note,
            papers=tuple(under[each.number]),
        )
        for each in rows
    ]


def papers_on_agenda(
    session: Session, actor: Actor, of: Meeting, *, on: date
) -> Mapping[UUID, Paper]:
    """Give the papers on the agenda that somebody reads, by their id."""
    listed = select(AgendaPaper.paper_id).where(
        AgendaPaper.meeting_id == of.id, AgendaPaper.edition == of.edition
    )
    rows = session.scalars(select(Paper).where(Paper.id.in_(listed), papers.readable(actor, on=on)))
    return {each.id: each for each in rows}


def papers_by_symbol(
    session: Session, actor: Actor, of: Body, symbols: Collection[str], *, on: date
) -> Mapping[str, UUID]:
    """Give the papers of a body with these symbols that somebody reads."""
    rows = session.execute(
        select(Paper.symbol, Paper.id).where(
            Paper.body_id == of.id, Paper.symbol.in_(symbols), papers.readable(actor, on=on)
        )
    )
    return {symbol: id_ for symbol, id_ in rows}  # noqa: C416 (a row is no pair to mypy)


def registrations(session: Session, of: Meeting) -> Mapping[UUID, Registration]:
    """Give who registered for a meeting, by seat."""
    rows = session.scalars(select(Registration).where(Registration.meeting_id == of.id))
    return {each.seat_id: each for each in rows}


def present(session: Session, of: Meeting) -> frozenset[UUID]:
    """Give the seats on which somebody sat, as the list of attendance that holds has it."""
    return present_at(session, [of])[of.id]


def present_at(session: Session, among: Iterable[Meeting]) -> Mapping[UUID, frozenset[UUID]]:
    """Give the same of several meetings, by meeting."""
    ids = [each.id for each in among]
    rows = session.execute(
        select(Attendance.meeting_id, Attendance.seat_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.meeting_id.in_(ids), Attendance.list == Meeting.lists)
    )
    found = defaultdict[UUID, set[UUID]](set)
    for meeting, seat in rows:
        found[meeting].add(seat)
    return {each: frozenset(found[each]) for each in ids}


def told(session: Session, of: Meeting) -> Sequence[Invitation]:
    """Give whom a meeting's last letters went to, and who is still to be told by the secretary."""
    return session.scalars(
        select(Invitation).where(Invitation.meeting_id == of.id, Invitation.sequence == of.sequence)
    ).all()


def seat_for(session: Session, actor: Actor, of: Body, seat: UUID, *, on: date) -> Seat:
    """Give a seat of a body to somebody who may speak for it; ``rules.access`` says who.

    Raises:
        NotFound: there is none on that day, or it is another's.

    """
    theirs = true() if actor.role in RUNNING else own(actor)
    found = session.scalar(
        select(Seat).where(Seat.id == seat, Seat.body_id == of.id, holding(on), theirs)
    )
    if found is None:
        raise NotFound.because("There is no such seat.")
    return found


def seats_for(session: Session, actor: Actor, of: Body, *, on: date) -> Sequence[Seat]:
    """Give the seats of a body for which somebody speaks themselves, on a day."""
    mine = select(Seat).where(Seat.body_id == of.id, own(actor), holding(on))
    return session.scalars(mine.order_by(Seat.since, Seat.id)).all()
