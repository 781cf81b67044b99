"""Gathering what compliance summaries are made of: as many queries for all as for one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.deadlines.models import Deadline
from app.declarations.models import Declaration, DeclarationVersion
from app.declarations.queries.access import known_to
from app.declarations.queries.published import published
from app.declarations.values.filing import Reference, VersionNumber
from app.declarations.values.published import Wanted
from app.kernel.actor import Actor
from app.kernel.clock import date_at
from app.ledger.models import LedgerEntry
from app.obligations import queries as duties
from app.obligations.models import Duty, DutyRecord
from app.obligations.rules.decisions import Said
from app.participants.values import Roll
from app.reports.rules.summaries import (
    Gathered,
    group_figures,
    line_of,
    published_line,
    same_group,
)
from app.reports.values.prints import House
from app.reports.values.summaries import YEARS_SHOWN, Copy, Filed, Line
from app.treaties.queries import courses

Key = tuple[str, str, str]
"""An obligation, a participant and a period."""

DUTY = (Duty.obligation, Duty.participant, Duty.period)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which summaries are wanted."""

    year: int
    copy: Copy
    code: str | None = None
    """Whose; None: everybody's."""


def gathered(
    session: Session, wish: Wish, *, by: Actor, at: datetime, roll: Roll, house: House
) -> Gathered:
    """Give all that the summaries are made of, as far as whoever asks may see it.

    Of a regional group the figures alone are given, which tell of no single participant.
    """
    codes = None if wish.code is None else frozenset(same_group(wish.code, roll=roll))
    of_public = wish.copy is Copy.PUBLIC
    look = _published if of_public else _owed
    lines = look(session, wish, codes, by=by, at=at, house=house)
    groups = group_figures(
        lines, wish.year, roll=roll, obligations=house.obligations, seat=house.seat
    )
    shown = lines if wish.code is None else {wish.code: lines.get(wish.code, ())}
    return Gathered(
        copy=wish.copy,
        year=wish.year,
        on=date_at(at, house.seat),
        courses=[
            each for held, each in courses(session, roll=roll) if not held.definition.precedent
        ],
        lines=shown,
        groups=groups,
    )


def _owed(
    session: Session,
    wish: Wish,
    codes: Collection[str] | None,
    *,
    by: Actor,
    at: datetime,
    house: House,
) -> Mapping[str, Sequence[Line]]:
    """Give the lines of deadlines: of the one who is asked for all that whoever asks may see, of
    the others of its group what is counted together, by the product itself.
    """
    named = _window(wish.year, house)
    if codes is not None and wish.code is not None:
        own = Duty.participant == wish.code
        named = named.where(or_(own & duties.readable_by(by), ~own & Duty.participant.in_(codes)))
    else:
        named = named.where(duties.readable_by(by))
    standing = duties.rows_among(session, named, at=at, seat=house.seat)
    filings, said = _filings(session, named, by=by), _said(session, named)
    lines: dict[str, list[Line]] = defaultdict(list)
    for key, row in standing.items():
        line = line_of(row, filed=filings.get(key), said=said.get(key, ()), seat=house.seat)
        lines[row.participant].append(line)
    return lines


def _published(
    session: Session,
    wish: Wish,
    codes: Collection[str] | None,
    *,
    by: Actor,
    at: datetime,
    house: House,
) -> Mapping[str, Sequence[Line]]:
    """Give the lines of the filings that are published, which are the same for everybody."""
    del by
    among = None if codes is None else frozenset(codes)
    wanted = Wanted(among=among, since=_begin(wish.year, house))
    lines: dict[str, list[Line]] = defaultdict(list)
    for each in published(session, wanted, at=at, seat=house.seat):
        lines[each.participant].append(published_line(each, seat=house.seat))
    return lines


def _begin(year: int, house: House) -> datetime:
    """Give the instant at which the first year of a summary's chart begins."""
    first = date(year - YEARS_SHOWN + 1, 1, 1)
    return datetime.combine(first, time.min, tzinfo=house.seat).astimezone(UTC)


def _window(year: int, house: House) -> Select[str, str, str]:
    """Name the duties that a summary may show: those due since, and those still open."""
    since = _begin(year, house)
    return (
        select(*DUTY)
        .join(Deadline, Deadline.id == Duty.deadline_id)
        .where(
            Deadline.lifted_at.is_(None),
            or_(Deadline.due_at >= since, Deadline.met_at.is_(None)),
        )
    )


def _filings(session: Session, named: Select[str, str, str], *, by: Actor) -> Mapping[Key, Filed]:
    """Give the versions of record of what was declared for duties, as far as somebody knows."""
    key = (Declaration.obligation, Declaration.participant, Declaration.period)
    found = session.execute(
        select(
            *key,
            Declaration.year,
            Declaration.serial,
            DeclarationVersion.major,
            DeclarationVersion.minor,
            DeclarationVersion.status,
        )
        .join(DeclarationVersion, DeclarationVersion.declaration_id == Declaration.id)
        .where(
            DeclarationVersion.number == Declaration.record,
            known_to(by),
            tuple_(*key).in_(named),
        )
    )
    return {
        (obligation, code, period): Filed(
            str(Reference(code, year, serial)), str(VersionNumber(major, minor)), status
        )
        for obligation, code, period, year, serial, major, minor, status in found
    }


def _said(session: Session, named: Select[str, str, str]) -> Mapping[Key, Sequence[Said]]:
    """Give what was asked and decided about duties, in the ledger's order."""
    record = (DutyRecord.ledger_index, DutyRecord.kind, DutyRecord.content)
    found: dict[Key, list[Said]] = defaultdict(list)
    for obligation, code, period, *columns in session.execute(
        select(*DUTY, *record, DutyRecord.by, DutyRecord.at)
        .join(Duty, Duty.id == DutyRecord.duty_id)
        .where(tuple_(*DUTY).in_(named))
        .order_by(DutyRecord.ledger_index)
    ):
        found[obligation, code, period].append(Said(*columns))
    return found


def touched(session: Session, *, at: datetime) -> tuple[int | None, ...]:
    """Give what differs wherever the facts of summaries may: where the ledger ends, the duties and
    their deadlines with their versions, and how many of them have passed by now.

    Three counts, however much the register holds; the same figures on one day, under one
    catalogue and one press, are the same summaries.
    """
    late = Deadline.met_at.is_(None) & (Deadline.due_at <= at)
    entries = session.scalar(select(func.max(LedgerEntry.index)))
    owed = session.execute(select(func.count(), func.sum(Duty.version)).select_from(Duty)).one()
    passed = session.execute(
        select(func.count(), func.sum(Deadline.version), func.count().filter(late)).select_from(
            Deadline
        )
    ).one()
    return (entries, *owed, *passed)
