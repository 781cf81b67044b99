"""Writing versions down: numbered, sealed in the ledger, and never changed again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.kernel import numbering
from app.kernel.actor import Actor
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.registry.models import RegistryThing, RegistryVersion
from app.registry.rules.records import KIND, content_of, subject
from app.registry.values import Identifier, Kind, Written


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
    first: int,
    key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Write versions of one state's things down; ``first`` is the first one's number among the
    changes of that state.

    It writes the ledger, so it comes last in its transaction.
    """
    deeds = [
        Deed(KIND, subject(draft.id.participant, change), _content(draft))
        for change, draft in enumerate(drafts, start=first)
    ]
    sealed = ledger.append(session, deeds, by=by, at=at)
    fresh = [draft.id for draft in drafts if draft.number == 1]
    if fresh:
        session.execute(insert(RegistryThing), [_thing(each) for each in fresh])
    rows = [
        _version(draft, change)
        | {"key": key, "recorded_at": at, "recorded_by": by.account}
        | {"ledger_index": seal.index, "salt": seal.salt}
        for change, (draft, seal) in enumerate(zip(drafts, sealed, strict=True), start=first)
    ]
    session.execute(insert(RegistryVersion), rows)


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


def _version(draft: Draft, change: int) -> dict[str, object]:
    return {
        "thing": str(draft.id),
        "number": draft.number,
        "participant": draft.id.participant,
        "change": change,
        "name": draft.written["name"],
        "written": dict(draft.written),
        "struck": draft.struck,
        "reason": draft.reason,
    }
