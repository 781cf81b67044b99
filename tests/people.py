"""People for tests: accounts of every capacity, and browsers in which they have signed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment
from app.accounts.operations import sessions
from app.accounts.operations.signing_in import TOTP
from app.accounts.rules.codes import code_at, secret_of
from app.accounts.views.cookie import cookie_name
from app.kernel.actor import DELEGATES, SYSTEM, Actor, Role
from app.kernel.runtime import Runtime
from app.kernel.sealing import Seal

PASSWORD = "turnip ledger marble ferry"  # noqa: S105 (the tests' own)
HASHED = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Its hash as the product keeps one, in the least of memory: comparing it costs next to nothing."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """An account of a test, and what its owner knows."""

    number: int
    email: str
    role: Role
    participant: str | None
    secret: str

    @property
    def actor(self) -> Actor:
        """Give them as rules see them."""
        return Actor(self.role, self.number, self.participant)

    def code(self, at: datetime) -> str:
        """Give what their authenticator shows."""
        return code_at(self.secret, at)


def _emails() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"person-{number}@example.org"


EMAILS = _emails()


def somebody(
    session: Session,
    role: Role,
    participant: str | None = None,
    *,
    at: datetime,
    secret_key: str = "0" * 32,
) -> Somebody:
    """Make an account in a capacity, joined with both factors."""
    email = next(EMAILS)
    secret = secret_of(email.encode().ljust(20, b"."))
    whose = Account(
        email=email,
        name=f"Person {email.partition('@')[0].rpartition('-')[2]}",
        language="en",
        password=HASHED,
        totp=Seal(secret_key).close(TOTP, secret.encode()),
        invited_at=at,
        joined_at=at,
    )
    session.add(whose)
    session.flush()
    spoken_for = (participant or "CAN") if role in DELEGATES else None
    session.add(
        Appointment(
            account=whose.number,
            role=role,
            participant=spoken_for,
            since=(at - timedelta(days=1)).date(),
            note_verbale="NV-1" if role is Role.REPRESENTATIVE else "",
        )
    )
    session.flush()
    return Somebody(whose.number, email, role, spoken_for, secret)


def made(runtime: Runtime, role: Role, participant: str | None = None) -> Somebody:
    """Make an account in a store of its own transaction."""
    with runtime.database.write(by=SYSTEM) as session:
        return somebody(
            session,
            role,
            participant,
            at=runtime.clock.now(),
            secret_key=runtime.secret_key,
        )


def browser_of(app: Flask, runtime: Runtime, who: Somebody) -> FlaskClient:
    """Give a browser in which somebody has just signed in with both factors."""
    with runtime.database.write(by=SYSTEM) as session:
        token = sessions.open_session(
            session, who.number, browser="a test", at=runtime.clock.now(), proven=True
        )
    client = app.test_client()
    client.set_cookie(cookie_name(runtime), token, secure=False, httponly=True)
    return client


def signed_in(
    app: Flask, runtime: Runtime, role: Role, participant: str | None = None
) -> FlaskClient:
    """Give a browser in which somebody in a capacity has just signed in."""
    return browser_of(app, runtime, made(runtime, role, participant))
