"""The deadlines by which is reminded of milestones and action items: of whom, and what is told.

Each has one deadline that its first owner and the secretaries hear of, one for every further
owner, and one for the body's chair, who hears only of what is late. What not everybody may read is
in none of their letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.bodies.values.tasks import TaskKind
from app.deadlines.values import Set

OWNERS, CHAIRS = "task-owner", "task-chair"
"""The ladders of further owners, and of chairs; the first one's is named after the kind."""

KINDS = tuple(f"{kind}{part}" for kind in TaskKind for part in ("", "_owner", "_chair"))


@dataclass(frozen=True, slots=True)
class Reminded:
    """Somebody who is reminded: a participant's people, a person, or both."""

    key: str
    """What tells them apart among the owners of one thing."""
    participant: str | None = None
    person: int | None = None

    def is_with(self, other: "Reminded") -> bool:
        """Say whether a letter to one reaches the other as well."""
        same_state = self.participant is not None and self.participant == other.participant
        return same_state or (self.person is not None and self.person == other.person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """Something that is still to be done, with whoever is reminded of it."""

    id: UUID
    kind: TaskKind
    number: int
    what: str
    body: str
    """The body's symbol."""
    due_at: datetime
    link: str
    is_open: bool
    """Whether everybody may read it."""
    owners: tuple[Reminded, ...]
    chair: Reminded | None


def deadlines_of(awaited: Awaited) -> Iterator[Set]:
    """Give the deadlines that something has which is still to be done."""
    first, *others = awaited.owners or (Reminded(""),)
    yield _set(awaited, "", first, ladder=awaited.kind)
    for each in others:
        yield _set(awaited, "_owner", each, ladder=OWNERS, key=f"/{each.key}")
    if awaited.chair and not any(map(awaited.chair.is_with, awaited.owners)):
        yield _set(awaited, "_chair", awaited.chair, ladder=CHAIRS, hangs_on=awaited.kind)


def _set(
    awaited: Awaited,
    part: str,
    whom: Reminded,
    *,
    ladder: str,
    key: str = "",
    hangs_on: str | None = None,
) -> Set:
    told = {"title": awaited.what, "body": awaited.body, "number": awaited.number}
    return Set(
        kind=f"{awaited.kind}{part}",
        id=f"{awaited.id}{key}",
        due_at=awaited.due_at,
        facts={"task": awaited.kind.value} | (told if awaited.is_open else {"private": True}),
        link=awaited.link,
        participant=whom.participant,
        person=whom.person,
        ladder=str(ladder),
        hangs_on=hangs_on and str(hangs_on),
    )
