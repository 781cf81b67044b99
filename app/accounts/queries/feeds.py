"""Whose calendar an address leads to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment, CalendarFeed
from app.accounts.queries.people import acting, holding
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.kernel.sealing import digest


@dataclass(frozen=True, slots=True)
class Reader:
    """On whose behalf a calendar is read, in which language, and when it was last."""

    actor: Actor
    account: int
    language: str
    used_on: date | None


def feed_of(session: Session, number: int) -> CalendarFeed | None:
    """Give the address of a person's calendar, if it leads anywhere."""
    return session.scalar(
        select(CalendarFeed).where(
            CalendarFeed.account == number, CalendarFeed.revoked_at.is_(None)
        )
    )


def reader(session: Session, token: str, *, on: date) -> Reader:
    """Give on whose behalf a calendar is read; of who cannot sign in it leads nowhere.

    Raises:
        NotFound: the address leads nowhere.

    """
    row = session.execute(
        select(CalendarFeed, Account, Appointment)
        .join(Account, Account.number == CalendarFeed.account)
        .join(Appointment, Appointment.account == Account.number)
        .where(
            CalendarFeed.token_sha256 == digest(token),
            CalendarFeed.revoked_at.is_(None),
            acting(),
            holding(on),
        )
    ).first()
    if row is None:
        raise NotFound.because("This address leads to no calendar, or not any more.")
    feed, whose, appointment = row
    actor = Actor(appointment.role, whose.number, appointment.participant)
    return Reader(actor, whose.number, whose.language, feed.used_on)
