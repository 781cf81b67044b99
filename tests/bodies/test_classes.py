"""Whatever has a class is read by just those by whom the rule says: every role, place and class."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Circular, Decision, Meeting, Paper, Task
from app.bodies.queries import circulars, decisions, meetings, papers, silence, standings, tasks
from app.bodies.rules.access import may_look, readable_classes
from app.bodies.values import Class, Standing
from app.bodies.values.tasks import TaskKind
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from tests.bodies.builders import founded, seated
from tests.bodies.crowds import of_each_class
from tests.conftest import NOON
from tests.people import somebody

TODAY = date(2027, 3, 14)
CLAUSES: Mapping[Any, Callable[..., ColumnElement[bool]]] = {
    Paper: papers.readable,
    Decision: decisions.readable_by,
    Meeting: meetings.readable,
    Task: tasks.readable,
    Circular: circulars.readable,
}


class Laid(NamedTuple):
    """Something that has a class."""

    id: UUID
    body: UUID
    sort: Class


class Register(NamedTuple):
    """Bodies of every kind with one of everything in each, and who asks."""

    database: Database
    people: Sequence[Actor]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Register]:
    """Give bodies, public and not, in which Japan or an expert has every place, or none."""
    path = tmp_path_factory.mktemp("classes") / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    with database.write(by=SYSTEM) as session:
        expert = somebody(session, Role.EXPERT, at=NOON)
        for place, (standing, public) in enumerate(product((None, *Standing), (True, False))):
            body = founded(session, f"wg-{place + 1}", public=public)
            if standing is not None:
                sits = None if standing is Standing.EXPERT else "JPN"
                account = None if sits else expert.number
                seated(
                    session, body, standing, participant=sits, name="Somebody", account=account
                )  # fmt: skip
            of_each_class(session, body)
    everybody = [Actor(role, 99, code) for role, code in product(Role, (None, "JPN", "CAN"))]
    yield Register(database, [*everybody, expert.actor])
    database.engine.dispose()


def ruled(session: Session, actor: Actor, laid: Iterable[Laid]) -> set[UUID]:
    """Give what the rule lets somebody read."""
    places = standings(session, actor, on=TODAY)
    public = {each.id: each.public for each in session.scalars(select(Body))}
    return {
        each.id
        for each in laid
        if may_look(actor, public=public[each.body], standing=places.get(each.body))
        and each.sort in readable_classes(actor, places.get(each.body))
    }


@pytest.mark.parametrize("table", CLAUSES, ids=lambda table: table.__tablename__)
def test_each_table_is_read_by_its_class(register: Register, table: Any) -> None:
    with register.database.read(by=SYSTEM) as session:
        every = session.execute(select(table.id, table.body_id, table.sort))
        laid = [Laid(*each) for each in every]
        assert {each.sort for each in laid} == set(Class)
        for actor in register.people:
            clause = CLAUSES[table](actor, on=TODAY)
            found = set(session.scalars(select(table.id).where(clause)))
            assert found == ruled(session, actor, laid), actor


def test_what_lies_under_silence_is_read_by_the_class_of_the_text(register: Register) -> None:
    with register.database.read(by=SYSTEM) as session:
        laid = [
            Laid(lying.id, body.id, text.sort)
            for lying, text, body in silence.running(session, SYSTEM, on=TODAY)
        ]
        assert len(laid) == 2 * (1 + len(Standing)) * len(Class)
        for actor in register.people:
            found = {lying.id for lying, _, _ in silence.running(session, actor, on=TODAY)}
            assert found == ruled(session, actor, laid), actor


@pytest.mark.long
def test_every_list_of_a_body_holds_what_its_table_lets_somebody_read(register: Register) -> None:
    lists: Mapping[Any, Callable[..., Iterable[Any]]] = {
        Meeting: meetings.meetings,
        Task: lambda session, actor, of, *, on: [
            each for kind in TaskKind for each in tasks.tasks(session, actor, of, kind, on=on)
        ],
        Circular: lambda session, actor, of, *, on: circulars.circulars(session, of, actor, on=on),
    }
    with register.database.read(by=SYSTEM) as session:
        bodies = session.scalars(select(Body)).all()
        for actor, (table, listed) in product(register.people, lists.items()):
            clause = CLAUSES[table](actor, on=TODAY)
            expected = set(session.scalars(select(table.id).where(clause)))
            shown = {each.id for of in bodies for each in listed(session, actor, of, on=TODAY)}
            assert shown == expected, (actor, table)
