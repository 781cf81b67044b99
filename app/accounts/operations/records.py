"""Entering what was done to accounts in the ledger, and telling the people concerned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import AccountRecord
from app.accounts.values import DeedKind
from app.kernel.actor import Actor
from app.ledger import operations as ledger
from app.ledger.values import Deed


@dataclass(frozen=True, slots=True)
class Act:
    """One act on an account: whose, for which participant, and what the ledger commits to."""

    kind: DeedKind
    account: int
    participant: str | None
    content: Mapping[str, Any]
    """Numbers and words, never names or addresses: what is here is kept for ever."""


def enter(session: Session, acts: Sequence[Act], *, by: Actor, at: datetime) -> list[AccountRecord]:
    """Enter acts in the ledger and keep what opens the entries; once a transaction, at its end."""
    contents = [dict(act.content) | {"account": act.account} for act in acts]
    sealed = ledger.append(session, list(_deeds(acts, contents)), by=by, at=at)
    rows = [
        AccountRecord(
            ledger_index=seal.index,
            salt=seal.salt,
            kind=act.kind,
            account=act.account,
            participant=act.participant,
            by=by.account,
            at=at,
            content=content,
        )
        for act, content, seal in zip(acts, contents, sealed, strict=True)
    ]
    session.add_all(rows)
    session.flush()
    return rows


def _deeds(acts: Iterable[Act], contents: Iterable[dict[str, Any]]) -> Iterable[Deed]:
    for act, content in zip(acts, contents, strict=True):
        subject = f"account/{act.account}"
        yield Deed(act.kind, subject, content, on_behalf_of=act.participant)
