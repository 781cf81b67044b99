"""What everybody may know of declarations: that one stands in good order, and whether in time."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.declarations.operations import review
from app.declarations.values.filing import Reference, Step
from app.kernel.actor import SYSTEM, Actor
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.obligations.operations import reconcile
from app.obligations.queries import catalogue
from app.obligations.values import Publication
from app.participants.queries import roll
from tests.applications import lent
from tests.conftest import NOON, StoppedClock, runtime_on
from tests.declarations.filing import DRAFTER, OFFICER, REPRESENTATIVE, begun, filed, fill, hand

LIST = "/declarations/published"


@pytest.fixture(scope="module")
def register(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """Give a register in which Canada has filed what is public and what is not, and drafts more."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copyfile(sqlite_template, folder / "test.db")
    database = Database(f"sqlite:///{folder / 'test.db'}")
    runtime = runtime_on(database, folder, StoppedClock())
    known, everybody = catalogue(runtime.obligations), roll(runtime.facts)
    with database.write(by=SYSTEM) as session:
        reconcile(session, known, roll=everybody, at=NOON, seat=runtime.seat)
    assert filed(database) == Reference("CAN", 2027, 1)
    reserved = filed(database, period="2025", publication=Publication.RESERVED)
    for step in (Step.TAKE_UP, Step.FIND_IN_GOOD_ORDER):
        take(database, reserved, step)
    with database.write(by=DRAFTER) as session:
        fill(session, begun(session, period="2024"))
    yield runtime
    database.engine.dispose()


def take(database: Database, reference: Reference, step: Step, by: Actor = OFFICER) -> None:
    with database.write(by=by) as session:
        review.move(session, reference, 1, step, note="Because.", hand=hand(by))


@pytest.fixture(scope="module")
def client(register: Runtime) -> FlaskClient:
    return lent(register).test_client()


def lines(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"{LIST}.csv{query}").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_only_what_is_public_and_in_good_order_is_known_and_nothing_of_what_it_says(
    register: Runtime, client: FlaskClient
) -> None:
    one = Reference("CAN", 2027, 1)
    assert lines(client) == []
    assert "Nothing has been found in good order yet" in client.get(LIST).text
    assert "Its latest declarations" not in client.get("/participants/CAN").text
    take(register.database, one, Step.TAKE_UP)
    assert lines(client) == []
    take(register.database, one, Step.FIND_IN_GOOD_ORDER)
    [line] = lines(client)
    assert line == {
        "participant": "CAN", "name": "Canada", "obligation": "f1", "form": "F1", "period": "2026",
        "basis": "voluntary", "received_on": "2027-03-14", "timeliness": "late", "days_late": "42",
    }  # fmt: skip
    for address in (LIST, "/participants/CAN"):
        page = client.get(address).text
        assert "Late by 42 days" in page
        assert "Autorit" not in page
        assert "CAN-2027" not in page
    assert lines(client, "?participant=JPN") == lines(client, "?period=2025") == []
    kept = client.get(f"{LIST}.csv")
    again = client.get(f"{LIST}.csv", headers={"If-None-Match": kept.headers["ETag"]})
    assert (again.status_code, client.get(f"{LIST}.xlsx").status_code) == (304, 200)
    take(register.database, one, Step.RECALL, REPRESENTATIVE)
    assert lines(client) == []
