"""Changing one's own factors: password, authenticator, recovery codes."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts.models import Account, Passkey, RecoveryCode
from app.accounts.operations import letters, records, sessions, signing_in
from app.accounts.operations.records import Act
from app.accounts.queries import people
from app.accounts.rules import codes
from app.accounts.values import RECOVERY_CODES, DeedKind, Factor
from app.kernel.actor import Actor
from app.kernel.errors import Invalid
from app.kernel.sealing import Seal

RECOVERY_LETTERS = 16
"""Of 27 each: 76 bits, which nobody guesses."""


def change_password(
    session: Session, password: str, *, keep: UUID, by: Actor, at: datetime
) -> None:
    """Set one's own password, given as its hash, and end every session but the one it is done in.

    Raises:
        NotFound: there is no such account.

    """
    whose = people.account(session, _own(by))
    whose.password = password
    sessions.end_all(session, whose.number, at=at, besides=[keep])
    enter_change(session, whose, Factor.PASSWORD, by=by, at=at)


def change_authenticator(
    session: Session, secret: str, shown: str, *, keep: UUID, seal: Seal, by: Actor, at: datetime
) -> None:
    """Put another authenticator in place of one's own, once it shows the right code.

    Raises:
        Invalid: the code does not fit.

    """
    whose = people.account(session, _own(by))
    step = codes.matched_step(secret, shown, at=at, after=None)
    if step is None:
        raise Invalid.because(
            "This is not the code that the authenticator shows now. Wait for the next one.",
            field="shown",
        )
    whose.totp = seal.close(signing_in.TOTP, secret.encode())
    whose.totp_step = step
    sessions.end_all(session, whose.number, at=at, besides=[keep])
    enter_change(session, whose, Factor.AUTHENTICATOR, by=by, at=at)


def change_recovery_codes(session: Session, *, seal: Seal, by: Actor, at: datetime) -> list[str]:
    """Give oneself new recovery codes; the ones before are void."""
    whose = people.account(session, _own(by))
    fresh = renew_recovery_codes(session, whose.number, seal=seal)
    enter_change(session, whose, Factor.RECOVERY_CODES, by=by, at=at)
    return fresh


def renew_recovery_codes(session: Session, account: int, *, seal: Seal) -> list[str]:
    """Make an account's recovery codes anew and give them; they are shown this once."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account == account))
    fresh = [
        "".join(secrets.choice(codes.ALPHABET) for _ in range(RECOVERY_LETTERS))
        for _ in range(RECOVERY_CODES)
    ]
    session.add_all(
        RecoveryCode(
            account=account,
            digest=seal.digest(signing_in.RECOVERY, f"{account} {code}"),
        )
        for code in fresh
    )
    session.flush()
    return [codes.grouped(code) for code in fresh]


def secret_of(whose: Account, *, seal: Seal) -> str:
    """Give an account's authenticator's secret, which only a demonstration ever shows.

    Raises:
        Invalid: the account has none.

    """
    if whose.totp is None:
        raise Invalid.because("This account has not been set up.")
    return seal.open(signing_in.TOTP, whose.totp).decode()


def forget(session: Session, account: int) -> None:
    """Take an account's recovery codes and passkeys away."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account == account))
    session.execute(delete(Passkey).where(Passkey.account == account))


def enter_change(
    session: Session, whose: Account, factor: Factor, *, by: Actor, at: datetime
) -> None:
    """Enter a change of factors in the ledger, and owe its owner the letter that says so."""
    act = Act(DeedKind.FACTOR_CHANGED, whose.number, by.participant, {"factor": factor.value})
    [record] = records.enter(session, [act], by=by, at=at)
    letters.owe_change(session, whose, record, at=at)


def _own(by: Actor) -> int:
    if by.account is None:
        raise Invalid.because("Only a person who has signed in has factors to change.")
    return by.account
