"""Handing over, removing, disabling, enabling, signing out: others' accounts, by the table."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.accounts.models import Account, AccountRecord, Appointment
from app.accounts.operations import joining, letters, records, sessions
from app.accounts.operations.records import Act
from app.accounts.queries import people
from app.accounts.queries.people import Known
from app.accounts.rules import authority, newcomers
from app.accounts.values import Appointee, DeedKind, Power
from app.correspondence import operations as correspondence
from app.kernel.actor import Actor, Role
from app.kernel.errors import Conflict, Invalid


def remove(session: Session, number: int, *, by: Actor, at: datetime, on: date) -> None:
    """End somebody's appointment, and with it, at once, all they could do.

    Raises:
        NotFound: there is no such account for this actor.
        Invalid: it is not theirs to remove.
        Conflict: the appointment has ended already.

    """
    known = _allowed(session, number, Power.REMOVE, by=by)
    if known.appointment.ended_on is not None:
        raise Conflict.because("This appointment has ended already.")
    known.appointment.ended_on = on
    _shut(session, known.account, by=by, at=at)
    content = {"role": known.appointment.role.value, "on": on.isoformat()}
    _enter(session, known, DeedKind.APPOINTMENT_ENDED, content, by=by, at=at)


def hand_over(
    session: Session, number: int, *, note_verbale: str, by: Actor, at: datetime, on: date
) -> None:
    """Make a colleague the accredited representative whom a note designates, and oneself a drafter.

    Raises:
        NotFound: there is no such account for this actor.
        Invalid: it is not theirs to hand over to, or the note is missing.

    """
    known = _allowed(session, number, Power.HAND_OVER, by=by)
    Invalid.unless_none(newcomers.complaints_of_reference(note_verbale, needed=True))
    if known.account.joined_at is None or known.account.disabled_at is not None:
        raise Invalid.because("This colleague cannot sign in. Hand over to somebody who can.")
    own = people.current(session, by.account) if by.account is not None else None
    if own is None or known.appointment.ended_on is not None:
        raise Conflict.because("This appointment has ended already.")
    _reappoint(session, own, Role.DRAFTER, note_verbale="", on=on)
    _reappoint(session, known.appointment, Role.REPRESENTATIVE, note_verbale=note_verbale, on=on)
    sessions.revoke_tokens(session, own.account, at=at)
    content = {"from": own.account, "note_verbale": note_verbale, "on": on.isoformat()}
    _enter(session, known, DeedKind.HANDED_OVER, content, by=by, at=at)


def disable(session: Session, number: int, *, by: Actor, at: datetime) -> None:
    """Keep somebody from signing in, and end their sessions at once.

    Raises:
        NotFound: there is no such account for this actor.
        Invalid: it is not theirs to disable.
        Conflict: it is disabled already.

    """
    known = _allowed(session, number, Power.DISABLE, by=by)
    if known.account.disabled_at is not None:
        raise Conflict.because("This account is disabled already.")
    known.account.disabled_at = at
    _shut(session, known.account, by=by, at=at)
    _enter(session, known, DeedKind.DISABLED, {}, by=by, at=at)


def enable(session: Session, number: int, *, by: Actor, at: datetime) -> None:
    """Let somebody sign in again.

    Raises:
        NotFound: there is no such account for this actor.
        Invalid: it is not theirs to enable.
        Conflict: it is not disabled.

    """
    known = _allowed(session, number, Power.ENABLE, by=by)
    if known.account.disabled_at is None:
        raise Conflict.because("This account is not disabled.")
    known.account.disabled_at = None
    _enter(session, known, DeedKind.ENABLED, {}, by=by, at=at)


def sign_out(session: Session, number: int, *, by: Actor, at: datetime) -> None:
    """End every session of somebody else, at once.

    Raises:
        NotFound: there is no such account for this actor.
        Invalid: it is not theirs to sign out.

    """
    known = _allowed(session, number, Power.SIGN_OUT, by=by)
    sessions.end_all(session, number, at=at)
    _enter(session, known, DeedKind.SESSION_ENDED, {}, by=by, at=at)


def _allowed(session: Session, number: int, power: Power, *, by: Actor) -> Known:
    known = people.known(session, number, by=by)
    authority.check(by, power, appointee(known))
    return known


def appointee(known: Known) -> Appointee:
    """Give an account as the roles table sees it."""
    return Appointee(known.account.number, known.appointment.role, known.appointment.participant)


def _shut(session: Session, whose: Account, *, by: Actor, at: datetime) -> None:
    sessions.end_all(session, whose.number, at=at)
    sessions.revoke_tokens(session, whose.number, at=at)
    joining.withdraw(session, whose.number, at=at)
    correspondence.replaced(session, whose.email, by=by, at=at)


def _reappoint(
    session: Session, appointment: Appointment, role: Role, *, note_verbale: str, on: date
) -> None:
    """End an appointment, and begin another of the same person for the same participant."""
    appointment.ended_on = on
    session.flush()
    fresh = Appointment(
        account=appointment.account,
        role=role,
        participant=appointment.participant,
        since=on,
        note_verbale=note_verbale,
    )
    session.add(fresh)
    session.flush()


def _enter(
    session: Session,
    known: Known,
    kind: DeedKind,
    content: Mapping[str, object],
    *,
    by: Actor,
    at: datetime,
) -> None:
    act = Act(kind, known.account.number, known.appointment.participant, content)
    [record] = records.enter(session, [act], by=by, at=at)
    _tell(session, known.account, kind, record, at=at)


def _tell(
    session: Session, whose: Account, kind: DeedKind, record: AccountRecord, *, at: datetime
) -> None:
    """Tell the owner, unless they never came in."""
    if whose.joined_at is not None and kind is not DeedKind.SESSION_ENDED:
        letters.owe_change(session, whose, record, at=at)
