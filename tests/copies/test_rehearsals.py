"""In a rehearsal everything can be tried at any instant, and nothing ever leaves it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, select, update
from sqlalchemy.exc import DatabaseError

from app.assembly import assemble
from app.cli import main
from app.correspondence.models import Letter
from app.correspondence.queries import standing
from app.deadlines import operations as deadlines
from app.desk import operations
from app.desk.models import Rehearsal
from app.desk.queries import is_demonstration, is_rehearsal
from app.desk.rules import readiness
from app.desk.values import Part
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.kernel.mail import Unreachable
from app.kernel.runtime import Runtime
from app.migration import migrate, roll_back
from app.processes import store
from config.settings import Settings
from tests.applications import lent
from tests.conftest import NOON
from tests.copies.conftest import Place
from tests.deadlines.test_sweeping import LONG_BEFORE, WANTED
from tests.people import somebody
from workers import correspondence as hands
from workers import tick

AT = "2027-03-31T08:00+02:00"


@pytest.fixture
def rehearsal(place: Place, copied: Path) -> Iterator[Runtime]:
    """Give a runtime on a rehearsal, in which Canada owes something by 31 March."""
    assert place.restore(copied, "--rehearsal") == 0
    house = assemble(Settings.read(place.environment()))
    with house.database.write(by=SYSTEM) as session:
        somebody(session, Role.DRAFTER, "CAN", at=LONG_BEFORE)
        deadlines.set_deadlines(session, [WANTED], at=LONG_BEFORE)
    yield house
    house.database.engine.dispose()


def owed(house: Runtime) -> int:
    with house.database.read(by=SYSTEM) as session:
        found = session.scalars(select(Letter.handed_over_at).where(Letter.failed_at.is_(None)))
        return found.all().count(None) - 1


def test_a_rehearsal_shows_who_is_owed_what_at_an_instant_and_sends_nothing(
    rehearsal: Runtime, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sweep", "--at", AT]) == 0
    said = capsys.readouterr().out
    assert "Annual compute declaration" in said
    assert "none of them is sent" in said
    count = owed(rehearsal)
    assert count > 0
    assert main(["sweep", "--at", AT]) == 0
    assert "; 0 letters are owed" in capsys.readouterr().out
    for module in (tick, hands):
        monkeypatch.setattr(module, "runtime", lambda: rehearsal)
    tick.tick()
    hands.hand_over()
    assert owed(rehearsal) == count
    assert not rehearsal.spool.exists()
    with pytest.raises(Unreachable, match="nothing leaves it"):
        rehearsal.post.check()


def test_every_page_of_a_rehearsal_says_so_and_it_is_ready_without_a_relay(
    rehearsal: Runtime,
) -> None:
    page = lent(rehearsal, tokens=False).test_client().get("/sign-in").get_data(as_text=True)
    assert "<strong>Rehearsal.</strong>" in page
    with rehearsal.database.read(by=SYSTEM) as session:
        found = readiness({}, standing(session), at=NOON, rehearsal=True)
    assert found[Part.LETTERS].standing


def test_a_rehearsal_has_no_relay(rehearsal: Runtime, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["relay"]) == 1
    assert "It has no relay" in capsys.readouterr().err
    assert store.is_rehearsal(str(rehearsal.database.engine.url))


def test_in_a_live_register_nothing_is_swept_but_what_is_due_now(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sweep", "--at", AT]) == 1
    assert "only in a rehearsal" in capsys.readouterr().err
    assert main(["sweep"]) == 0
    assert "0 letters are owed" in capsys.readouterr().out
    assert not store.is_rehearsal(place.url)


@pytest.mark.parametrize("text", ["tomorrow", "2027-03-31", "2027-03-31T08:00"])
def test_an_instant_without_its_zone_is_wrong_usage(text: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sweep", "--at", text])
    assert ended.value.code == 2


@pytest.mark.parametrize("change", [delete(Rehearsal), update(Rehearsal).values(since=NOON)])
def test_the_mark_of_a_rehearsal_is_never_taken_off(database: Database, change: Executable) -> None:
    with database.write(by=SYSTEM) as session:
        operations.mark_rehearsal(session, at=NOON)
        operations.mark_rehearsal(session, at=NOON + timedelta(days=1))
    with (
        pytest.raises(DatabaseError, match="never changed"),
        database.write(by=SYSTEM) as session,
    ):
        session.execute(change)
    with database.read(by=SYSTEM) as session:
        assert session.scalars(select(Rehearsal.since)).one() == NOON


@pytest.mark.long
def test_a_rehearsal_of_an_older_program_still_sends_nothing(
    database_url: str, database: Database
) -> None:
    with database.write(by=SYSTEM) as session:
        operations.mark_rehearsal(session, at=NOON)
    roll_back(database_url, "0017")
    with database.read(by=SYSTEM) as session:
        assert is_demonstration(session)
    migrate(database_url)
    with database.read(by=SYSTEM) as session:
        assert not is_rehearsal(session)
