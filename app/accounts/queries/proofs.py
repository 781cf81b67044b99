"""Looking up what proves who somebody is: sessions, tokens, passkeys, invitations, guesses."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import (
    Account,
    Appointment,
    Attempt,
    Invitation,
    Passkey,
    RecoveryCode,
    Token,
)
from app.accounts.models import Session as SessionRow
from app.accounts.queries.people import as_person, holding
from app.accounts.rules import lasting
from app.accounts.values import AttemptOutcome, SignedIn
from app.kernel.actor import Actor, Role, Scope
from app.kernel.errors import NotFound
from app.kernel.sealing import digest


def signed_in(session: Session, token: str, *, at: datetime, on: date) -> SignedIn | None:
    """Give the session that a browser's token stands for, if it is alive and gives rights."""
    row = session.execute(
        select(SessionRow, Account, Appointment)
        .join(Account, Account.number == SessionRow.account)
        .join(Appointment, Appointment.account == Account.number)
        .where(
            SessionRow.token_sha256 == digest(token),
            SessionRow.ended_at.is_(None),
            SessionRow.proven_at.is_not(None),
            Account.disabled_at.is_(None),
            holding(on),
        )
    ).first()
    if row is None:
        return None
    held, account, appointment = row
    if held.proven_at is None or not lasting.alive(
        appointment.role, begun_at=held.begun_at, seen_at=held.seen_at, at=at
    ):
        return None
    return SignedIn(
        id=str(held.id),
        person=as_person(account, appointment),
        proven_at=held.proven_at,
        seen_at=held.seen_at,
    )


def whose(session: Session, token: str) -> int | None:
    """Give whose session a token stood for, though it may have ended; None if it never was one."""
    row = select(SessionRow.account).where(
        SessionRow.token_sha256 == digest(token), SessionRow.proven_at.is_not(None)
    )
    return session.scalar(row)


def half_signed_in(session: Session, token: str, *, at: datetime, on: date) -> Account | None:
    """Give whose password was given in a browser that has yet to give the second factor."""
    row = session.execute(
        select(SessionRow.begun_at, Account)
        .join(Account, Account.number == SessionRow.account)
        .join(Appointment, Appointment.account == Account.number)
        .where(
            SessionRow.token_sha256 == digest(token),
            SessionRow.ended_at.is_(None),
            SessionRow.proven_at.is_(None),
            Account.disabled_at.is_(None),
            holding(on),
        )
    ).first()
    if row is None or not lasting.half_alive(begun_at=row[0], at=at):
        return None
    account: Account = row[1]
    return account


def bearer(
    session: Session, token: str, *, at: datetime, on: date
) -> tuple[Actor, frozenset[Scope], date | None] | None:
    """Give on whose behalf a token acts, for what, and the day on which it was last used."""
    row = session.execute(
        select(Token, Account, Appointment)
        .join(Account, Account.number == Token.account)
        .join(Appointment, Appointment.account == Account.number)
        .where(
            Token.token_sha256 == digest(token),
            Token.revoked_at.is_(None),
            Token.expires_at > at,
            Account.disabled_at.is_(None),
            holding(on),
        )
    ).first()
    if row is None:
        return None
    found, account, appointment = row
    scopes = frozenset(map(Scope, found.scopes))
    if account.submits_from is not None and account.submits_from > at:
        scopes -= {Scope.SUBMIT}
    actor = Actor(appointment.role, appointment.account, appointment.participant)
    return actor, scopes, found.used_on


def able(session: Session, email: str, *, on: date) -> Account | None:
    """Give the account of an address, if somebody may sign in to it on this day."""
    return session.scalar(
        select(Account)
        .join(Appointment, Appointment.account == Account.number)
        .where(
            Account.email == email,
            Account.joined_at.is_not(None),
            Account.disabled_at.is_(None),
            holding(on),
        )
    )


def wrong_guesses(session: Session, subject: str) -> tuple[int, datetime | None]:
    """Count the wrong guesses since the last whole sign-in, and give when the last one was."""
    times = session.scalars(
        select(Attempt.at)
        .where(Attempt.subject == subject, Attempt.outcome == AttemptOutcome.WRONG)
        .order_by(Attempt.at)
    ).all()
    return len(times), times[-1] if times else None


def sessions_of(session: Session, number: int, role: Role, *, at: datetime) -> list[SessionRow]:
    """List an account's sessions that are alive, the one used last first."""
    rows = session.scalars(
        select(SessionRow)
        .where(
            SessionRow.account == number,
            SessionRow.ended_at.is_(None),
            SessionRow.proven_at.is_not(None),
        )
        .order_by(SessionRow.seen_at.desc())
    )
    return [
        row
        for row in rows
        if lasting.alive(role, begun_at=row.begun_at, seen_at=row.seen_at, at=at)
    ]


def passkey(session: Session, credential: bytes, *, on: date) -> tuple[Passkey, Account] | None:
    """Give a passkey and whose it is, if they may sign in on this day."""
    row = session.execute(
        select(Passkey, Account)
        .join(Account, Account.number == Passkey.account)
        .join(Appointment, Appointment.account == Account.number)
        .where(Passkey.credential == credential, Account.disabled_at.is_(None), holding(on))
    ).first()
    return None if row is None else (row[0], row[1])


def passkeys_of(session: Session, number: int) -> Sequence[Passkey]:
    """List an account's passkeys, the oldest first."""
    return session.scalars(
        select(Passkey).where(Passkey.account == number).order_by(Passkey.made_at)
    ).all()


def recovery_codes_left(session: Session, number: int) -> int:
    """Count an account's recovery codes that are not used up."""
    return session.scalars(
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account == number, RecoveryCode.used_at.is_(None))
    ).one()


def tokens_of(session: Session, number: int, *, at: datetime) -> Sequence[Token]:
    """List an account's tokens that may still be used, the newest first."""
    return session.scalars(
        select(Token)
        .where(Token.account == number, Token.revoked_at.is_(None), Token.expires_at > at)
        .order_by(Token.made_at.desc())
    ).all()


def invitation(session: Session, link: str, *, at: datetime) -> Invitation:
    """Give the invitation that a link leads to, if it may still be used.

    Raises:
        NotFound: there is none.

    """
    found = session.scalar(
        select(Invitation).where(
            Invitation.link_sha256 == digest(link),
            Invitation.closed_at.is_(None),
            Invitation.expires_at > at,
        )
    )
    if found is None:
        raise NotFound.because(
            "This link does not lead to an invitation, or not any more. Ask whoever invited you "
            "for another one."
        )
    return found
