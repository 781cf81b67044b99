"""However much is owed and drafted, a page asks the database as many questions."""

from collections.abc import Mapping
from uuid import uuid4

from flask.testing import FlaskClient

from app.kernel.actor import SYSTEM, Role
from app.kernel.runtime import Runtime
from app.obligations.operations import Raised, ensure
from app.obligations.queries import catalogue
from app.participants.queries import roll
from tests.applications import lent
from tests.conftest import NOON, SEAT
from tests.people import signed_in
from tests.treaties.register import statements

OWN = ("/", "/declarations", "/deadlines")
OFFICERS = ("/worklist", "/declarations", "/reporting", "/reporting/f2", "/reporting/f2/2026")


def raised(runtime: Runtime, states: tuple[str, ...], periods: tuple[str, ...]) -> None:
    """Let states owe a declaration of their computing facilities for some years."""
    known, everybody = catalogue(runtime.obligations), roll(runtime.facts)
    with runtime.database.write(by=SYSTEM) as session:
        for state in states:
            for period in periods:
                ensure(
                    session, known, Raised("f2", state, period), roll=everybody, at=NOON, seat=SEAT
                )


def costs(
    runtime: Runtime, drafter: FlaskClient, officer: FlaskClient
) -> Mapping[tuple[str, str], int]:
    """Give how many questions each page asks."""
    found = {}
    for name, client, pages in (("drafter", drafter, OWN), ("officer", officer, OFFICERS)):
        for page in pages:
            with statements(runtime.database.engine) as sent:
                assert client.get(page).status_code == 200
            found[name, page] = sum(each.startswith("SELECT") for each in sent)
    return found


def test_desk_and_reporting_status_ask_as_much_of_many_duties_as_of_few(runtime: Runtime) -> None:
    drafter = signed_in(lent(runtime, tokens=False), runtime, Role.DRAFTER, "CAN")
    officer = signed_in(lent(runtime, tokens=False), runtime, Role.DECLARATIONS_OFFICER)
    raised(runtime, ("CAN", "JPN"), ("2026",))
    begin(drafter, "f2", "2026")
    costs(runtime, drafter, officer)  # what is read once a process was read then
    few = costs(runtime, drafter, officer)
    raised(runtime, ("CAN", "JPN", "KOR", "FRA", "KEN"), ("2023", "2024", "2025", "2026"))
    for period in ("2023", "2024"):
        begin(drafter, "f2", period)
    assert costs(runtime, drafter, officer) == few


def begin(client: FlaskClient, obligation: str, period: str) -> None:
    given = {"key": str(uuid4()), "obligation": obligation, "period": period}
    assert client.post("/declarations", data=given).status_code == 303
