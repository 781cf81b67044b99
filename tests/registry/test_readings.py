"""The state sees who in the secretariat read what it keeps; nobody else does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel.actor import SYSTEM, Actor, Role
from app.registry import operations, queries
from app.registry.models import RegistryReading
from app.registry.values import Kind, Selection
from tests.conftest import NOON
from tests.registry.conftest import CANADA, JAPAN, OFFICER, OPERATOR, Register

THING = "OPR-CAN-0001"
DIRECTOR = Actor(Role.DIRECTOR, 12)


def look(register: Register, by: Actor, *, after: int = 0) -> None:
    """Look at a thing of Canada's, so many minutes after noon."""
    with operations.looking(register.database, by) as session:
        now = queries.thing(session, by, THING)
        operations.note_thing(session, now, by=by, at=NOON + timedelta(minutes=after))


def listed(register: Register, by: Actor) -> None:
    with operations.looking(register.database, by) as session:
        found, _count = queries.listing(session, by, Selection())
        operations.note_list(session, found, by=by, at=NOON)


def seen(register: Register, by: Actor) -> list[tuple[int | None, str | None, int]]:
    with register.database.read(by=by) as session:
        return [
            (each.account, each.thing, each.count) for each in queries.readings(session, by, THING)
        ]


@pytest.fixture
def kept(register: Register) -> Register:
    register.enter(Kind.OPERATOR, OPERATOR)
    register.enter(Kind.OPERATOR, {"name": "Another", "country": "CAN"})
    register.enter(Kind.OPERATOR, {"name": "Tokyo Compute", "country": "JPN"}, by=JAPAN)
    return register


def test_what_the_secretariat_reads_is_recorded_for_the_state_alone(kept: Register) -> None:
    for by in (CANADA, OFFICER, DIRECTOR, OFFICER):
        look(kept, by)
    listed(kept, OFFICER)
    listed(kept, CANADA)
    assert set(seen(kept, CANADA)) == {(12, THING, 1), (9, None, 2), (9, THING, 1)}
    assert seen(kept, OFFICER) == seen(kept, DIRECTOR) == []
    assert seen(kept, JAPAN) == [(9, None, 1)]


def test_the_same_look_a_moment_later_is_one_reading_and_after_a_while_another(
    kept: Register,
) -> None:
    for after in (0, 5, 11):
        look(kept, OFFICER, after=after)
    with kept.database.read(by=SYSTEM) as session:
        assert len(session.scalars(select(RegistryReading)).all()) == 2
