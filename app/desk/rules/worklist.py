"""Who sees what waits, to whom it can be given, and which of it is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.desk.values.worklist import (
    OPEN_TO,
    PAGE,
    Asked,
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


def chosen(worklist: Worklist, asked: Asked, *, by: Actor) -> list[Item]:
    """Give all that is asked for, the longest waiting first."""
    kept = (
        item
        for item in worklist.items
        if asked.kind in {None, item.kind}
        and _is_asked_for(worklist.holder(item), asked.whose, by=by)
    )
    return sorted(kept, key=lambda item: (item.since, item.subject))


def tallied(
    worklist: Worklist, asked: Asked, *, by: Actor
) -> Mapping[Whose | ItemKind | None, int]:
    """Count what each choice would show: whose, among the kind asked for; which kind, of whose."""
    whose = {each: replace(asked, whose=each) for each in Whose}
    kinds = {each: replace(asked, kind=each) for each in (None, *ItemKind)}
    return {each: len(chosen(worklist, one, by=by)) for each, one in {**whose, **kinds}.items()}


def paged(items: Sequence[Item], page: int) -> tuple[Sequence[Item], int, int]:
    """Give the things of a page, which page that is and how many there are.

    Beyond the last page stands the last: things go while somebody reads.
    """
    pages = max(1, -(-len(items) // PAGE))
    here = min(page, pages)
    return items[(here - 1) * PAGE : here * PAGE], here, pages


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
