"""Tokens of the programming interface: made and revoked by their owner, kept as digests."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import Token
from app.accounts.operations import records, sessions
from app.accounts.operations.records import Act
from app.accounts.queries import people
from app.accounts.rules import tokens as rules
from app.accounts.values import DeedKind
from app.kernel.actor import Actor, Scope
from app.kernel.errors import NotFound
from app.kernel.sealing import digest

SIGN = "gaima_"
"""How a token begins, so that one that was left lying about is recognised."""


def make(
    session: Session,
    name: str,
    scopes: Collection[Scope],
    *,
    lasts: timedelta,
    by: Actor,
    at: datetime,
) -> str:
    """Make a token with at most the rights of its owner, and give it; it is shown this once.

    Raises:
        Invalid: it has no name, no scope, lasts too long, or may do what its owner may not.

    """
    owner = people.account(session, rules.owner(by))
    rules.check(name, scopes, lasts=lasts, by=by, submits_from=owner.submits_from, at=at)
    token = SIGN + secrets.token_urlsafe(sessions.TOKEN_BYTES)
    row = Token(
        id=uuid4(),
        account=owner.number,
        name=name,
        token_sha256=digest(token),
        scopes=sorted(scope.value for scope in scopes),
        made_at=at,
        expires_at=at + lasts,
    )
    session.add(row)
    session.flush()
    content = {"token": str(row.id), "scopes": row.scopes, "expires_at": row.expires_at.isoformat()}
    act = Act(DeedKind.TOKEN_MADE, owner.number, by.participant, content)
    records.enter(session, [act], by=by, at=at)
    return token


def revoke(session: Session, token_id: UUID, *, by: Actor, at: datetime) -> None:
    """Revoke one's own token, at once.

    Raises:
        NotFound: there is no such token of this person's.

    """
    revoked = session.execute(
        update(Token)
        .where(Token.id == token_id, Token.account == by.account, Token.revoked_at.is_(None))
        .values(revoked_at=at)
        .returning(Token.id)
    )
    if revoked.first() is None:
        raise NotFound.because("There is no such token.")
    act = Act(DeedKind.TOKEN_REVOKED, rules.owner(by), by.participant, {"token": str(token_id)})
    records.enter(session, [act], by=by, at=at)


def note_used(session: Session, token: str, *, on: date) -> None:
    """Note the day on which a token was last used, once a day."""
    session.execute(
        update(Token)
        .where(Token.token_sha256 == digest(token), Token.used_on.is_distinct_from(on))
        .values(used_on=on)
    )
