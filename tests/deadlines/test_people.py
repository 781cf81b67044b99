"""Extensions asked for, designations, accounts and invitations climb ladders as filings do."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app import routine
from app.accounts.models import Account, Appointment
from app.accounts.operations import joining, leaving
from app.accounts.values import INVITATION_LASTS, Newcomer
from app.correspondence import letters as pens
from app.correspondence.models import Letter
from app.deadlines import operations, queries
from app.deadlines.models import Deadline
from app.deadlines.queries.people import is_behind
from app.deadlines.queries.preview import preview
from app.deadlines.values import Outcome, Set
from app.deadlines.values.ladders import Pause
from app.kernel.actor import SYSTEM, Role
from app.kernel.clock import end_of_day
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.kernel.sealing import Seal
from app.participants.queries import roll
from tests.conftest import NOON, ROOT, SEAT
from tests.people import Somebody, somebody

ROUTINE = queries.routine(ROOT / "config/reminders")
ROLL = roll(ROOT / "config/facts")
UNTIL = date(2027, 6, 30)


def morning(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 8, tzinfo=SEAT).astimezone(UTC)


def swept(database: Database, at: datetime) -> list[tuple[str, str]]:
    """Follow people and sweep, and give the template and the address of each new letter."""
    with database.write(by=SYSTEM) as session:
        operations.follow_people(session, at=at, seat=SEAT)
        assert not is_behind(session, at=at, seat=SEAT)
        operations.sweep(session, ROUTINE, roll=ROLL, at=at, seat=SEAT)
        found = session.scalars(select(Letter).where(Letter.owed_at == at)).all()
        return sorted((each.template, each.address) for each in found)


def made(database: Database, role: Role, *, until: date | None = None) -> Somebody:
    with database.write(by=SYSTEM) as session:
        whose = somebody(session, role, at=NOON)
        here = Appointment.account == whose.number
        session.execute(update(Appointment).where(here).values(until=until))
        return whose


def running(database: Database) -> Sequence[Deadline]:
    with database.read(by=SYSTEM) as session:
        return session.scalars(select(Deadline).where(Deadline.lifted_at.is_(None))).all()


def test_a_designation_that_ends_is_told_of_until_another_stands_in_its_place(
    database: Database,
) -> None:
    ending = made(database, Role.REPRESENTATIVE, until=UNTIL)
    drafter = made(database, Role.DRAFTER)
    director = made(database, Role.DIRECTOR)
    assert swept(database, NOON) == []
    with database.read(by=SYSTEM) as session:
        [foreseen] = preview(session, ROUTINE, on=date(2027, 4, 30), seat=SEAT)
    assert [each.address for each in foreseen.to] == [ending.email]
    assert swept(database, morning(2027, 4, 30)) == [("designation_ends", ending.email)]
    assert [address for _, address in swept(database, morning(2027, 6, 23))] == sorted(
        [ending.email, drafter.email]
    )
    assert swept(database, morning(2027, 7, 1)) == [
        ("designation_ended", address) for address in sorted([drafter.email, director.email])
    ]
    with database.write(by=SYSTEM) as session:
        leaving.remove(session, ending.number, by=SYSTEM, at=NOON, on=UNTIL)
    swept(database, morning(2027, 7, 2))
    assert running(database) == []


def test_an_account_for_a_time_is_told_of_unless_it_is_disabled(database: Database) -> None:
    ending = made(database, Role.DEPOSITARY_OFFICER, until=UNTIL)
    administrator = made(database, Role.ADMINISTRATOR)
    swept(database, NOON)
    both = sorted([ending.email, administrator.email])
    assert [address for _, address in swept(database, morning(2027, 5, 31))] == both
    with database.write(by=SYSTEM) as session:
        leaving.disable(session, ending.number, by=SYSTEM, at=NOON)
    assert swept(database, morning(2027, 6, 23)) == []


def test_an_invitation_that_waits_is_told_of_until_it_is_taken_up(database: Database) -> None:
    representative = made(database, Role.REPRESENTATIVE)
    newcomer = Newcomer(email="new@example.org", name="Nima", role=Role.DRAFTER, participant="CAN")
    with database.write(by=representative.actor) as session:
        joining.invite(session, newcomer, roll=ROLL, by=representative.actor, at=NOON,
                       on=NOON.date(), seal=Seal("0" * 32))  # fmt: skip
    swept(database, NOON + timedelta(hours=1))
    waits = [("invitation_waits", representative.email)]
    assert swept(database, NOON + INVITATION_LASTS - timedelta(days=1)) == waits
    with database.write(by=SYSTEM) as session:
        session.execute(
            update(Account).where(Account.email == newcomer.email).values(disabled_at=NOON)
        )
    assert swept(database, NOON + INVITATION_LASTS + timedelta(days=3)) == []
    assert running(database) == []


def asked_for_more_time() -> tuple[Set, Set]:
    """Give the deadline of a filing, and that of a request for more time."""
    filed = Set("obligation", "a/1", end_of_day(UNTIL, SEAT), {"title": "F2"}, "/things/1")
    asked = Set(
        "extension", "a/1", filed.due_at, {"title": "F2", "until": "2027-09-30"}, "/things/1",
        participant="CAN", ladder="extension", hangs_on="obligation",
    )  # fmt: skip
    return filed, asked


def test_what_hangs_on_another_deadline_is_over_when_that_one_is(database: Database) -> None:
    officer = made(database, Role.DECLARATIONS_OFFICER)
    filed, asked = asked_for_more_time()
    with database.write(by=SYSTEM) as session:
        operations.set_deadlines(session, [filed], at=NOON)
        operations.set_deadlines(session, [asked], at=NOON)
    assert swept(database, morning(2027, 6, 16)) == [("extension_waits", officer.email)]
    with database.write(by=SYSTEM) as session:
        operations.meet(session, "obligation", "a/1", outcome=Outcome.FILED, at=NOON)
    with database.read(by=SYSTEM) as session:
        assert preview(session, ROUTINE, on=date(2027, 6, 25), seat=SEAT) == []
    assert swept(database, morning(2027, 6, 25)) == []


@pytest.mark.parametrize("back", ["recalled", "set again"])
def test_what_hangs_on_a_deadline_that_is_awaited_once_more_goes_on(
    database: Database, back: str
) -> None:
    officer = made(database, Role.DECLARATIONS_OFFICER)
    filed, asked = asked_for_more_time()
    with database.write(by=SYSTEM) as session:
        operations.set_deadlines(session, [filed], at=NOON)
        operations.set_deadlines(session, [asked], at=NOON)
        if back == "recalled":
            operations.meet(session, "obligation", "a/1", outcome=Outcome.FILED, at=NOON)
        else:
            operations.lift(session, queries.deadline(session, "obligation", "a/1"), at=NOON)
    assert swept(database, morning(2027, 6, 1)) == []
    with database.write(by=SYSTEM) as session:
        if back == "recalled":
            operations.unmeet(session, "obligation", "a/1", at=morning(2027, 6, 2))
        else:
            operations.set_deadlines(session, [filed], at=morning(2027, 6, 2))
    assert swept(database, morning(2027, 6, 16)) == [("extension_waits", officer.email)]


def test_a_pause_of_a_state_silences_no_officer(database: Database) -> None:
    officer = made(database, Role.DECLARATIONS_OFFICER)
    asked = Set(
        "extension", "a/1", end_of_day(UNTIL, SEAT), {"title": "F2", "until": "2027-09-30"},
        "/things/1", participant="CAN", ladder="extension",
    )  # fmt: skip
    wanted = Pause("CAN", "An election.", NOON.date(), UNTIL)
    with database.write(by=officer.actor) as session:
        operations.set_deadlines(session, [asked], at=NOON)
        operations.pause(session, wanted, by=officer.actor, at=NOON, today=NOON.date())
    with database.read(by=SYSTEM) as session:
        [foreseen] = preview(session, ROUTINE, on=date(2027, 6, 16), seat=SEAT)
    assert [each.address for each in foreseen.to] == [officer.email]
    assert swept(database, morning(2027, 6, 16)) == [("extension_waits", officer.email)]


def test_the_tick_follows_people_before_it_reminds(runtime: Runtime) -> None:
    ending = made(runtime.database, Role.DRAFTER, until=UNTIL)
    routine.follow(runtime, NOON)
    routine.remind(runtime, NOON)
    with runtime.database.write(by=SYSTEM) as session:
        leaving.remove(session, ending.number, by=SYSTEM, at=NOON, on=NOON.date())
    assert routine.remind(runtime, morning(2027, 5, 31)).letters == 0


def test_each_step_of_each_ladder_has_a_letter() -> None:
    known = {step.template for ladder in ROUTINE.ladders.values() for step in ladder.steps}
    assert known <= set(pens.templates())
