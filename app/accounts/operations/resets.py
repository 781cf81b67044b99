"""Resetting an account: asked for with a note verbale, decided on by a second officer."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Reset
from app.accounts.operations import joining, letters, records
from app.accounts.operations.leaving import appointee
from app.accounts.operations.records import Act
from app.accounts.queries import people
from app.accounts.queries import records as record_queries
from app.accounts.rules import authority, newcomers
from app.accounts.values import DeedKind, Power, Ticket
from app.kernel.actor import Actor, Role
from app.kernel.errors import Conflict, Invalid
from app.kernel.sealing import Seal


def ask(
    session: Session, number: int, *, note_verbale: str, by: Actor, at: datetime, on: date
) -> None:
    """Ask for an account's reset, on the strength of a note verbale, and tell its colleagues.

    Raises:
        NotFound: there is no such account for this actor.
        Invalid: it is not theirs to reset, or the note's reference is missing.
        Conflict: a reset waits already.

    """
    known = people.known(session, number, by=by)
    authority.check(by, Power.ASK_RESET, appointee(known))
    Invalid.unless_none(newcomers.complaints_of_reference(note_verbale, needed=True))
    waiting = select(Reset.id).where(Reset.account == number, Reset.decided_at.is_(None))
    if session.scalar(waiting) is not None:
        raise Conflict.because("A reset of this account waits for a second officer already.")
    session.add(Reset(account=number, note_verbale=note_verbale, asked_by=by.account, asked_at=at))
    session.flush()
    content = {"note_verbale": note_verbale}
    _enter(session, known.account, DeedKind.RESET_ASKED, content, by=by, at=at, on=on)


def grant(
    session: Session, reset_id: UUID, *, by: Actor, at: datetime, on: date, seal: Seal
) -> tuple[Account, Ticket]:
    """Grant a reset as the second officer, and give the ticket; nothing old is good any more.

    Raises:
        NotFound: there is no such request for this actor.
        Invalid: it is theirs to ask, or not theirs to grant.

    """
    reset, whose = _decided(session, reset_id, granted=True, by=by, at=at)
    ticket = joining.reopen(session, whose, seal=seal, at=at)
    content = {"note_verbale": reset.note_verbale, "asked_by": reset.asked_by}
    _enter(session, whose, DeedKind.RESET_GRANTED, content, by=by, at=at, on=on)
    return whose, ticket


def refuse(session: Session, reset_id: UUID, *, by: Actor, at: datetime, on: date) -> None:
    """Refuse a reset as the second officer; the account stays as it is.

    Raises:
        NotFound: there is no such request for this actor.
        Invalid: it is theirs to ask, or not theirs to decide on.

    """
    reset, whose = _decided(session, reset_id, granted=False, by=by, at=at)
    content = {"note_verbale": reset.note_verbale, "asked_by": reset.asked_by}
    _enter(session, whose, DeedKind.RESET_REFUSED, content, by=by, at=at, on=on)


def reset_here(
    session: Session,
    email: str,
    *,
    note_verbale: str,
    by: Actor,
    at: datetime,
    on: date,
    seal: Seal,
) -> tuple[Account, Ticket]:
    """Reset an account from the machine itself, by whoever runs it, and tell its colleagues.

    Raises:
        NotFound: there is no account with that address.
        Invalid: the note's reference is missing, or it is not this actor's to do.

    """
    Invalid.unless_none(newcomers.complaints_of_reference(note_verbale, needed=True))
    if by.role is not Role.SYSTEM:
        raise Invalid.because("This is not yours to do to this account.")
    whose = people.by_email(session, email)
    ticket = joining.reopen(session, whose, seal=seal, at=at)
    content = {"note_verbale": note_verbale}
    _enter(session, whose, DeedKind.RESET_GRANTED, content, by=by, at=at, on=on)
    return whose, ticket


def _decided(
    session: Session, reset_id: UUID, *, granted: bool, by: Actor, at: datetime
) -> tuple[Reset, Account]:
    """Decide on a reset, if this officer may."""
    reset = record_queries.reset(session, reset_id)
    known = people.known(session, reset.account, by=by)
    authority.check(by, Power.GRANT_RESET, appointee(known))
    authority.check_second(by, asked_by=reset.asked_by)
    reset.decided_by, reset.decided_at, reset.granted = by.account, at, granted
    session.flush()
    return reset, known.account


def _enter(
    session: Session,
    whose: Account,
    kind: DeedKind,
    content: Mapping[str, object],
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    appointment = people.current(session, whose.number)
    participant = appointment.participant if appointment else None
    act = Act(kind, whose.number, participant, content)
    [record] = records.enter(session, [act], by=by, at=at)
    letters.owe_colleagues(session, whose, record, at=at, on=on)
