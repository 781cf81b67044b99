"""What is awaited of people: designations and accounts that end, invitations that wait."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment, Invitation
from app.accounts.queries.people import acting
from app.deadlines.models import Deadline
from app.deadlines.rules.people import (
    APPOINTMENT,
    FOLLOWED,
    INVITATION,
    KINDS,
    ladder_of_end,
    ladder_of_joining,
    page_of,
)
from app.deadlines.values import Set, Subject
from app.kernel.clock import date_at, end_of_day


def awaited_of_people(session: Session, *, at: datetime, seat: ZoneInfo) -> Mapping[Subject, Set]:
    """Give the deadlines that people have as things stand, by what they are about."""
    found = [*_endings(session, at=at, seat=seat), *_invitations(session, at=at)]
    return {each.subject: each for each in found}


def running_of_people(session: Session) -> Mapping[Subject, Deadline]:
    """Give the deadlines of people that run, by what they are about."""
    rows = session.scalars(
        select(Deadline).where(Deadline.kind.in_(KINDS), Deadline.lifted_at.is_(None))
    )
    return {Subject(each.kind, each.subject): each for each in rows}


def as_set(row: Deadline) -> Set:
    """Give a deadline as it was set."""
    return Set(
        kind=row.kind,
        id=row.subject,
        due_at=row.original_due_at,
        facts=row.facts,
        link=row.link,
        participant=row.participant,
        person=row.person,
        ladder=row.ladder,
        hangs_on=row.hangs_on,
    )


def is_behind(session: Session, *, at: datetime, seat: ZoneInfo) -> bool:
    """Say whether the deadlines of people differ from what is awaited of them."""
    running = {about: as_set(row) for about, row in running_of_people(session).items()}
    return running != awaited_of_people(session, at=at, seat=seat)


def _endings(session: Session, *, at: datetime, seat: ZoneInfo) -> Iterator[Set]:
    """Give the appointments for a time, of those who can sign in."""
    rows = session.execute(
        select(Appointment, Account)
        .join(Account, Account.number == Appointment.account)
        .where(
            acting(),
            Appointment.ended_on.is_(None),
            Appointment.until >= date_at(at - FOLLOWED, seat),
        )
    )
    for appointment, whose in rows:
        if appointment.until is not None:
            yield Set(
                kind=APPOINTMENT,
                id=str(appointment.number),
                due_at=end_of_day(appointment.until, seat),
                facts={"name": whose.name},
                link=page_of(appointment.role, whose.number),
                participant=appointment.participant,
                person=whose.number,
                ladder=ladder_of_end(appointment.role),
            )


def _invitations(session: Session, *, at: datetime) -> Iterator[Set]:
    """Give the invitations, to join or to join again, that nobody has taken up."""
    rows = session.execute(
        select(Invitation, Account, Appointment)
        .join(Account, Account.number == Invitation.account)
        .join(Appointment, Appointment.account == Account.number)
        .where(
            Invitation.closed_at.is_(None),
            Invitation.expires_at >= at - FOLLOWED,
            Account.joined_at.is_(None),
            Account.disabled_at.is_(None),
            Appointment.ended_on.is_(None),
        )
    )
    for invitation, whose, appointment in rows:
        yield Set(
            kind=INVITATION,
            id=str(invitation.id),
            due_at=invitation.expires_at,
            facts={"name": whose.name},
            link=f"/people/{whose.number}",
            participant=appointment.participant,
            person=whose.number,
            ladder=ladder_of_joining(appointment.role),
        )
