"""Whoever should act is told in time, once, whenever and however often the sweep runs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.correspondence.models import Letter
from app.deadlines import operations, queries
from app.deadlines.models import Deadline, Reminder
from app.deadlines.operations.sweeping import Swept
from app.deadlines.values import Outcome, Set
from app.deadlines.values.ladders import Pause
from app.kernel.actor import SYSTEM, Role
from app.kernel.clock import end_of_day
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid
from app.participants.queries import roll
from tests.conftest import ROOT, SEAT
from tests.people import Somebody, somebody

ROUTINE = queries.routine(ROOT / "config/reminders")
ROLL = roll(ROOT / "config/facts")
DUE = end_of_day(date(2027, 3, 31), SEAT)
WANTED = Set(
    "thing",
    "a/1",
    DUE,
    {"title": "Annual compute declaration", "period": "2026"},
    "/things/1",
    participant="CAN",
    ladder="periodic",
)
LONG_BEFORE = datetime(2026, 12, 1, 12, tzinfo=UTC)


def morning(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 8, tzinfo=SEAT).astimezone(UTC)


def set_(database: Database, *wanted: Set, at: datetime = LONG_BEFORE) -> None:
    with database.write(by=SYSTEM) as session:
        operations.set_deadlines(session, wanted, at=at)


def swept(database: Database, at: datetime) -> Swept:
    with database.write(by=SYSTEM) as session:
        return operations.sweep(session, ROUTINE, roll=ROLL, at=at, seat=SEAT)


def letters(database: Database) -> list[tuple[str, str]]:
    """Give each letter's step and whom it goes to, in the order of their owing."""
    with database.read(by=SYSTEM) as session:
        found = session.scalars(select(Letter).order_by(Letter.owed_at, Letter.address)).all()
        return [(each.occasion.split("/")[3], each.address) for each in found]


def done(database: Database) -> Sequence[Reminder]:
    with database.read(by=SYSTEM) as session:
        return session.scalars(select(Reminder).order_by(Reminder.swept_at)).all()


def row(database: Database) -> Deadline:
    with database.read(by=SYSTEM) as session:
        return queries.deadline(session, "thing", "a/1")


@pytest.fixture
def people(database: Database) -> dict[str, Somebody]:
    """Give a drafter and the representative of Canada, another state's drafter, the Director."""
    with database.write(by=SYSTEM) as session:
        return {
            "drafter": somebody(session, Role.DRAFTER, "CAN", at=LONG_BEFORE),
            "representative": somebody(session, Role.REPRESENTATIVE, "CAN", at=LONG_BEFORE),
            "other": somebody(session, Role.DRAFTER, "NOR", at=LONG_BEFORE),
            "director": somebody(session, Role.DIRECTOR, at=LONG_BEFORE),
        }


def test_a_whole_ladder_reaches_those_who_should_act_one_step_after_another(
    database: Database, people: dict[str, Somebody]
) -> None:
    set_(database, WANTED)
    assert swept(database, LONG_BEFORE) == Swept(1, 0, 0)
    assert row(database).next_step_at == morning(2027, 1, 29)
    drafter, representative = people["drafter"].email, people["representative"].email
    for on in (
        morning(2027, 1, 29),
        morning(2027, 3, 1),
        morning(2027, 3, 24),
        morning(2027, 3, 31),
        morning(2027, 4, 7),
        morning(2027, 4, 30),
    ):
        swept(database, on)
        swept(database, on + timedelta(hours=1))
    both = sorted([drafter, representative])
    assert letters(database) == [
        *[("60-days-before", each) for each in both],
        *[("30-days-before", each) for each in both],
        *[("7-days-before", each) for each in both],
        *[("due-day", each) for each in both],
        ("7-days-after", representative),
        *[("30-days-after", each) for each in sorted([people["director"].email, representative])],
    ]
    assert row(database).next_step_at is None


def test_after_a_week_s_outage_one_letter_goes_out_and_what_was_missed_is_noted(
    database: Database, people: dict[str, Somebody]
) -> None:
    set_(database, WANTED)
    swept(database, LONG_BEFORE)
    assert swept(database, morning(2027, 3, 26)).letters == len({"drafter", "representative"})
    [reminder] = done(database)
    assert (reminder.step, reminder.sent, reminder.letters) == ("7-days-before", True, 2)
    assert reminder.missed == ["60-days-before", "30-days-before"]
    assert {step for step, _ in letters(database)} == {"7-days-before"}
    assert swept(database, morning(2027, 3, 26)) == Swept(0, 0, 0)
    assert people["other"].email not in {address for _, address in letters(database)}


def test_it_stops_at_submission_and_starts_again_at_recall(
    database: Database, people: dict[str, Somebody]
) -> None:
    set_(database, WANTED)
    with database.write(by=SYSTEM) as session:
        operations.meet(session, "thing", "a/1", outcome=Outcome.FILED, at=morning(2027, 1, 15))
    assert swept(database, morning(2027, 3, 1)) == Swept(0, 0, 0)
    with database.write(by=SYSTEM) as session:
        operations.unmeet(session, "thing", "a/1", at=morning(2027, 3, 2))
    assert swept(database, morning(2027, 3, 2)).letters == len(people) - 2
    assert {step for step, _ in letters(database)} == {"30-days-before"}


def test_it_moves_with_an_extension_and_does_not_make_up_for_steps_that_had_passed(
    database: Database, people: dict[str, Somebody]
) -> None:
    set_(database, WANTED)
    swept(database, morning(2027, 3, 31))
    extended = end_of_day(date(2027, 4, 30), SEAT)
    with database.write(by=SYSTEM) as session:
        operations.move(session, "thing", "a/1", due_at=extended, at=morning(2027, 4, 1))
    assert swept(database, morning(2027, 4, 1)).letters == 0
    assert row(database).next_step_at == morning(2027, 4, 23)
    assert swept(database, morning(2027, 4, 23)).letters == len(people) - 2


def test_a_paused_state_is_told_nothing_and_that_is_noted(
    database: Database, people: dict[str, Somebody]
) -> None:
    set_(database, WANTED)
    wanted = Pause("CAN", "A change of government.", date(2027, 1, 1), date(2027, 2, 28))
    by = people["director"].actor
    with database.write(by=by) as session:
        number = operations.pause(
            session, wanted, by=by, at=LONG_BEFORE, today=date(2026, 12, 1)
        ).number
    assert swept(database, morning(2027, 1, 29)) == Swept(1, 0, 1)
    [reminder] = done(database)
    assert (reminder.sent, reminder.pause) == (False, number)
    with database.write(by=by) as session:
        operations.end_pause(session, number, by=by, today=date(2027, 2, 1))
        with pytest.raises(Conflict, match="has ended already"):
            operations.end_pause(session, number, by=by, today=date(2027, 2, 1))
    assert swept(database, morning(2027, 3, 1)).letters == len(people) - 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "a" * 501}, "reason"),
        ({"since": date(2026, 11, 30)}, "since"),
        ({"until": date(2026, 12, 31)}, "until"),
        ({"until": date(2028, 12, 31)}, "until"),
    ],
)
def test_a_pause_needs_a_reason_and_an_end(
    database: Database, change: dict[str, Any], field: str
) -> None:
    wanted = Pause("CAN", "A reason.", date(2027, 1, 1), date(2027, 2, 28))
    with (
        database.write(by=SYSTEM) as session,
        pytest.raises(Invalid) as refused,
    ):
        operations.pause(
            session, replace(wanted, **change), by=SYSTEM, at=LONG_BEFORE, today=date(2026, 12, 1)
        )
    assert [each.field for each in refused.value.complaints] == [field]


def test_what_is_private_is_not_named_in_a_letter(
    database: Database, people: dict[str, Somebody]
) -> None:
    facts = {"title": "Serious incident: first notice", "period": "incident-4", "private": True}
    set_(database, replace(WANTED, facts=facts, ladder="hours"), at=DUE)
    assert swept(database, DUE).letters == len({people["representative"].email})
    with database.read(by=SYSTEM) as session:
        [letter] = session.scalars(select(Letter)).all()
    assert (letter.facts["title"], letter.facts["period"], letter.private) == ("", "", True)
    assert letter.facts["participant"] == "Canada"


def test_the_seat_s_days_off_are_read_from_reviewed_facts(tmp_path: Path) -> None:
    assert {date(2027, 1, 1), date(2027, 3, 29), date(2027, 10, 26)} <= ROUTINE.days_off
    (tmp_path / "ladders.json").write_bytes((ROOT / "config/reminders/ladders.json").read_bytes())
    (tmp_path / "days_off.csv").write_text("on,name\n2027-13-01,Nonsense\n")
    with pytest.raises(Invalid, match="line 2"):
        queries.routine(tmp_path)


def test_a_ladder_whose_steps_have_other_names_in_a_new_release_holds_nothing_up(
    database: Database, people: dict[str, Somebody]
) -> None:
    set_(database, WANTED)
    swept(database, morning(2027, 3, 1))
    with database.write(by=SYSTEM) as session:
        row_there = queries.deadline(session, "thing", "a/1")
        row_there.step, row_there.next_step_at = "a-step-that-is-gone", morning(2027, 3, 1)
    assert swept(database, morning(2027, 3, 1)).looked_at == 1
    assert len(letters(database)) == len(people) - 2, "each letter is owed once for ever"
    assert row(database).next_step_at == morning(2027, 3, 24)
