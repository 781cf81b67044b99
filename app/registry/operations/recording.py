"""Writing versions down: numbered, sealed in the ledger, and never changed again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.database import Base
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.registry.models import RegistryThing, RegistryVersion
from app.registry.rules.records import KIND, committed, content_of, subject
from app.registry.values import Identifier, Kind, Written

THINGS = Base.metadata.tables[RegistryThing.__tablename__]
VERSIONS = Base.metadata.tables[RegistryVersion.__tablename__]
"""Rows go straight into the tables: a load brings thousands, and none is looked at again here."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is to be written down."""

    id: Identifier
    number: int
    written: Written
    reason: str = ""
    struck: bool = False


def changes(participant: str) -> str:
    """Give the series that counts the changes of a state's things.

    Whoever changes one takes from it first, and so waits for whoever else does.
    """
    return f"registry/{participant}"


def identifiers(session: Session, kind: Kind, participant: str, *, count: int) -> list[Identifier]:
    """Take the next identifiers of a state's things of a kind."""
    first = numbering.take(session, f"registry/{participant}/{kind.mark}", count=count)
    return [Identifier(kind, participant, serial) for serial in range(first, first + count)]


def record(
    session: Session,
    drafts: Sequence[Draft],
    *,
    change: int,
    key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Write versions of one state's things of a kind down, as one change of that number.

    It writes the ledger, so it comes last in its transaction.
    """
    drafts = sorted(drafts, key=lambda draft: draft.id.serial)
    contents = [_content(draft) for draft in drafts]
    deed = Deed(KIND, subject(drafts[0].id.participant, change), committed(contents))
    [sealed] = ledger.append(session, [deed], by=by, at=at)
    fresh = [draft.id for draft in drafts if draft.number == 1]
    if fresh:
        session.execute(insert(THINGS), [_thing(each) for each in fresh])
    shared = {
        "change": change,
        "key": key,
        "recorded_at": at,
        "recorded_by": by.account,
        "ledger_index": sealed.index,
        "salt": sealed.salt,
    }
    session.execute(insert(VERSIONS), [_version(draft) | shared for draft in drafts])


def _content(draft: Draft) -> dict[str, object]:
    return content_of(
        str(draft.id), draft.number, draft.written, struck=draft.struck, reason=draft.reason
    )


def _thing(each: Identifier) -> dict[str, object]:
    return {
        "id": str(each),
        "participant": each.participant,
        "kind": each.kind,
        "serial": each.serial,
    }


def _version(draft: Draft) -> dict[str, object]:
    return {
        "thing": str(draft.id),
        "number": draft.number,
        "participant": draft.id.participant,
        "name": draft.written["name"],
        "written": dict(draft.written),
        "struck": draft.struck,
        "reason": draft.reason,
    }
