"""Signing in: a guess is written down before it is looked at, so that none goes uncounted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Account, Attempt, RecoveryCode
from app.accounts.operations import sessions
from app.accounts.queries import proofs
from app.accounts.rules import codes
from app.accounts.rules.patience import may_guess
from app.accounts.values import AttemptKind, AttemptOutcome, SignedIn
from app.kernel.sealing import Seal

SUBJECTS = "whose secret is guessed at"
TOTP = "an authenticator's secret"
RECOVERY = "a recovery code"

HISTORY = timedelta(days=90)
"""How long attempts that no longer count are kept; a session's row as well."""

STRAY = timedelta(days=1)
"""How long wrong guesses at addresses without an account are kept."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess that may be looked at, and what it is compared with, if there is anything."""

    id: UUID
    account: int | None
    password: str | None


def guess_password(
    session: Session, email: str, *, seal: Seal, at: datetime, on: date
) -> Guess | None:
    """Write a guess at somebody's password down; None if there were too many.

    Whether the address has an account changes neither what is written nor what is answered.
    """
    whose = proofs.able(session, email, on=on)
    guess = _guess(session, email, AttemptKind.PASSWORD, seal=seal, at=at)
    if guess is None:
        return None
    return Guess(guess, whose.number, whose.password) if whose else Guess(guess, None, None)


def open_half(session: Session, account: int, guess: UUID, *, browser: str, at: datetime) -> str:
    """Record that the password was right; give the token with which the second factor is asked.

    Wrong guesses stay counted until the whole sign-in: who knows the password has not won yet.
    """
    _settle(session, guess)
    return sessions.open_session(session, account, browser=browser, at=at, proven=False)


def prove_code(
    session: Session, half: str, code: str, *, seal: Seal, browser: str, at: datetime, on: date
) -> str | None:
    """Complete a sign-in with an authenticator's code, and give the session's token; else None."""
    whose = proofs.half_signed_in(session, half, at=at, on=on)
    if whose is None or not check_code(session, whose, code, seal=seal, at=at):
        return None
    return _complete(session, whose, half, seal=seal, browser=browser, at=at)


def prove_recovery_code(
    session: Session, half: str, code: str, *, seal: Seal, browser: str, at: datetime, on: date
) -> str | None:
    """Complete a sign-in with a recovery code, which is then used up; else give None."""
    whose = proofs.half_signed_in(session, half, at=at, on=on)
    if whose is None:
        return None
    guess = _guess(session, whose.email, AttemptKind.RECOVERY_CODE, seal=seal, at=at)
    if guess is None or not _use_recovery_code(session, whose.number, code, seal=seal, at=at):
        return None
    _settle(session, guess)
    return _complete(session, whose, half, seal=seal, browser=browser, at=at)


def prove_again(
    session: Session, signed_in: SignedIn, code: str, *, seal: Seal, at: datetime
) -> bool:
    """Take the second factor again within a session; say whether it was right."""
    whose = session.get_one(Account, signed_in.person.account)
    if not check_code(session, whose, code, seal=seal, at=at):
        return False
    sessions.note_proven(session, UUID(signed_in.id), at=at)
    return True


def check_code(session: Session, whose: Account, code: str, *, seal: Seal, at: datetime) -> bool:
    """Take an authenticator's code, as a guess like any other; no code is good twice."""
    guess = _guess(session, whose.email, AttemptKind.CODE, seal=seal, at=at)
    if guess is None or whose.totp is None:
        return False
    secret = seal.open(TOTP, whose.totp).decode()
    step = codes.matched_step(secret, code, at=at, after=whose.totp_step)
    if step is None or not _use_step(session, whose.number, step):
        return False
    _settle(session, guess)
    return True


def forgive(session: Session, email: str, *, seal: Seal) -> None:
    """Let the wrong guesses at an account's secrets count no more."""
    session.execute(
        update(Attempt)
        .where(
            Attempt.subject == seal.digest(SUBJECTS, email),
            Attempt.outcome == AttemptOutcome.WRONG,
        )
        .values(outcome=AttemptOutcome.FORGIVEN)
    )


def _guess(
    session: Session, email: str, kind: AttemptKind, *, seal: Seal, at: datetime
) -> UUID | None:
    """Write a guess down as wrong until it turns out right; None if it may not be looked at."""
    subject = seal.digest(SUBJECTS, email)
    account = _queue(session, email)
    wrong, last_at = proofs.wrong_guesses(session, subject)
    if not may_guess(wrong=wrong, last_at=last_at, at=at):
        return None
    attempt = Attempt(
        subject=subject, account=account, kind=kind, at=at, outcome=AttemptOutcome.WRONG
    )
    session.add(attempt)
    session.execute(delete(Attempt).where(Attempt.account.is_(None), Attempt.at < at - STRAY))
    session.flush()
    return attempt.id


def _queue(session: Session, email: str) -> int | None:
    """Make guesses at one account take turns, so that none passes while others are counted."""
    return session.scalar(select(Account.number).where(Account.email == email).with_for_update())


def _settle(session: Session, guess: UUID) -> None:
    session.execute(
        update(Attempt).where(Attempt.id == guess).values(outcome=AttemptOutcome.PASSED)
    )


def _use_step(session: Session, account: int, step: int) -> bool:
    used = session.execute(
        update(Account)
        .where(
            Account.number == account,
            or_(Account.totp_step.is_(None), Account.totp_step < step),
        )
        .values(totp_step=step)
        .returning(Account.number)
    )
    return used.first() is not None


def _use_recovery_code(
    session: Session, account: int, code: str, *, seal: Seal, at: datetime
) -> bool:
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account == account,
            RecoveryCode.digest == seal.digest(RECOVERY, f"{account} {codes.tidy(code)}"),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.digest)
    )
    return used.first() is not None


def _complete(
    session: Session, whose: Account, half: str, *, seal: Seal, browser: str, at: datetime
) -> str:
    """Open the whole session under a new token, and clear away what no longer counts."""
    sessions.end_token(session, half, at=at)
    return complete(session, whose, seal=seal, browser=browser, at=at)


def complete(session: Session, whose: Account, *, seal: Seal, browser: str, at: datetime) -> str:
    """Open a session for somebody who has shown two factors, and give its token."""
    forgive(session, whose.email, seal=seal)
    session.execute(
        delete(Attempt).where(Attempt.outcome != AttemptOutcome.WRONG, Attempt.at < at - HISTORY)
    )
    sessions.forget_before(session, at - HISTORY)
    return sessions.open_session(session, whose.number, browser=browser, at=at, proven=True)
