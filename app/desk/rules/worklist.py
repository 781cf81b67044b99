"""Who sees what waits, to whom it can be given, and which of it is asked for."""

from collections.abc import Iterable

from app.desk.values.worklist import (
    OPEN_TO,
    Colleague,
    Holder,
    Item,
    ItemKind,
    Whose,
    Worklist,
)
from app.kernel.actor import Actor


def seen_by(actor: Actor) -> frozenset[ItemKind]:
    """Give the kinds of what waits that somebody sees."""
    return frozenset(kind for kind, roles in OPEN_TO.items() if actor.role in roles)


def chosen(worklist: Worklist, whose: Whose, *, by: Actor) -> list[Item]:
    """Give what is asked for, the longest waiting first."""
    kept = (item for item in worklist.items if _is_asked_for(worklist.holder(item), whose, by=by))
    return sorted(kept, key=lambda item: (item.since, item.subject))


def _is_asked_for(holder: Holder, whose: Whose, *, by: Actor) -> bool:
    match whose:
        case Whose.ALL:
            return True
        case Whose.MINE:
            return holder.to is not None and holder.to == by.account
        case Whose.UNASSIGNED:
            return holder.to is None


def offered(colleagues: Iterable[Colleague], kind: ItemKind) -> list[Colleague]:
    """Give those to whom something of a kind can be given: who may see what it is about."""
    return [each for each in colleagues if each.role in OPEN_TO[kind]]
