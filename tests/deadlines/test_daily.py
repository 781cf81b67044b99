"""Who wants it so has a day's reminders in one letter, once; what cannot wait comes at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.accounts.models import Account
from app.accounts.operations import choosing
from app.accounts.values import Telling
from app.correspondence import letters as pens
from app.correspondence.models import Letter
from app.correspondence.values import Sender
from app.deadlines import operations, queries
from app.deadlines.models import DailyLine
from app.deadlines.operations.sweeping import Swept
from app.deadlines.rules.daily import can_wait, gathered_until
from app.deadlines.values import Outcome, Set
from app.deadlines.values.ladders import Reached, Step
from app.kernel.actor import SYSTEM, Role
from app.kernel.clock import end_of_day
from app.kernel.database import Database
from app.participants.queries import roll
from tests.conftest import NOON, ROOT, SEAT
from tests.people import Somebody, somebody

ROUTINE = queries.routine(ROOT / "config/reminders")
ROLL = roll(ROOT / "config/facts")
DUE = end_of_day(date(2027, 6, 30), SEAT)
EIGHT = datetime(2027, 6, 23, 8, tzinfo=SEAT).astimezone(UTC)
"""When a week is left, in the morning."""

NINE = EIGHT + timedelta(hours=1)
SENDER = Sender("GAIMA", "a@example.org", "http://x.example", demonstration=False, seat=SEAT)


def thing(number: int) -> Set:
    facts = {"title": f"Declaration {number}", "period": "2026"}
    return Set("thing", f"{number}", DUE, facts, f"/things/{number}", "CAN", ladder="periodic")


@pytest.fixture
def daily(database: Database) -> Somebody:
    """Give a drafter of Canada who has chosen one letter a day, in French, and owes two things."""
    with database.write(by=SYSTEM) as session:
        whose = somebody(session, Role.DRAFTER, "CAN", at=NOON)
        choosing.choose(session, Telling("fr", daily=True), by=whose.actor)
        operations.set_deadlines(session, [thing(1), thing(2)], at=NOON)
    return whose


def swept(database: Database, at: datetime) -> Swept:
    with database.write(by=SYSTEM) as session:
        return operations.sweep(session, ROUTINE, roll=ROLL, at=at, seat=SEAT)


def gathered(database: Database, at: datetime) -> int:
    with database.write(by=SYSTEM) as session:
        return operations.gather(session, roll=ROLL, at=at, seat=SEAT)


def letters(database: Database) -> Sequence[Letter]:
    with database.read(by=SYSTEM) as session:
        return session.scalars(select(Letter).order_by(Letter.owed_at)).all()


def test_a_day_s_reminders_come_in_one_letter_at_its_hour_and_once(
    database: Database, daily: Somebody
) -> None:
    assert swept(database, EIGHT).letters == len(["1", "2"])
    assert letters(database) == []
    assert gathered(database, NINE - timedelta(minutes=1)) == 0
    assert [gathered(database, NINE) for _ in range(3)] == [1, 0, 0]
    [letter] = letters(database)
    assert (letter.address, letter.language, letter.template) == (daily.email, "fr", "daily")
    assert [each["participant"] for each in letter.facts["lines"]] == ["Canada", "Canada"]
    text = pens.compose(pens.drafted(letter), sender=SENDER, at=NINE).text
    assert "To be filed by 30 June 2027: Declaration 1, 2026." in text
    assert "http://x.example/things/2" in text


def test_on_the_last_day_a_letter_comes_at_once(database: Database, daily: Somebody) -> None:
    with database.write(by=SYSTEM) as session:
        hours = replace(thing(3), ladder="hours", due_at=DUE + timedelta(days=9))
        operations.set_deadlines(session, [hours], at=NOON)
    swept(database, datetime(2027, 6, 30, 8, tzinfo=SEAT))
    swept(database, DUE + timedelta(days=9) - timedelta(hours=6))
    assert [each.template for each in letters(database)] == ["deadline_coming"] * 3
    assert {each.address for each in letters(database)} == {daily.email}


def test_what_is_no_longer_awaited_by_its_hour_is_left_out(
    database: Database, daily: Somebody
) -> None:
    swept(database, EIGHT)
    with database.write(by=SYSTEM) as session:
        operations.meet(session, "thing", "1", outcome=Outcome.FILED, at=EIGHT)
    assert gathered(database, NINE) == 1
    [letter] = letters(database)
    assert [each["title"] for each in letter.facts["lines"]] == ["Declaration 2"]
    assert daily.participant == "CAN"


def test_where_nobody_can_act_there_is_no_letter_and_the_lines_are_done(
    database: Database, daily: Somebody
) -> None:
    swept(database, EIGHT)
    with database.write(by=SYSTEM) as session:
        mine = update(Account).where(Account.number == daily.number)
        session.execute(mine.values(disabled_at=EIGHT))
    assert gathered(database, NINE) == 0
    with database.read(by=SYSTEM) as session:
        assert {each.gathered_at for each in session.scalars(select(DailyLine))} == {NINE}


def test_what_waited_in_a_copy_goes_into_no_letter_of_the_register_it_becomes(
    database: Database, daily: Somebody
) -> None:
    assert swept(database, EIGHT).letters
    with database.write(by=daily.actor) as session:
        operations.leave_out(session, at=EIGHT)
    assert gathered(database, NINE) == 0


@pytest.mark.parametrize(
    ("days", "hours", "waits"), [(-7, None, True), (30, None, True), (0, None, False),
                                 (None, -6, False), (None, 0, False)]
)  # fmt: skip
def test_what_can_wait(days: int | None, hours: int | None, waits: bool) -> None:  # noqa: FBT001
    step = Step("a", "deadline_coming", (Reached.DRAFTERS,), days=days, hours=hours)
    assert can_wait(step) is waits


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2027, 3, 28, 6, 59, tzinfo=UTC), datetime(2027, 3, 27, 8, tzinfo=UTC)),
        (datetime(2027, 3, 28, 7, 0, tzinfo=UTC), datetime(2027, 3, 28, 7, tzinfo=UTC)),
    ],
    ids=["before the hour, summer time has begun", "at the hour"],
)
def test_the_hour_is_the_seat_s(at: datetime, until: datetime) -> None:
    assert gathered_until(at, seat=SEAT) == until
