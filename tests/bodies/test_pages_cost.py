"""A page of a body asks the database as often, whatever the body holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.bodies.values import Class
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from tests.applications import lent
from tests.bodies.builders import founded
from tests.bodies.crowds import crowd
from tests.conftest import StoppedClock, runtime_on
from tests.people import signed_in
from tests.treaties.register import statements

FEW, MANY = 10, 100
OFTEN = ("", "/papers", "/decisions")
SELDOM = ("/people", "/meetings", "/milestones", "/actions", "/circulars", "/silence")
"""What the long run asks for beside."""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Runtime]:
    """Give a register with two bodies that hold the same, one of them ten times as much."""
    folder = tmp_path_factory.mktemp("costs")
    (folder / "test.db").write_bytes(sqlite_template.read_bytes())
    runtime = runtime_on(Database(f"sqlite:///{folder / 'test.db'}"), folder, StoppedClock())
    codes = [each.code for each in roll(runtime.facts).existing(runtime.today())]
    with runtime.database.write(by=SYSTEM) as session:
        for slug, count in (("wg-1", FEW), ("wg-2", MANY)):
            body = founded(session, slug)
            crowd(
                session, body, members=["CAN", *codes[:count]], papers=count, decisions=count,
                meetings=count, tasks=count, circulars=count, classes=list(Class),
            )  # fmt: skip
    yield runtime
    runtime.database.engine.dispose()


@pytest.fixture(scope="module")
def member(register: Runtime) -> FlaskClient:
    return signed_in(lent(register, tokens=False), register, Role.REPRESENTATIVE, "CAN")


@pytest.mark.parametrize(
    "page", [*OFTEN, *(pytest.param(each, marks=pytest.mark.long) for each in SELDOM)]
)
def test_a_page_asks_as_often_whatever_the_body_holds(
    register: Runtime, member: FlaskClient, page: str
) -> None:
    asked, sizes = [], []
    for slug in ("wg-1", "wg-1", "wg-2"):  # the first time, what is remembered is looked up
        with statements(register.database.engine) as sent:
            answer = member.get(f"/bodies/{slug}{page}")
        assert answer.status_code == 200
        asked.append(list(sent))
        sizes.append(len(answer.data))
    assert len(asked[1]) == len(asked[2]), set(asked[2]) - set(asked[1])
