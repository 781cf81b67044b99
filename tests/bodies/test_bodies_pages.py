"""Officers run bodies on their pages; everybody else sees what is theirs to see."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.rules.desks import DESKS
from app.bodies import queries
from app.bodies.models import Body, BodyRecord, Bureau, Seat
from app.bodies.values import Standing
from app.deadlines.models import Deadline
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.ledger.queries import audited
from tests.applications import lent
from tests.bodies.builders import founded, seated
from tests.conftest import StoppedClock, runtime_on
from tests.people import Somebody, browser_of, made, signed_in

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


@pytest.fixture(scope="module")
def conference(register: Runtime) -> None:
    with register.database.write(by=SYSTEM) as session:
        founded(session, "c", members=["CAN"], until=None)


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
    unexplained = posted(officer, "/bodies/wg-7/move", **end).text
    assert all(
        each in unexplained for each in ("<title>Error: Take a step", "Say how its work ended")
    )
    done = posted(officer, "/bodies/wg-7/move", reason="It has said what they mean.", **end)
    assert done.status_code == 303
    assert deadline(register, "body_term") == "lifted"
    assert "Concluded" in words(officer.get("/bodies"))
    assert "GAIMA/WG.7" in words(officer.get("/bodies/timeline"))
    with register.database.read(by=SYSTEM) as session:
        body = session.scalars(select(Body).where(Body.slug == "wg-7")).one()
        sealed = session.scalars(select(BodyRecord).where(BodyRecord.body_id == body.id)).all()
        assert len(sealed) == 9
        audited(session, queries.openings(session))


def test_an_expert_has_an_account_that_belongs_to_bodies_alone(
    register: Runtime, expert: Somebody
) -> None:
    with register.database.write(by=SYSTEM) as session:
        body = founded(session, "ec", public=False, members=["JPN"])
        seated(session, body, Standing.EXPERT, name="Ida Roth", account=expert.number)
    app = lent(register, tokens=False)
    theirs = browser_of(app, register, expert)
    assert DESKS[Role.EXPERT] in {"/bodies", "/bodies/desk"}
    assert "GAIMA/EC" in words(theirs.get("/bodies"))
    assert "Ida Roth" in words(theirs.get("/bodies/ec/people"))
    assert "read" in words(theirs.get("/account"))
    for closed in ("/bodies/propose", "/bodies/ec/move", "/bodies/timeline", "/declarations"):
        assert theirs.get(closed).status_code == 404, closed
    stranger = signed_in(app, register, Role.REPRESENTATIVE, "CAN")
    assert "GAIMA/EC" not in words(stranger.get("/bodies"))
    assert stranger.get("/bodies/ec/people").status_code == 404


@pytest.mark.usefixtures("conference")
def test_every_form_says_what_it_is_for(officer: FlaskClient) -> None:
    for address, said in (
        ("/bodies/propose", "Propose a body"),
        ("/bodies/c/establish", "Set up by a decision"),
        ("/bodies/c/mandate/change", "Change the mandate"),
        ("/bodies/c/term", "Extend the term"),
        ("/bodies/c/move", "Take a step by a decision"),
        ("/bodies/c/people/seat", "Give a seat"),
        ("/bodies/c/people/seat/end", "End a seat"),
        ("/bodies/c/people/office", "Elect somebody to the bureau"),
        ("/bodies/c/people/office/end", "Somebody steps down"),
    ):
        assert said in words(officer.get(address)), address


@pytest.mark.usefixtures("conference")
@pytest.mark.parametrize(
    ("address", "form", "said"),
    [
        ("/bodies/propose", {}, "Choose what sort of body it is."),
        ("/bodies/c/mandate/change", {"mandate": "m", "on": "2027-13-01"}, "as 2027-03-14"),
        ("/bodies/c/term", {"until": "2027-12-31", "authority": "Report"}, "no term to extend"),
        ("/bodies/c/move", {"to": "proposed"}, "Give the day of the decision."),
        ("/bodies/c/people/seat", {"standing": "member", "participant": "Atlantis"}, "no particip"),
        ("/bodies/c/people/seat", {"standing": "king", "account": "-1"}, "Choose as what they sit"),
        ("/bodies/c/people/seat/end", {"on": "2027-03-14"}, "Choose what is to end."),
        ("/bodies/c/people/seat/end", {"seat": "1", "on": "2027-03-14"}, "one of those offered"),
        ("/bodies/c/people/seat/end", {"seat": str(uuid4()), "on": "2027-03-14"}, "of this body"),
        ("/bodies/c/people/office", {"office": "chair"}, "Choose from which seat they come."),
        ("/bodies/c/people/office/end", {"office": str(uuid4())}, "the first day on which"),
        ("/bodies/c/people/seat", {"alternate_to": "x", "name": "n" * 201}, "At most 200"),
        ("/bodies/c/establish", {"members": "Canada\nAtlantis"}, "no participant “Atlantis”"),
        ("/bodies/c/mandate/change", {"mandate": "m\x07", "on": "1066-01-01"}, "cannot be seen"),
    ],
)
def test_what_is_posted_wrongly_is_refused_with_a_sentence(
    officer: FlaskClient, address: str, form: dict[str, str], said: str
) -> None:
    refused = posted(officer, address, **form)
    assert refused.status_code == 422
    assert said in refused.text
    assert posted(officer, address, **(form | {"key": "none"})).status_code == 422


def deadline(register: Runtime, kind: str) -> str:
    """Give when the one deadline of a kind is due, or that it runs no more."""
    with register.database.read(by=SYSTEM) as session:
        found = session.scalars(select(Deadline).where(Deadline.kind == kind)).one()
        return "lifted" if found.lifted_at else found.due_at.isoformat()
