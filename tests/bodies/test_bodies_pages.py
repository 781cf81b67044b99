"""Officers run bodies on their pages; everybody else sees what is theirs to see."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.bodies import queries
from app.bodies.models import Body, BodyRecord, Bureau, Seat
from app.deadlines.models import Deadline
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.ledger.queries import audited
from tests.applications import lent
from tests.conftest import StoppedClock, runtime_on
from tests.people import Somebody, made, signed_in

PLAN = {
    "kind": "working_group",
    "symbol": "GAIMA/WG.7",
    "name": "Working Group 7 on terms",
    "mandate": "To say what terms mean.",
    "public": "yes",
}
CHARTER = {
    "authority": "Statute, article 4",
    "on": "2027-03-14",
    "mandate": "To say what terms mean, in six languages.",
    "until": "2027-12-31",
    "members": "Canada\nJPN\nRepublic of Korea",
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Runtime]:
    folder = tmp_path_factory.mktemp("bodies")
    (folder / "test.db").write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{folder / 'test.db'}")
    yield runtime_on(database, folder, StoppedClock())
    database.engine.dispose()


@pytest.fixture(scope="module")
def officer(register: Runtime) -> FlaskClient:
    return signed_in(lent(register, tokens=False), register, Role.BODIES_OFFICER)


@pytest.fixture(scope="module")
def expert(register: Runtime) -> Somebody:
    return made(register, Role.EXPERT)


def posted(browser: FlaskClient, address: str, **form: str) -> TestResponse:
    return browser.post(address, data={"key": str(uuid4()), **form})


def words(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_a_body_lives_from_its_proposal_to_its_end(
    register: Runtime, officer: FlaskClient, expert: Somebody
) -> None:
    key = str(uuid4())
    for _twice in range(2):
        done = posted(officer, "/bodies/propose", **PLAN, key=key)
        assert (done.status_code, done.location) == (303, "/bodies/wg-7")
    assert "Proposed" in words(officer.get("/bodies/wg-7"))
    key = str(uuid4())
    for _twice in range(2):
        assert posted(officer, "/bodies/wg-7/establish", **CHARTER, key=key).status_code == 303
    again = posted(officer, "/bodies/wg-7/establish", **CHARTER)
    assert "set up already" in again.text
    story = words(officer.get("/bodies/wg-7"))
    assert "To say what terms mean, in six languages." in story
    assert "31 December 2027" in story

    changed = {"mandate": "To say what words mean, in six languages.", "on": "2027-03-14"}
    posted(officer, "/bodies/wg-7/mandate/change", authority="Report, paragraph 9", **changed)
    versions = officer.get("/bodies/wg-7/mandate").text
    assert "<del>terms</del>" in versions.replace(" </del>", "</del>")
    assert "<ins>words</ins>" in versions.replace(" </ins>", "</ins>")

    overlapping = {"since": "2027-12-01", "until": "2028-06-30"}
    refused = posted(officer, "/bodies/wg-7/term", authority="Report, paragraph 9", **overlapping)
    assert "would overlap" in refused.text
    posted(officer, "/bodies/wg-7/term", authority="Report, paragraph 9", until="2028-06-30")
    assert deadline(register, "body_term").startswith("2028-06-30T22")

    with register.database.read(by=SYSTEM) as session:
        seats = {each.participant: each.id for each in session.scalars(select(Seat))}
    person = {"standing": "expert", "name": "Ida Roth", "since": "2027-03-14"}
    seat = posted(officer, "/bodies/wg-7/people/seat", account=str(expert.number), **person)
    assert seat.status_code == 303
    chair = {"office": "chair", "name": "Ann Lee", "since": "2027-03-14", "until": "2027-09-30"}
    for _second in range(2):
        done = posted(
            officer, "/bodies/wg-7/people/office",
            seat=str(seats["CAN"]), authority="Report, paragraph 2", **chair,
        )  # fmt: skip
    assert "holds this office then already" in done.text
    assert "Ann Lee" in words(officer.get("/bodies/wg-7/people"))
    with register.database.read(by=SYSTEM) as session:
        office = session.scalars(select(Bureau)).one().id
    down = posted(officer, "/bodies/wg-7/people/office/end", office=str(office), on="2027-03-14")
    assert down.status_code == 303
    assert deadline(register, "office_term") == "lifted"
    posted(officer, "/bodies/wg-7/people/seat/end", seat=str(seats["JPN"]), on="2027-03-14")
    assert "Japan" in words(officer.get("/bodies/wg-7/people")).partition("Before, and to come")[2]

    end = {"to": "concluded", "on": "2027-03-14", "authority": "Report, paragraph 30"}
    assert "Say how its work ended" in posted(officer, "/bodies/wg-7/move", **end).text
    done = posted(officer, "/bodies/wg-7/move", reason="It has said what they mean.", **end)
    assert done.status_code == 303
    assert deadline(register, "body_term") == "lifted"
    assert "Concluded" in words(officer.get("/bodies"))
    assert "GAIMA/WG.7" in words(officer.get("/bodies/timeline"))
    with register.database.read(by=SYSTEM) as session:
        assert len(session.scalars(select(BodyRecord)).all()) == 9
        audited(session, queries.openings(session))
        assert len(session.scalars(select(Body)).all()) == 1


def deadline(register: Runtime, kind: str) -> str:
    """Give when the one deadline of a kind is due, or that it runs no more."""
    with register.database.read(by=SYSTEM) as session:
        found = session.scalars(select(Deadline).where(Deadline.kind == kind)).one()
        return "lifted" if found.lifted_at else found.due_at.isoformat()
