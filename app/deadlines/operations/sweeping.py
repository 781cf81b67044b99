"""The sweep: whoever should act is owed a letter at each step of a ladder, once.

It may run at any time, twice at once, late, or after a week in which nothing ran. What it does
stands in one transaction: letters owed, what was done, and when to look again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.correspondence import operations as correspondence
from app.correspondence.values import Owed, Recipient
from app.deadlines.models import DailyLine, Deadline, Reminder
from app.deadlines.queries.reached import Addressees, addressees
from app.deadlines.queries.reminders import Due, due_now, pauses
from app.deadlines.rules.daily import can_wait
from app.deadlines.rules.ladders import climb
from app.deadlines.rules.occasions import letter_facts, occasion_of
from app.deadlines.values.ladders import Climb, Routine, Step
from app.kernel.clock import date_at
from app.kernel.database import insert_unless_there
from app.participants.rules import named_in
from app.participants.values import Roll

MOST = 1_000
"""How many deadlines one sweep looks at; the next one takes the rest."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did."""

    looked_at: int
    letters: int
    """How many people are told, in a letter of their own or in their daily one."""
    paused: int

    @property
    def is_all(self) -> bool:
        """Whether nothing was left for the next one."""
        return self.looked_at < MOST


def sweep(
    session: Session,
    routine: Routine,
    *,
    roll: Roll,
    at: datetime,
    seat: ZoneInfo,
    most: int = MOST,
) -> Swept:
    """Owe the letters of every step that was reached, and note what was missed."""
    rows = due_now(session, at=at, most=most)
    today = date_at(at, seat)
    climbs = [(row, _climb(row, routine, at=at, seat=seat)) for row in rows]
    held: dict[str | None, int] = {
        each.participant: each.number for each in reversed(pauses(session, on=today))
    }
    reached = addressees(
        session,
        participants=[row.participant for row in rows],
        people=[row.person for row in rows],
        on=today,
    )
    paused = {
        row.id: held[row.participant]
        for row, each in climbs
        if row.participant in held and each.taken and not each.taken.is_internal
    }
    letters = {
        row.id: _told(row, each.taken, reached, roll, at=at)
        for row, each in climbs
        if each.taken and row.id not in paused
    }
    owed = [letter for some in letters.values() for letter in some.letters]
    correspondence.owe(session, owed, at=at)
    lines = [line for some in letters.values() for line in some.lines]
    done = [
        _as_row(row, each, letters.get(row.id), paused.get(row.id), at=at)
        for row, each in climbs
        if each.last
    ]
    for table, new in ((Reminder, done), (DailyLine, lines)):
        if new:
            session.connection().execute(insert_unless_there(session, table), new)
    _look_again(session, climbs)
    return Swept(len(rows), len(owed) + len(lines), len(paused))


def _climb(row: Due, routine: Routine, *, at: datetime, seat: ZoneInfo) -> Climb:
    """Give what is to be done; by a ladder that is known no more, nothing ever."""
    ladder = routine.ladders.get(row.ladder or "")
    is_awaited = row.met_at is None and row.lifted_at is None and row.stands
    if ladder is None or not is_awaited:
        return Climb(None, (), None)
    return climb(
        ladder,
        row.due_at,
        done=row.step,
        at=at,
        since=row.quiet_until,
        days_off=routine.days_off,
        seat=seat,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """How those whom a step reaches are told: by letters of their own, or by lines."""

    letters: Sequence[Owed]
    lines: Sequence[Mapping[str, Any]]


def _told(row: Due, step: Step, reached: Addressees, roll: Roll, *, at: datetime) -> _Told:
    to = reached.of(step.to, participant=row.participant, person=row.person)
    if not reached.daily or not can_wait(step):
        return _Told(_letters(row, step, to, roll), ())
    waiting = [reached.daily[each.person] for each in to if each.person in reached.daily]
    at_once = [each for each in to if each.person not in reached.daily]
    lines = [_line(row, step, account, at=at) for account in waiting]
    return _Told(_letters(row, step, at_once, roll), lines)


def _line(row: Due, step: Step, account: int, *, at: datetime) -> Mapping[str, Any]:
    return {
        "deadline_id": row.id,
        "round": row.round,
        "step": step.code,
        "account": account,
        "template": step.template,
        "noted_at": at,
    }


def _letters(row: Due, step: Step, to: Sequence[Recipient], roll: Roll) -> Sequence[Owed]:
    occasion = occasion_of(row.id, row.round, step)
    facts = {
        language: letter_facts(
            row.facts, due_at=row.due_at, whose=named_in(row.participant, roll, language)
        )
        for language in {person.language for person in to}
    }
    return [
        Owed(
            occasion=f"{occasion}/{person.person}",
            to=person,
            template=step.template,
            facts=facts[person.language],
            about=row.link,
            private=bool(row.facts.get("private")),
        )
        for person in to
    ]


def _as_row(
    row: Due,
    each: Climb,
    told: _Told | None,
    pause: int | None,
    *,
    at: datetime,
) -> Mapping[str, Any]:
    return {
        "deadline_id": row.id,
        "round": row.round,
        "step": each.last.code if each.last else "",
        "swept_at": at,
        "sent": told is not None,
        "letters": len(told.letters) + len(told.lines) if told else 0,
        "missed": [step.code for step in each.missed if step is not each.last],
        "pause": pause,
    }


def _look_again(session: Session, climbs: Sequence[tuple[Due, Climb]]) -> None:
    """Note the step done last and when the next one comes: one statement for all that are alike."""
    alike: defaultdict[tuple[str | None, datetime | None], list[UUID]] = defaultdict(list)
    for row, each in climbs:
        alike[each.last.code if each.last else row.step, each.next_at].append(row.id)
    for (step, next_at), ids in alike.items():
        session.execute(
            update(Deadline)
            .where(Deadline.id.in_(ids))
            .values(next_step_at=next_at, step=step, version=Deadline.version + 1)
            .execution_options(synchronize_session=False)
        )
