"""What is overdue waits for those who oversee it; what was asked and entered, for who decides."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from app.desk.queries import worklist as queries
from app.desk.values.worklist import Item, ItemKind, Looking
from app.kernel.actor import Actor, Role
from app.kernel.database import Database
from app.obligations import operations
from app.obligations.queries import duty
from app.obligations.values import Decision, DecisionKind
from tests.obligations.builders import (
    CANADA,
    CATALOGUE,
    DIRECTOR,
    NOW,
    OFFICER,
    SEAT,
    instant,
    reckoned,
    record,
)
from tests.treaties.builders import treaty
from tests.treaties.register import load, statements

LATER = instant("2027-05-01T12:00")
KEY = ("yearly", "2026", "CAN")
EXTENDED = Decision(DecisionKind.EXTEND, "Final Act, resolution IV", date(2027, 6, 30))


@pytest.fixture
def register(database: Database) -> Database:
    """Give a register in which Canada and France owe a report for 2026 by the end of March."""
    load(database, treaty())
    record(database, "CAN ratification 2026-01-05", "FRA ratification 2026-02-01")
    reckoned(database)
    return database


def waiting(register: Database, by: Actor, at: datetime) -> Sequence[Item]:
    looking = Looking(by, at, SEAT, CATALOGUE.obligations)
    with register.read(by=by) as session:
        return queries.worklist(session, looking).items


def named(items: Sequence[Item], *kinds: ItemKind) -> list[str]:
    return [each.subject for each in items if each.kind in kinds]


def ask(register: Database) -> None:
    with register.write(by=CANADA) as session:
        found = duty(session, CANADA, *KEY, locked=True)
        until, reason = date(2027, 6, 1), "Ice."
        operations.ask(
            session, found, until=until, reason=reason, by=CANADA, at=NOW, seat=SEAT
        )  # fmt: skip


def enter(register: Database) -> None:
    with register.write(by=OFFICER) as session:
        found = duty(session, OFFICER, *KEY, locked=True)
        operations.enter(session, found, EXTENDED, by=OFFICER, at=NOW, seat=SEAT)


def test_what_is_overdue_waits_for_those_who_oversee_it(register: Database) -> None:
    yearly = "overdue/yearly/CAN/2026", "overdue/yearly/FRA/2026"
    assert not {*yearly} & {*named(waiting(register, OFFICER, NOW), ItemKind.OVERDUE)}
    for by in (OFFICER, DIRECTOR):
        found = waiting(register, by, LATER)
        assert {*yearly} < {*named(found, ItemKind.OVERDUE)}
        assert [each.since for each in found] == sorted(each.since for each in found)
    [item] = [each for each in found if each.subject == yearly[0]]
    assert (item.title, item.period, item.participant) == ("Yearly", "2026", "CAN")
    assert item.address == "/reporting/yearly/2026/CAN"
    assert item.since == instant("2027-03-31T22:00")
    assert waiting(register, Actor(Role.BODIES_OFFICER, 74), LATER) == ()


def test_a_request_waits_for_who_enters_decisions_and_a_decision_for_the_director(
    register: Database,
) -> None:
    decided = (ItemKind.EXTENSION, ItemKind.CONFIRMATION)
    ask(register)
    assert named(waiting(register, OFFICER, NOW), *decided) == ["extension/yearly/CAN/2026"]
    assert named(waiting(register, DIRECTOR, NOW), *decided) == []
    enter(register)
    assert named(waiting(register, OFFICER, NOW), *decided) == []
    assert named(waiting(register, DIRECTOR, NOW), *decided) == ["confirmation/yearly/CAN/2026"]


def test_the_worklist_asks_as_often_however_much_is_overdue(register: Database) -> None:
    asked = []
    for more in ((), ("AUS ratification 2026-01-05", "KOR ratification 2026-01-05")):
        if more:
            record(register, *more)
            reckoned(register)
        with statements(register.engine) as sent:
            found = waiting(register, OFFICER, LATER)
        asked.append((len(named(found, ItemKind.OVERDUE)), len(sent)))
    (few, once), (many, again) = asked
    assert many > few
    assert once == again
