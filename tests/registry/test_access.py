"""The rule and the clause agree on who reads and keeps what, whoever asks and whoever keeps it."""

from itertools import product

import pytest
from sqlalchemy import select

from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.registry.models import RegistryThing
from app.registry.queries.access import readable_by, writable_by
from app.registry.rules.access import may_keep, may_read
from app.registry.values import Identifier, Kind

STATES = ("CAN", "JPN", "EU")
ACTORS = [Actor(role, 7, state) for role, state in product(Role, (None, *STATES, "XXX"))]


@pytest.fixture
def full(database: Database) -> Database:
    with database.write(by=SYSTEM) as session:
        for kind, state in product(Kind, STATES):
            key = str(Identifier(kind, state, 1))
            session.add(RegistryThing(id=key, participant=state, kind=kind, serial=1))
    return database


def test_rule_and_clause_agree_for_every_role_state_and_kind(full: Database) -> None:
    with full.read(by=SYSTEM) as session:
        everything = session.scalars(select(RegistryThing)).all()
        for actor in ACTORS:
            readable = set(session.scalars(select(RegistryThing.id).where(readable_by(actor))))
            writable = set(session.scalars(select(RegistryThing.id).where(writable_by(actor))))
            assert readable == {e.id for e in everything if may_read(actor, e.participant)}, actor
            assert writable == {e.id for e in everything if may_keep(actor, e.participant)}, actor


@pytest.mark.parametrize(
    ("role", "reads", "keeps"),
    [
        (Role.VISITOR, "", ""),
        (Role.DRAFTER, "own", "own"),
        (Role.REPRESENTATIVE, "own", "own"),
        (Role.DEPOSITARY_OFFICER, "", ""),
        (Role.DECLARATIONS_OFFICER, "all", ""),
        (Role.BODIES_OFFICER, "", ""),
        (Role.DIRECTOR, "all", ""),
        (Role.AUDITOR, "", ""),
        (Role.ADMINISTRATOR, "", ""),
        (Role.SYSTEM, "all", ""),
    ],
)
def test_who_reads_and_keeps_is_what_the_roles_table_says(
    role: Role, reads: str, keeps: str
) -> None:
    states = {"": [], "own": ["CAN"], "all": ["CAN", "JPN"]}
    actor = Actor(role, 7, "CAN" if role in {Role.DRAFTER, Role.REPRESENTATIVE} else None)
    assert [state for state in ("CAN", "JPN") if may_read(actor, state)] == states[reads]
    assert [state for state in ("CAN", "JPN") if may_keep(actor, state)] == states[keeps]
