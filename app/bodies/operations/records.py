"""Sealing what is done in and to bodies."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from app.bodies.models import Body, BodyRecord
from app.bodies.values import DeedKind, Hand
from app.ledger import operations as ledger
from app.ledger.rules.canonical import canonical
from app.ledger.values import Deed, Sealed


@dataclass(frozen=True, slots=True)
class Done:
    """One act that is to be sealed."""

    kind: DeedKind
    subject: str
    """What it was done to; of what is not public, a number that says nothing."""
    content: Mapping[str, Any]
    on_behalf_of: str | None = None
    """The participant for which it was done, where everybody may know."""


def keep(
    session: Session, body: Body, acts: Sequence[Done], *, hand: Hand, silent: bool = False
) -> list[Sealed]:
    """Enter acts in the ledger, and keep what opens their entries; it comes last in a transaction.

    ``silent``, the ledger does not say for which participant whoever acts speaks.
    """
    by = replace(hand.by, participant=None) if silent else hand.by
    deeds = [Deed(each.kind, each.subject, each.content, each.on_behalf_of) for each in acts]
    sealed = ledger.append(session, deeds, by=by, at=hand.at)
    session.add_all(
        BodyRecord(
            ledger_index=entry.index,
            salt=entry.salt,
            body_id=body.id,
            kind=act.kind,
            subject=act.subject,
            key=hand.key if place == 0 else None,
            by=hand.by.account,
            at=hand.at,
            content=json.loads(canonical(act.content)),
        )
        for place, (act, entry) in enumerate(zip(acts, sealed, strict=True))
    )
    session.flush()
    return sealed
