"""Reading the register: which treaties it has, and everything it holds of one."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select, union_all
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.kernel.shelf import Shelf
from app.ledger.values import Opening
from app.participants.values import Roll
from app.treaties.forms import definition_of
from app.treaties.models import Treaty, TreatyAction, TreatyIndicator, TreatyRevision
from app.treaties.rules.course import Course, course_of
from app.treaties.rules.records import act_content, exact, treaty_content
from app.treaties.rules.references import treaties_named
from app.treaties.rules.wording import OURS
from app.treaties.values.acts import Act
from app.treaties.values.clauses import Definition
from app.treaties.values.dossier import Dossier, Indicator

ACT = (
    TreatyAction.participant,
    TreatyAction.kind,
    TreatyAction.deposited_on,
    TreatyAction.recorded_on,
    TreatyAction.effective_on,
    TreatyAction.territory,
    TreatyAction.text,
    TreatyAction.reference,
    TreatyAction.number,
    TreatyAction.replaces,
    TreatyAction.reason,
    TreatyAction.concerns,
)
"""The columns of an act, in the order of the value's fields."""

REVISIONS = TreatyRevision.__table__
MARK = select(REVISIONS.c.mark).where(REVISIONS.c.treaty_id == bindparam("treaty"))
"""Written once, because every page of a treaty begins with it."""

MOST_DOSSIERS = 128

DOSSIERS: Shelf[Dossier] = Shelf(MOST_DOSSIERS)
"""By the mark that each was read under."""

MOST_COURSES = 64

COURSES: Shelf[Course] = Shelf(MOST_COURSES)
"""By mark, by the day as known on, and by the roll, which each holds, so that its id is its own."""


def listing(session: Session) -> Sequence[Treaty]:
    """Give every treaty, the Agency's own first, then the precedents by title."""
    order = (Treaty.precedent, Treaty.title, Treaty.id)
    return session.scalars(select(Treaty).order_by(*order)).all()


def titles(session: Session) -> dict[str, str]:
    """Give every treaty's short title by its id, the Agency's own first."""
    order = (Treaty.precedent, Treaty.title, Treaty.id)
    return dict(session.execute(select(Treaty.id, Treaty.short_title).order_by(*order)).all())


def ours(session: Session) -> Sequence[Treaty]:
    """Give the treaties of which the Agency is the depositary, by title."""
    return [each for each in listing(session) if each.definition["depositary"] == OURS]


def ids(session: Session) -> frozenset[str]:
    """Give the id of every treaty."""
    return frozenset(session.scalars(select(Treaty.id)))


def dossier(session: Session, treaty_id: str) -> Dossier:
    """Give everything that the register holds of a treaty and of those it refers to.

    Costs one query where this process has read it and nothing has changed since, else five.

    Raises:
        NotFound: there is no such treaty.

    """
    key = (treaty_id, mark(session, treaty_id))
    return DOSSIERS.give(key, lambda: _gathered(session, treaty_id))


def mark(session: Session, treaty_id: str) -> UUID:
    """Give what stands for the treaty's present state, and for that of those it refers to.

    Raises:
        NotFound: there is no such treaty.

    """
    found: UUID | None = session.execute(MARK, {"treaty": treaty_id}).scalar()
    if found is None:
        raise NotFound.because("There is no treaty “%(treaty)s” in the register.", treaty=treaty_id)
    return found


def action(session: Session, treaty_id: str, number: int) -> Act:
    """Give one record of an act, as it was recorded.

    Raises:
        NotFound: there is no such record.

    """
    one = select(*ACT).where(TreatyAction.treaty_id == treaty_id, TreatyAction.number == number)
    found = session.execute(one).one_or_none()
    if found is None:
        raise NotFound.because(
            "There is no act %(action)s in the register.", action=f"{treaty_id}/{number}"
        )
    return Act(*found)


def course(session: Session, treaty_id: str, *, roll: Roll, known_on: date | None = None) -> Course:
    """Give the course of a treaty, as known on a day.

    Costs one query where this process has followed it and nothing has changed since.

    Raises:
        NotFound: there is no such treaty.

    """
    key = (treaty_id, mark(session, treaty_id), known_on, id(roll))
    return COURSES.give(
        key, lambda: course_of(dossier(session, treaty_id), roll, known_on=known_on)
    )


def courses(
    session: Session, *, roll: Roll, known_on: date | None = None
) -> list[tuple[Dossier, Course]]:
    """Give every treaty with its course as known on a day, the Agency's own first, in one query.

    A treaty that this process has not read, or that has changed since, costs four more.
    """
    order = (Treaty.precedent, Treaty.title, Treaty.id)
    marked = select(Treaty.id, TreatyRevision.mark).join(TreatyRevision).order_by(*order)
    found = []
    for treaty_id, marked_as in session.execute(marked).all():
        of = DOSSIERS.give((treaty_id, marked_as), partial(_gathered, session, treaty_id))
        key = (treaty_id, marked_as, known_on, id(roll))
        found.append((of, COURSES.give(key, partial(course_of, of, roll, known_on=known_on))))
    return found


def dependents(session: Session, treaty_id: str) -> frozenset[str]:
    """Give a treaty and every treaty that refers to it, directly or through others."""
    definitions = _definitions(session)
    found = {treaty_id}
    while more := {
        definition.id
        for definition in definitions.values()
        if definition.id not in found and found & set(treaties_named(definition).values())
    }:
        found |= more
    return frozenset(found)


def content(session: Session, treaty_id: str) -> dict[str, Any]:
    """Give everything that the loading of a treaty consisted of."""
    document = session.scalars(select(Treaty.definition).where(Treaty.id == treaty_id)).one()
    figures = [indicator for _, indicator in _indicators(session, [treaty_id])]
    return treaty_content(document, figures)


def last_entry(session: Session, treaty_id: str) -> int:
    """Give the index of the ledger's latest entry about a treaty or one it refers to.

    Raises:
        NotFound: there is no such treaty.

    """
    closure = _related(dossier(session, treaty_id))
    loaded = select(Treaty.ledger_index).where(Treaty.id.in_(closure))
    acted = select(TreatyAction.ledger_index).where(TreatyAction.treaty_id.in_(closure))
    entries = union_all(loaded, acted).subquery()
    latest: int = session.scalars(select(func.max(entries.c.ledger_index))).one()
    return latest


def openings(session: Session) -> Iterator[Opening]:
    """Give what the register holds of each of its ledger entries."""
    figures: defaultdict[str, list[Indicator]] = defaultdict(list)
    for treaty_id, indicator in _indicators(session, ids(session)):
        figures[treaty_id].append(indicator)
    for treaty in session.scalars(select(Treaty)):
        content = treaty_content(treaty.definition, figures[treaty.id])
        yield Opening(treaty.ledger_index, treaty.salt, content)
    sealed = (TreatyAction.treaty_id, TreatyAction.ledger_index, TreatyAction.salt)
    for treaty_id, index, salt, *columns in session.execute(select(*sealed, *ACT)):
        yield Opening(index, salt, act_content(treaty_id, Act(*columns)))


def _gathered(session: Session, treaty_id: str) -> Dossier:
    definitions = _definitions(session)
    closure = _closure(definitions, treaty_id)
    revisions = _revisions(session, closure)
    acts: defaultdict[str, list[Act]] = defaultdict(list)
    for owner, act in _acts(session, closure):
        acts[owner].append(act)
    indicators: defaultdict[str, dict[str, Indicator]] = defaultdict(dict)
    for owner, indicator in _indicators(session, closure):
        indicators[owner][indicator.id] = indicator

    def of(each: str) -> Dossier:
        related = sorted(set(treaties_named(definitions[each]).values()))
        return Dossier(
            definition=definitions[each],
            acts=tuple(acts[each]),
            indicators=indicators[each],
            related={other: of(other) for other in related},
            revision=revisions[each],
        )

    return of(treaty_id)


def _definitions(session: Session) -> Mapping[str, Definition]:
    rows = session.execute(select(Treaty.id, Treaty.definition))
    return {treaty_id: definition_of(exact(document)) for treaty_id, document in rows}


def _revisions(session: Session, treaties: Collection[str]) -> Mapping[str, int]:
    counted = select(TreatyRevision.treaty_id, TreatyRevision.revision)
    rows = session.execute(counted.where(TreatyRevision.treaty_id.in_(treaties)))
    return dict(rows.all())


def _related(found: Dossier) -> set[str]:
    return {found.definition.id}.union(*map(_related, found.related.values()))


def _closure(definitions: Mapping[str, Definition], treaty_id: str) -> frozenset[str]:
    """Give a treaty and every treaty it refers to, directly or through others."""
    found, fresh = frozenset[str](), {treaty_id}
    while fresh:
        found |= fresh
        fresh = {
            other for each in fresh for other in treaties_named(definitions[each]).values()
        } - found
    return found


def _acts(session: Session, treaties: Collection[str]) -> Iterator[tuple[str, Act]]:
    rows = session.execute(
        select(TreatyAction.treaty_id, *ACT)
        .where(TreatyAction.treaty_id.in_(treaties))
        .order_by(TreatyAction.treaty_id, TreatyAction.number)
    )
    for treaty_id, *columns in rows:
        yield treaty_id, Act(*columns)


def _indicators(session: Session, treaties: Collection[str]) -> Iterator[tuple[str, Indicator]]:
    rows = session.execute(
        select(
            TreatyIndicator.treaty_id,
            TreatyIndicator.id,
            TreatyIndicator.source,
            TreatyIndicator.figures,
        )
        .where(TreatyIndicator.treaty_id.in_(treaties))
        .order_by(TreatyIndicator.treaty_id, TreatyIndicator.id)
    )
    for treaty_id, id_, source, figures in rows:
        values = {code: Decimal(figure) for code, figure in figures.items()}
        yield treaty_id, Indicator(id=id_, source=source, values=values)
