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
from app.correspondence.values import Owed
from app.deadlines.models import Deadline, Reminder
from app.deadlines.queries.reached import Addressees, addressees
from app.deadlines.queries.reminders import Due, due_now, pauses
from app.deadlines.rules.ladders import climb
from app.deadlines.rules.occasions import letter_facts, occasion_of
from app.deadlines.values.ladders import Climb, Routine
from app.kernel.clock import date_at
from app.kernel.database import insert_unless_there
from app.participants.values import Roll

MOST = 1_000
"""How many deadlines one sweep looks at; the next one takes the rest."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did."""

    looked_at: int
    letters: int
    paused: int

    @property
    def is_all(self) -> bool:
        """Whether nothing was left for the next one."""
        return self.looked_at < MOST


def sweep(session: Session, routine: Routine, *, roll: Roll, at: datetime, seat: ZoneInfo) -> Swept:
    """Owe the letters of every step that was reached, and note what was missed."""
    rows = due_now(session, at=at, most=MOST)
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
    letters = {
        row.id: _letters(row, each, reached, roll)
        for row, each in climbs
        if each.taken and row.participant not in held
    }
    owed = [letter for some in letters.values() for letter in some]
    correspondence.owe(session, owed, at=at)
    done = [
        _as_row(row, each, letters.get(row.id), held.get(row.participant), at=at)
        for row, each in climbs
        if each.last
    ]
    if done:
        session.connection().execute(insert_unless_there(session, Reminder), done)
    _look_again(session, climbs)
    return Swept(len(rows), len(owed), sum(each["pause"] is not None for each in done))


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


def _letters(row: Due, each: Climb, reached: Addressees, roll: Roll) -> Sequence[Owed]:
    step = each.taken
    if step is None:
        return ()
    to = reached.of(step.to, participant=row.participant, person=row.person)
    occasion = occasion_of(row.id, row.round, step)
    facts = {
        language: letter_facts(
            row.facts, due_at=row.due_at, whose=_named(row.participant, roll, language)
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


def _named(code: str | None, roll: Roll, language: str) -> str:
    """Give a participant's name; a code that the roll lacks stands for itself."""
    return roll[code].name(language).short if code is not None and code in roll else code or ""


def _as_row(
    row: Due,
    each: Climb,
    letters: Sequence[Owed] | None,
    pause: int | None,
    *,
    at: datetime,
) -> Mapping[str, Any]:
    return {
        "deadline_id": row.id,
        "round": row.round,
        "step": each.last.code if each.last else "",
        "swept_at": at,
        "sent": letters is not None,
        "letters": len(letters or ()),
        "missed": [step.code for step in each.missed if step is not each.last],
        "pause": pause if each.taken else None,
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
