"""Gathering what the report of a body says: what everybody reads who may look at the body."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Decision, Paper
from app.bodies.queries import decisions, meetings, tasks
from app.bodies.queries.presence import presences
from app.bodies.queries.procedure import procedures
from app.bodies.rules.people import members_among
from app.bodies.rules.tasks import days_late
from app.bodies.values import Class, Office, Outcome, Span
from app.bodies.values.meetings import MeetingState
from app.bodies.values.tasks import TaskKind
from app.kernel.actor import SYSTEM
from app.kernel.clock import date_at
from app.participants.values import Roll
from app.reports.values.bodies import Issued, Met, Officer, Planned, Progress
from app.reports.values.meetings import Settled, Whose

OPEN = Class.UNCLASSIFIED


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which body, from which day to which, by which rules of procedure."""

    body: Body
    since: date
    until: date
    rules: Path
    roll: Roll
    seat: ZoneInfo

    def covers(self, on: date) -> bool:
        """Say whether a day lies in it."""
        return self.since <= on <= self.until


def begun_on(session: Session, of: Body) -> date:
    """Give the day on which a report begins unless another is asked for: that of the last term."""
    terms = queries.terms(session, [of])[of.id]
    return terms[-1].since if terms else queries.steps(session, of)[0].on


def progress(session: Session, scope: Scope) -> Progress:
    """Gather what a body did, as things stand on the last day."""
    of, on = scope.body, scope.until
    parent = session.get(Body, of.parent_id) if of.parent_id else None
    mandate = queries.mandates(session, of)[-1]
    terms = [Span(each.since, each.until) for each in queries.terms(session, [of])[of.id]]
    seats = [each.place for each in queries.seats(session, of, on=on)]
    return Progress(
        symbol=of.symbol,
        name=of.name,
        address=of.address,
        parent=f"{parent.symbol}, {parent.name}" if parent and parent.public else "",
        since=scope.since,
        until=on,
        state=queries.state(session, of, on=on),
        mandate=mandate.text,
        authority=mandate.authority,
        term=terms[-1] if terms else None,
        members=len(members_among(seats)),
        bureau=list(_bureau(session, scope)),
        planned=list(_planned(session, scope)),
        met=list(_met(session, scope)),
        issued=list(_issued(session, scope)),
        settled=list(_settled(session, scope)),
    )


def _bureau(session: Session, scope: Scope) -> Iterator[Officer]:
    countries = {each.id: each.participant for each in queries.seats(session, scope.body)}
    held = [each for each in queries.bureau(session, scope.body) if each.span.covers(scope.until)]
    for each in sorted(held, key=lambda one: list(Office).index(one.office)):
        yield Officer(each.office, Whose(countries[each.seat_id], each.name), each.span)


def _planned(session: Session, scope: Scope) -> Iterator[Planned]:
    on = scope.until
    for each in tasks.tasks(session, SYSTEM, scope.body, TaskKind.MILESTONE, on=on):
        if each.sort is OPEN:
            late = days_late(each.state, each.due_on, today=on)
            yield Planned(each.number, each.what, each.due_on, each.state, late)


def _met(session: Session, scope: Scope) -> Iterator[Met]:
    held = [
        each
        for each in meetings.meetings(session, SYSTEM, scope.body, on=scope.until)
        if each.sort is OPEN
        and each.state is MeetingState.HELD
        and scope.covers(date_at(each.opens_at, scope.seat))
    ]
    there = presences(
        session,
        scope.body,
        held,
        known=procedures(scope.rules),
        roll=scope.roll,
        seat=scope.seat,
    )
    for each in held:
        yield Met(each.number, each.opens_at, each.place, there.get(each.id))


def _issued(session: Session, scope: Scope) -> Iterator[Issued]:
    wanted = select(Paper).where(Paper.body_id == scope.body.id, Paper.issued_at.is_not(None))
    for each in session.scalars(wanted.order_by(Paper.issued_at, Paper.symbol)):
        on = each.issued_at and date_at(each.issued_at, scope.seat)
        if on and scope.covers(on) and each.class_on(scope.until) is OPEN:
            yield Issued(each.symbol, each.title, on)


def _settled(session: Session, scope: Scope) -> Iterator[Settled]:
    wanted = select(Decision).where(
        Decision.body_id == scope.body.id,
        Decision.sort == OPEN,
        Decision.decided_on.between(scope.since, scope.until),
        or_(Decision.outcome != Outcome.ADOPTED, decisions.standing()),
    )
    for each in session.scalars(wanted.order_by(Decision.decided_at, Decision.serial)):
        if each.outcome:
            yield Settled(each.symbol or "", each.title, each.outcome, each.manner, each.counts)
