"""The address of a person's calendar: made, made anew and revoked by its owner, kept as a digest.

Whoever knows the address reads the calendar, so it is a secret, and shown once.
"""

import secrets
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import CalendarFeed
from app.accounts.operations import records, sessions
from app.accounts.operations.records import Act
from app.accounts.rules import tokens as rules
from app.accounts.rules.feeds import WITH_CALENDAR
from app.accounts.values import DeedKind
from app.kernel.actor import Actor
from app.kernel.errors import Conflict, Invalid
from app.kernel.sealing import digest


def make(session: Session, *, by: Actor, at: datetime) -> str:
    """Make the secret in a calendar's address, and give it; one made before is dead at once.

    Raises:
        Invalid: this person has no calendar.

    """
    owner = rules.owner(by)
    if by.role not in WITH_CALENDAR:
        raise Invalid.because("There is no calendar for you: you see nobody's deadlines.")
    token = secrets.token_urlsafe(sessions.TOKEN_BYTES)
    fresh = CalendarFeed(
        account=owner, token_sha256=digest(token), made_at=at, revoked_at=None, used_on=None
    )
    session.merge(fresh)
    session.flush()
    act = Act(DeedKind.CALENDAR_MADE, owner, by.participant, {})
    records.enter(session, [act], by=by, at=at)
    return token


def revoke(session: Session, *, by: Actor, at: datetime) -> None:
    """Let the address of one's own calendar lead nowhere, at once.

    Raises:
        Conflict: it leads nowhere.

    """
    revoked = session.execute(
        update(CalendarFeed)
        .where(CalendarFeed.account == by.account, CalendarFeed.revoked_at.is_(None))
        .values(revoked_at=at)
        .returning(CalendarFeed.account)
    )
    if revoked.first() is None:
        raise Conflict.because("There is no address of your calendar that could be revoked.")
    act = Act(DeedKind.CALENDAR_REVOKED, rules.owner(by), by.participant, {})
    records.enter(session, [act], by=by, at=at)


def note_read(session: Session, account: int, *, on: date) -> None:
    """Note the day on which a person's calendar was last read, once a day."""
    session.execute(
        update(CalendarFeed)
        .where(CalendarFeed.account == account, CalendarFeed.used_on.is_distinct_from(on))
        .values(used_on=on)
    )
