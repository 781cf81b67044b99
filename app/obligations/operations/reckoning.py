"""Reckoning who owes what, anew whenever the register, the day or the law has moved on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.deadlines.models import Deadline
from app.deadlines.operations import lift, set_deadlines
from app.deadlines.values import Set
from app.kernel.clock import date_at
from app.ledger import operations as ledger
from app.obligations.models import Duty, Reckoning
from app.obligations.rules.owing import basis_on, owed
from app.obligations.rules.tenures import Tenures, tenures
from app.obligations.values import (
    CURSOR,
    DEADLINE,
    INVITATION,
    NEVER,
    WATCHED,
    Basis,
    Catalogue,
    Obligation,
    Owed,
    Publication,
    address_of,
    subject_of,
)
from app.participants.values import Roll
from app.treaties import queries as treaties

ENTRIES = 10_000
"""How many entries of the ledger one reckoning takes note of; the next one takes the rest."""

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Known:
    """What the register holds of a duty that was reckoned before."""

    duty_id: UUID
    basis: Basis
    opens_on: date
    due_at: datetime
    """As the law had it."""
    is_lifted: bool


Key = tuple[str, str, str]


def reconcile(
    session: Session, known: Catalogue, *, roll: Roll, at: datetime, seat: ZoneInfo
) -> None:
    """Reckon every duty anew, and change what differs: the same state again changes nothing.

    What is no longer owed runs no more; what was filed all the same stays, as voluntary. The cursor
    on the ledger moves on in the same transaction, so a page knows whether it is up to date.
    """
    entries = ledger.read_from(session, CURSOR, WATCHED, limit=ENTRIES)
    today = date_at(at, seat)
    for treaty in sorted(known.treaties):
        found = times(session, known, treaty, roll=roll, today=today)
        _reckon(session, known, treaty, found, at=at, seat=seat)
        session.merge(Reckoning(treaty=treaty, reckoned_on=today, digest=known.digest))
    if entries:
        ledger.advance(session, CURSOR, entries[-1].index)


def times(session: Session, known: Catalogue, treaty: str, *, roll: Roll, today: date) -> Tenures:
    """Give from when to when each participant owes under a treaty, by code."""
    agreed = [each for each in known.arrangements if each.treaty == treaty]
    if treaty not in treaties.ids(session):
        return tenures(None, (), agreed, today=today)
    course = treaties.course(session, treaty, roll=roll)
    return tenures(course, treaties.dossier(session, treaty).acts, agreed, today=today)


def as_set(each: Owed, known: Catalogue) -> Set:
    """Give the deadline of a duty."""
    obligation = known.obligations[each.obligation]
    is_private = obligation.publication is Publication.RESERVED
    return Set(
        kind=DEADLINE,
        id=subject_of(*each.key),
        due_at=each.due_at,
        facts={
            "title": obligation.title,
            "form": obligation.form,
            "participant": each.participant,
            "period": each.period,
            "private": is_private,
        },
        link=address_of(*each.key),
        participant=each.participant,
        ladder=_ladder(each, obligation),
    )


def _ladder(each: Owed, obligation: Obligation) -> str | None:
    """Give by which ladder somebody is reminded; of what has no time limit nobody is."""
    if each.due_at == NEVER:
        return None
    return INVITATION if each.basis is Basis.VOLUNTARY else obligation.ladder


def _reckon(
    session: Session,
    known: Catalogue,
    treaty: str,
    found: Tenures,
    *,
    at: datetime,
    seat: ZoneInfo,
) -> None:
    there = _there(session, known, treaty)
    wanted = _wanted(known, treaty, found, until=date_at(at, seat).year, seat=seat)
    fresh = [each for key, each in wanted.items() if key not in there]
    changed = [each for key, each in wanted.items() if key in there and _differs(there[key], each)]
    gone = [
        row.duty_id
        for key, row in there.items()
        if key not in wanted and row.basis is not Basis.VOLUNTARY and not row.is_lifted
    ]
    rows = set_deadlines(session, [as_set(each, known) for each in (*fresh, *changed)], at=at)
    _add(session, fresh, rows)
    _change(session, changed, there)
    _let_go(session, gone, at=at)
    _raised_anew(session, known, treaty, found, seat=seat)


def _wanted(
    known: Catalogue, treaty: str, found: Tenures, *, until: int, seat: ZoneInfo
) -> Mapping[Key, Owed]:
    """Give what is owed: of each year from its beginning on, or a year before where it is due
    before that.
    """
    return {
        each.key: each
        for obligation in known.obligations.values()
        if obligation.treaty == treaty
        for code, held in found.items()
        for each in owed(obligation, code, held, catalogue=known, until=until, seat=seat)
    }


def _there(session: Session, known: Catalogue, treaty: str) -> Mapping[Key, Known]:
    """Give what was reckoned before, in one query; what events have raised is apart."""
    codes = [
        code
        for code, each in known.obligations.items()
        if each.treaty == treaty and not each.is_eventful
    ]
    found = session.execute(
        select(
            Duty.obligation,
            Duty.participant,
            Duty.period,
            Duty.id,
            Duty.basis,
            Duty.opens_on,
            Deadline.original_due_at,
            Deadline.lifted_at,
        )
        .join(Deadline, Deadline.id == Duty.deadline_id)
        .where(Duty.obligation.in_(codes))
    )
    return {
        (each.obligation, each.participant, each.period): Known(
            each.id, each.basis, each.opens_on, each.original_due_at, each.lifted_at is not None
        )
        for each in found
    }


def _differs(row: Known, wanted: Owed) -> bool:
    return row.is_lifted or (row.basis, row.opens_on, row.due_at) != (
        wanted.basis,
        wanted.opens_on,
        wanted.due_at,
    )


def _add(session: Session, fresh: Sequence[Owed], rows: Mapping[str, Deadline]) -> None:
    if fresh:
        session.execute(insert(Duty), [as_row(each, rows[subject_of(*each.key)]) for each in fresh])


def as_row(each: Owed, deadline: Deadline, *, event_at: datetime | None = None) -> dict[str, Any]:
    """Give the row of a duty."""
    return {
        "id": uuid4(),
        "obligation": each.obligation,
        "participant": each.participant,
        "period": each.period,
        "deadline_id": deadline.id,
        "basis": each.basis,
        "opens_on": each.opens_on,
        "recorded_on": each.recorded_on,
        "event_at": event_at,
        "version": 1,
    }


def _change(session: Session, changed: Sequence[Owed], there: Mapping[Key, Known]) -> None:
    """Change rows; the day on which the register first learned of a duty stays, if earlier. Until
    now it knew of none where somebody filed of its own accord.
    """
    ids = {there[each.key].duty_id: each for each in changed}
    for row in _rows(session, ids):
        wanted = ids[row.id]
        known_before = [] if row.basis is Basis.VOLUNTARY else [row.recorded_on]
        row.recorded_on = min([wanted.recorded_on, *known_before])
        row.basis, row.opens_on = wanted.basis, wanted.opens_on
    session.flush()


def _let_go(session: Session, gone: Iterable[UUID], *, at: datetime) -> None:
    """Let what is no longer owed run no more; what was filed stays, of its filer's own accord."""
    for row in _rows(session, gone):
        deadline = session.get_one(Deadline, row.deadline_id)
        if deadline.outcome is not None and deadline.outcome.is_submission:
            row.basis = Basis.VOLUNTARY
        else:
            lift(session, deadline, at=at)
    session.flush()


def _raised_anew(
    session: Session, known: Catalogue, treaty: str, found: Tenures, *, seat: ZoneInfo
) -> None:
    """See to it that what events have raised stands on the basis of the event's day."""
    codes = [
        code
        for code, each in known.obligations.items()
        if each.treaty == treaty and each.is_eventful
    ]
    raised = select(Duty).where(Duty.obligation.in_(codes), Duty.event_at.is_not(None))
    for row in session.scalars(raised):
        if row.event_at is not None:
            held = basis_on(found.get(row.participant, ()), date_at(row.event_at, seat))
            row.basis = held.basis if held else Basis.VOLUNTARY
    session.flush()


def _rows(session: Session, ids: Iterable[UUID]) -> Iterable[Duty]:
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        yield from session.scalars(select(Duty).where(Duty.id.in_(some))).all()
