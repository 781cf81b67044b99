"""The reporting status and each deadline as pages, files and answers to programs."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from app.accounts.operations import tokens
from app.deadlines import operations as deadlines
from app.deadlines.values import Outcome
from app.kernel.actor import SYSTEM, Role, Scope
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.obligations import operations, queries
from app.obligations.operations import Raised
from app.obligations.rules.standing import counts
from app.obligations.values import DEADLINE, Cell
from app.participants.queries import roll
from tests.applications import lent
from tests.conftest import NOON, StoppedClock, runtime_on
from tests.obligations.builders import instant
from tests.people import made, signed_in

AT = "/reporting/f2/2025"
OWN = "/reporting/f2/2026/CAN"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Runtime]:
    """Give a register in which the six of the arrangement owe since 2024, and some have filed."""
    folder = tmp_path_factory.mktemp("obligations")
    (folder / "test.db").write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{folder / 'test.db'}")
    runtime = runtime_on(database, folder, StoppedClock())
    known, everybody = queries.catalogue(runtime.obligations), roll(runtime.facts)
    with database.write(by=SYSTEM) as session:
        operations.reconcile(session, known, roll=everybody, at=NOON, seat=runtime.seat)
        for code, outcome, on in (
            ("CAN", Outcome.FILED, "2026-03-01"),
            ("JPN", Outcome.FILED, "2026-04-12"),
            ("EU", Outcome.NIL, "2026-03-30"),
        ):
            id_ = f"f2/{code}/2025"
            deadlines.meet(session, DEADLINE, id_, outcome=outcome, at=instant(on))
        incident = Raised("f5-notice", "KOR", "INC-7", instant("2027-03-13T09:00"))
        operations.ensure(session, known, incident, roll=everybody, at=NOON, seat=runtime.seat)
    yield runtime
    database.engine.dispose()


@pytest.fixture(scope="module")
def officer(register: Runtime) -> FlaskClient:
    return signed_in(lent(register, tokens=False), register, Role.DECLARATIONS_OFFICER)


@pytest.fixture(scope="module")
def director(register: Runtime) -> FlaskClient:
    return signed_in(lent(register, tokens=False), register, Role.DIRECTOR)


@pytest.fixture(scope="module")
def canada(register: Runtime) -> FlaskClient:
    return signed_in(lent(register, tokens=False), register, Role.DRAFTER, "CAN")


def body_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def lines(client: FlaskClient, address: str) -> list[dict[str, str]]:
    text = client.get(address).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_page_and_files_have_the_same_figures(officer: FlaskClient, register: Runtime) -> None:
    with register.database.read(by=SYSTEM) as session:
        found = queries.rows(
            session, SYSTEM, at=NOON, seat=register.seat, obligation="f2", period="2025"
        )
    expected = counts(found)
    assert {cell: count for cell, count in expected.items() if count} == {
        Cell.ON_TIME: 1, Cell.LATE: 1, Cell.NIL: 1, Cell.OVERDUE: 3,
    }  # fmt: skip
    page = officer.get(AT).text
    shown = [int(figure) for figure in re.findall(r"<dd>(\d+)</dd>", page)]
    assert shown == [*expected.values(), sum(expected.values())]
    assert page.count('<th scope="row">') == 6
    table = lines(officer, f"{AT}.csv")
    assert len(table) == 6
    [late] = [line for line in table if line["timeliness"] == "late"]
    assert (late["participant"], late["days_late"], late["due_on"]) == ("JPN", "12", "2026-03-31")
    book = ZipFile(io.BytesIO(officer.get(f"{AT}.xlsx").data))
    assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 7
    assert all(line["state"] for line in table)


def test_a_filter_stays_in_the_address_of_the_files(officer: FlaskClient) -> None:
    page = officer.get(f"{AT}?state=overdue&sort=-name").text
    assert "/reporting/f2/2025.csv?state=overdue&amp;sort=-name" in page
    named = [line["participant"] for line in lines(officer, f"{AT}.csv?state=overdue&sort=-name")]
    assert named == ["GBR", "KOR", "AUS"]
    assert "Nobody stands so" in body_of(officer, f"{AT}?state=waived")
    assert len(lines(officer, f"{AT}.csv?state=nonsense")) == 6


def test_over_the_years_each_cell_has_its_word(officer: FlaskClient) -> None:
    text = body_of(officer, "/reporting/f2")
    assert "Japan Overdue late by 713 days" in text
    assert re.search(r"All 6 6 6 6", text)
    assert "INC-7" in body_of(officer, "/reporting/f5-notice")
    assert "Nothing has called for this yet" in body_of(officer, "/reporting/f3-a")
    assert "2025 (6)" in re.sub(r" (?=\))|(?<=\() ", "", body_of(officer, "/reporting"))


@pytest.mark.parametrize(
    "address", ["/reporting/none", "/reporting/f2/1999", "/reporting/f2/1999.csv", f"{AT}/FRA"]
)
def test_what_there_is_not_is_not_found(officer: FlaskClient, address: str) -> None:
    assert officer.get(address).status_code == 404


def test_an_extension_goes_from_the_delegate_to_the_director(
    officer: FlaskClient, director: FlaskClient, canada: FlaskClient
) -> None:
    wrong = canada.post(f"{OWN}/extension", data={"until": "2027-01-01", "reason": ""})
    assert wrong.status_code == 422
    assert "Give a day after the one on which it is due." in wrong.text
    assert "Give the reason." in wrong.text
    asked = {"until": "2027-05-31", "reason": "The census is late."}
    assert canada.post(f"{OWN}/extension", data=asked).status_code == 303
    assert "Extension asked for" in body_of(officer, "/deadlines")
    entered = {
        "kind": "extend",
        "decided_until": "2027-05-15",
        "symbol": "Final Act, resolution IV",
    }
    assert officer.post(f"{OWN}/decision", data=entered).status_code == 303
    assert "Waits for the Director" in body_of(director, "/deadlines")
    assert director.post(f"{OWN}/confirm").status_code == 303
    shown = body_of(canada, OWN)
    assert "15 May 2027" in shown
    assert "Originally due on 31 March 2027" in shown
    assert "Final Act, resolution IV" in shown
    assert "Nothing waits" in body_of(director, "/deadlines")


def test_what_is_entered_wrongly_comes_back_with_what_was_typed(officer: FlaskClient) -> None:
    page = officer.post(
        "/reporting/f2/2026/JPN/decision", data={"symbol": "Final Act, resolution V"}
    )
    assert page.status_code == 422
    assert "Choose what was decided." in page.text
    assert 'value="Final Act, resolution V"' in page.text


def test_an_outage_is_recorded_in_the_seat_s_time(officer: FlaskClient) -> None:
    given = {"since": "2027-03-14T09:00", "until": "2027-03-14T10:30", "reason": "No power."}
    assert officer.post("/outages", data=given | {"until": "soon"}).status_code == 422
    assert officer.post("/outages", data=given).status_code == 303
    assert "14 March 2027, 09:00 (Europe/Vienna)" in body_of(officer, "/outages")


@pytest.fixture(scope="module")
def program(register: Runtime) -> Callable[..., dict[str, Any]]:
    """Give what asks the programming interface for deadlines, as somebody's token lets it."""
    client, tokens_of = lent(register).test_client(), {}
    for role, participant in ((Role.DECLARATIONS_OFFICER, None), (Role.REPRESENTATIVE, "CAN")):
        who = made(register, role, participant)
        with register.database.write(by=SYSTEM) as session:
            tokens_of[role] = tokens.make(
                session, "a program", [Scope.READ], lasts=timedelta(days=1), by=who.actor, at=NOON
            )

    def ask(query: str = "", *, role: Role = Role.DECLARATIONS_OFFICER) -> dict[str, Any]:
        bearer = {"Authorization": f"Bearer {tokens_of[role]}"}
        answer = client.get(f"/api/v1/deadlines{query}", headers=bearer)
        assert answer.headers["Cache-Control"] == "no-store"
        found: dict[str, Any] = answer.get_json()
        return found

    return ask


def test_a_program_reads_deadlines_as_their_pages_show_them(
    program: Callable[..., dict[str, Any]],
) -> None:
    own = program("?limit=1000", role=Role.REPRESENTATIVE)["items"]
    assert {each["participant"] for each in own} == {"CAN"}
    assert program("?participant=JPN", role=Role.REPRESENTATIVE)["items"] == []
    late = program("?status=late")["items"]
    assert [(each["participant"], each["period"], each["days_late"]) for each in late] == [
        ("JPN", "2025", 12)
    ]
    assert late[0]["link"] == "/reporting/f2/2025/JPN"
    early = program("?participant=JPN&due_before=2024-02-15&limit=1000")["items"]
    assert [each["due_on"] for each in early] == ["2024-02-14"]
    assert program("?status=never")["status"] == 422


def test_a_long_list_comes_page_by_page(program: Callable[..., dict[str, Any]]) -> None:
    first = program("?limit=5")
    second = program(f"?limit=5&cursor={first['next']}")
    found = [*first["items"], *second["items"]]
    assert len({(each["obligation"], each["participant"], each["period"]) for each in found}) == 10
