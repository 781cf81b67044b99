"""A state's register of things for tests, and how it is written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

import pytest

from app.kernel.actor import Actor, Role
from app.kernel.database import Database
from app.participants.queries import roll
from app.registry import operations, queries
from app.registry.values import Identifier, Kind, Thing
from tests.conftest import NOON, ROOT

TODAY = date(2027, 3, 14)
ROLL = roll(ROOT / "config" / "facts")
CANADA = Actor(Role.DRAFTER, 7, "CAN")
JAPAN = Actor(Role.REPRESENTATIVE, 8, "JPN")
OFFICER = Actor(Role.DECLARATIONS_OFFICER, 9)
DEPOSITARY = Actor(Role.DEPOSITARY_OFFICER, 10)

OPERATOR = {"name": "Northern Compute Inc.", "country": "CAN"}


@dataclass
class Register:
    """The register on a database."""

    database: Database
    by: Actor = field(default=CANADA)

    def enter(
        self,
        kind: Kind,
        written: Mapping[str, str],
        *,
        key: UUID | None = None,
        by: Actor | None = None,
    ) -> Identifier:
        """Enter a thing."""
        by = by or self.by
        with self.database.write(by=by) as session:
            return operations.enter(
                session, kind, written, key=key or uuid4(), roll=ROLL, by=by, at=NOON, on=TODAY
            )

    def change(
        self,
        thing: str,
        written: Mapping[str, str],
        *,
        version: int = 1,
        reason: str = "It was misspelt.",
        key: UUID | None = None,
        by: Actor | None = None,
    ) -> None:
        """Change a thing."""
        by = by or self.by
        with self.database.write(by=by) as session:
            operations.change(
                session, thing, written, version=version, reason=reason, key=key or uuid4(),
                roll=ROLL, by=by, at=NOON, on=TODAY,
            )  # fmt: skip

    def strike(
        self,
        thing: str,
        *,
        version: int = 1,
        reason: str = "It was entered twice.",
        key: UUID | None = None,
        by: Actor | None = None,
    ) -> None:
        """Strike a thing."""
        by = by or self.by
        with self.database.write(by=by) as session:
            operations.strike(
                session, thing, version=version, reason=reason, key=key or uuid4(), by=by, at=NOON
            )

    def thing(self, key: str, *, by: Actor | None = None) -> Thing:
        """Give a thing as it is now."""
        by = by or self.by
        with self.database.read(by=by) as session:
            return queries.thing(session, by, key)

    def of(self, participant: str = "CAN", *, by: Actor | None = None) -> list[str]:
        """Give the identifiers of what a state keeps."""
        by = by or self.by
        with self.database.read(by=by) as session:
            return [str(each.id) for each in queries.of(session, by, participant)]


@pytest.fixture
def register(database: Database) -> Register:
    """Give the register on a fresh database, once of each kind."""
    return Register(database)
