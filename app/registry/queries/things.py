"""Looking for things, as whoever asks may read them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.ledger.values import Opening
from app.registry.models import RegistryThing, RegistryVersion
from app.registry.queries.access import readable_by, writable_by
from app.registry.rules.records import committed, content_of
from app.registry.values import Identifier, Kind, Loaded, Order, Selection, Thing, Written

Seen = tuple[Kind, str, int, int, dict[str, Any], bool, str, datetime, int | None, int]
SEEN = (
    RegistryThing.kind,
    RegistryThing.participant,
    RegistryThing.serial,
    RegistryVersion.number,
    RegistryVersion.written,
    RegistryVersion.struck,
    RegistryVersion.reason,
    RegistryVersion.recorded_at,
    RegistryVersion.recorded_by,
    RegistryVersion.ledger_index,
)
"""What a thing is made of, in the order of its fields: a state may keep thousands of things, and
whole rows of both tables cost more."""

Found = Select[*Seen]

COLUMNS: dict[Order, tuple[InstrumentedAttribute[object], ...]] = {
    Order.ID: (RegistryThing.participant, RegistryThing.kind, RegistryThing.serial),
    Order.NAME: (RegistryVersion.name, RegistryThing.id),
    Order.RECORDED: (RegistryVersion.recorded_at, RegistryThing.id),
}


def thing(session: Session, actor: Actor, key: str) -> Thing:
    """Give a thing as it is now.

    Raises:
        NotFound: there is none of this identifier, or none that this actor may know of.

    """
    return _one(session, readable_by(actor), key)


def own(session: Session, actor: Actor, key: str) -> Thing:
    """Give a thing as it is now to whoever keeps it.

    Raises:
        NotFound: there is none of this identifier, or none that this actor keeps.

    """
    return _one(session, writable_by(actor), key)


def history(session: Session, actor: Actor, key: str) -> Sequence[Thing]:
    """Give every version of a thing, the newest first; nothing where it may not be read."""
    chosen = (
        select(*SEEN)
        .join(RegistryVersion, RegistryVersion.thing == RegistryThing.id)
        .where(readable_by(actor), RegistryThing.id == key)
        .order_by(RegistryVersion.number.desc())
    )
    return _things(session, chosen)


def of(
    session: Session, actor: Actor, participant: str, kind: Kind | None = None
) -> Sequence[Thing]:
    """Give what a state keeps and has not struck, by identifier, of one kind or of all.

    Nothing where the actor may not read it.
    """
    chosen = _current().where(
        readable_by(actor),
        RegistryThing.participant == participant,
        RegistryVersion.struck.is_(False),
    )
    if kind is not None:
        chosen = chosen.where(RegistryThing.kind == kind)
    return _things(session, chosen.order_by(*COLUMNS[Order.ID]))


def listing(
    session: Session, actor: Actor, wanted: Selection, *, most: int | None = None
) -> tuple[Sequence[Thing], int]:
    """Give the things that are asked for, a page of ``most`` or all of them, and their count."""
    chosen = _current().where(readable_by(actor), *_clauses(wanted))
    count = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    columns = COLUMNS[wanted.order]
    ordered = chosen.order_by(*(each.desc() if wanted.descending else each for each in columns))
    if most is not None:
        ordered = ordered.limit(most).offset((wanted.page - 1) * most)
    return _things(session, ordered), count


def following(
    session: Session, actor: Actor, wanted: Selection, *, after: Identifier | None, limit: int
) -> Sequence[Thing]:
    """Give the things that are asked for, by identifier, from one of them on."""
    chosen = _current().where(readable_by(actor), *_clauses(wanted))
    if after is not None:
        place = (after.participant, after.kind, after.serial)
        chosen = chosen.where(tuple_(*COLUMNS[Order.ID]) > place)
    return _things(session, chosen.order_by(*COLUMNS[Order.ID]).limit(limit))


def keepers(session: Session, actor: Actor) -> Sequence[str]:
    """Give the states that keep anything which the actor reads, by code."""
    chosen = select(RegistryThing.participant).where(readable_by(actor)).distinct()
    return session.scalars(chosen.order_by(RegistryThing.participant)).all()


def recorded_as(session: Session, actor: Actor, form: UUID) -> Sequence[Identifier]:
    """Give what was recorded under the key of a form, in its order."""
    chosen = (
        select(RegistryThing)
        .join(RegistryVersion, RegistryVersion.thing == RegistryThing.id)
        .where(writable_by(actor), RegistryVersion.key == form)
        .order_by(RegistryThing.serial)
    )
    return [
        Identifier(each.kind, each.participant, each.serial) for each in session.scalars(chosen)
    ]


def loaded(session: Session, actor: Actor, form: UUID, *, most: int) -> Loaded:
    """Give what was recorded under the key of a form, its first things by identifier.

    Raises:
        NotFound: there is nothing, or nothing that this actor may know of.

    """
    under = (readable_by(actor), RegistryVersion.key == form)
    joined = RegistryVersion.thing == RegistryThing.id
    fresh = func.count().filter(RegistryVersion.number == 1)
    counts = select(func.count(), fresh).select_from(RegistryVersion).join(RegistryThing, joined)
    count, entered = session.execute(counts.where(*under)).one()
    if not count:
        raise NotFound.because("There is no such page.")
    chosen = select(*SEEN).join(RegistryVersion, joined).where(*under)
    first = _things(session, chosen.order_by(*COLUMNS[Order.ID]).limit(most))
    return Loaded(first, entered=entered, changed=count - entered)


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens the ledger's entries about things.

    Whoever alters one version of a load, or its salt, alters what the load's entry is opened with.
    """
    chosen = (
        select(RegistryVersion)
        .join(RegistryThing, RegistryVersion.thing == RegistryThing.id)
        .order_by(RegistryVersion.ledger_index, RegistryThing.serial)
    )
    by_entry = groupby(session.scalars(chosen), key=lambda found: found.ledger_index)
    for index, versions in by_entry:
        found = list(versions)
        content = committed([_told(each) for each in found])
        yield from (Opening(index, salt, content) for salt in {each.salt for each in found})


def _told(found: RegistryVersion) -> Mapping[str, Any]:
    return content_of(
        found.thing, found.number, found.written, struck=found.struck, reason=found.reason
    )


@cache
def _current() -> Found:
    """Choose every thing with its newest version. A statement never changes, so one is enough."""
    later = aliased(RegistryVersion)
    newest = (
        select(func.max(later.number))
        .where(later.thing == RegistryThing.id)
        .correlate(RegistryThing)
        .scalar_subquery()
    )
    return select(*SEEN).join(
        RegistryVersion,
        (RegistryVersion.thing == RegistryThing.id) & (RegistryVersion.number == newest),
    )


def _one(session: Session, allowed: ColumnElement[bool], key: str) -> Thing:
    found = _things(session, _current().where(allowed, RegistryThing.id == key))
    if not found:
        raise NotFound.because(
            "There is nothing of this identifier here. It may have been typed wrongly."
        )
    return found[0]


def _things(session: Session, chosen: Found) -> list[Thing]:
    return [_thing(*row) for row in session.execute(chosen)]


def _thing(
    kind: Kind, participant: str, serial: int, version: int, written: Written, *said: Any
) -> Thing:
    """Give a thing as one of its versions has it."""
    return Thing(Identifier(kind, participant, serial), version, written, *said)


def _clauses(wanted: Selection) -> Iterator[ColumnElement[bool]]:
    if wanted.kind is not None:
        yield RegistryThing.kind == wanted.kind
    if wanted.participant:
        yield RegistryThing.participant == wanted.participant
    if not wanted.struck:
        yield RegistryVersion.struck.is_(False)
    if wanted.text:
        columns = (RegistryThing.id, RegistryVersion.name)
        yield or_(*(column.icontains(wanted.text, autoescape=True) for column in columns))
