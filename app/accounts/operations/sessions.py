"""Opening, noting and ending sessions: rows that are looked at on each request."""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.accounts.models import CalendarFeed, Token
from app.accounts.models import Session as SessionRow
from app.accounts.values import LONGEST_BROWSER, SEEN_EVERY
from app.kernel.sealing import digest

TOKEN_BYTES = 32


def open_session(
    session: Session, account: int, *, browser: str, at: datetime, proven: bool
) -> str:
    """Open a session and give the token that the browser shows; only its digest is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        SessionRow(
            account=account,
            token_sha256=digest(token),
            begun_at=at,
            seen_at=at,
            proven_at=at if proven else None,
            ended_at=None,
            browser=browser[:LONGEST_BROWSER],
        )
    )
    session.flush()
    return token


def note_seen(session: Session, session_id: UUID, *, at: datetime) -> None:
    """Note that a session was used, once a minute at most."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.id == session_id, SessionRow.seen_at <= at - SEEN_EVERY)
        .values(seen_at=at)
    )


def note_proven(session: Session, session_id: UUID, *, at: datetime) -> None:
    """Note that the second factor was shown again in a session."""
    session.execute(update(SessionRow).where(SessionRow.id == session_id).values(proven_at=at))


def end_everybodys(session: Session, *, at: datetime) -> None:
    """End every session there is: whoever was signed in signs in anew."""
    session.execute(
        update(SessionRow).where(SessionRow.ended_at.is_(None)).values(ended_at=at),
        execution_options={"synchronize_session": False},
    )


def end(session: Session, session_id: UUID, *, account: int, at: datetime) -> None:
    """End one session of an account, at once; of another account's, change nothing."""
    session.execute(
        update(SessionRow)
        .where(
            SessionRow.id == session_id,
            SessionRow.account == account,
            SessionRow.ended_at.is_(None),
        )
        .values(ended_at=at)
    )


def end_token(session: Session, token: str, *, at: datetime) -> None:
    """End the session that a browser's token stands for, if there is one."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.token_sha256 == digest(token), SessionRow.ended_at.is_(None))
        .values(ended_at=at)
    )


def end_all(
    session: Session, account: int, *, at: datetime, besides: Collection[UUID] = ()
) -> None:
    """End every session of an account, at once, but those named."""
    session.execute(
        update(SessionRow)
        .where(
            SessionRow.account == account,
            SessionRow.ended_at.is_(None),
            SessionRow.id.not_in(besides),
        )
        .values(ended_at=at)
    )


def revoke_tokens(session: Session, account: int, *, at: datetime) -> None:
    """Revoke every token of an account, and the address of its calendar."""
    for each in (Token, CalendarFeed):
        session.execute(
            update(each)
            .where(each.account == account, each.revoked_at.is_(None))
            .values(revoked_at=at)
        )


def forget_before(session: Session, at: datetime) -> None:
    """Remove the sessions that began before an instant: nothing refers to them."""
    session.execute(delete(SessionRow).where(SessionRow.begun_at < at))
