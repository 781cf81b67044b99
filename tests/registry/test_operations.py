"""What was written about a thing stays, and whoever may not know of it finds nothing."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.errors import Conflict, DomainError, Invalid, NotFound
from app.ledger.models import LedgerEntry
from app.ledger.queries import audited
from app.registry import queries
from app.registry.models import RegistryVersion
from app.registry.values import Kind, Order, Selection
from tests.registry.conftest import CANADA, DEPOSITARY, JAPAN, OFFICER, OPERATOR, Register


def named(name: str) -> dict[str, str]:
    return OPERATOR | {"name": name}


def refused(error: pytest.ExceptionInfo[DomainError]) -> list[str | None]:
    return [each.field for each in error.value.complaints]


def listed(register: Register, by: Actor, **wanted: Any) -> list[str]:
    with register.database.read(by=by) as session:
        found, count = queries.listing(session, by, Selection(**wanted))
    assert count == len(found)
    return [str(each.id) for each in found]


def test_identifiers_count_each_kind_and_each_state_and_stay(register: Register) -> None:
    assert str(register.enter(Kind.OPERATOR, named("One"))) == "OPR-CAN-0001"
    assert str(register.enter(Kind.OPERATOR, named("Two"))) == "OPR-CAN-0002"
    assert str(register.enter(Kind.DEVELOPER, named("One"))) == "DEV-CAN-0001"
    assert str(register.enter(Kind.OPERATOR, named("One"), by=JAPAN)) == "OPR-JPN-0001"
    register.change("OPR-CAN-0001", named("One Ltd."))
    assert register.thing("OPR-CAN-0001").name == "One Ltd."
    assert register.of() == ["DEV-CAN-0001", "OPR-CAN-0001", "OPR-CAN-0002"]


def test_a_refused_thing_takes_no_number(register: Register) -> None:
    with pytest.raises(Invalid) as error:
        register.enter(Kind.OPERATOR, {"name": "One"})
    assert refused(error) == ["country"]
    assert str(register.enter(Kind.OPERATOR, OPERATOR)) == "OPR-CAN-0001"


def test_the_same_form_twice_is_recorded_once(register: Register) -> None:
    keys = [uuid4(), uuid4(), uuid4()]
    for _twice in range(2):
        assert str(register.enter(Kind.OPERATOR, OPERATOR, key=keys[0])) == "OPR-CAN-0001"
    for _twice in range(2):
        register.change("OPR-CAN-0001", named("Other"), key=keys[1])
    for _twice in range(2):
        register.strike("OPR-CAN-0001", version=2, key=keys[2])
    with register.database.read(by=SYSTEM) as session:
        changes = session.scalars(select(RegistryVersion.change)).all()
    assert sorted(changes) == [1, 2, 3]


def test_every_version_stays_and_the_newest_counts(register: Register) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    register.change("OPR-CAN-0001", named("Renamed"), reason="It was renamed.")
    register.strike("OPR-CAN-0001", version=2, reason="It is no operator.")
    with register.database.read(by=OFFICER) as session:
        history = queries.history(session, OFFICER, "OPR-CAN-0001")
    assert [(each.version, each.name, each.struck, each.reason) for each in history] == [
        (3, "Renamed", True, "It is no operator."),
        (2, "Renamed", False, "It was renamed."),
        (1, "Northern Compute Inc.", False, ""),
    ]
    assert register.of() == []


def test_who_comes_second_is_told(register: Register) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    register.change("OPR-CAN-0001", named("First"))
    with pytest.raises(Conflict):
        register.change("OPR-CAN-0001", named("Second"))
    with pytest.raises(Conflict):
        register.strike("OPR-CAN-0001")
    assert register.thing("OPR-CAN-0001").name == "First"


@pytest.mark.parametrize(
    ("written", "reason", "fields"),
    [
        (OPERATOR, "A reason.", ["name"]),
        (named("Other"), "", ["reason"]),
        (named("Two"), "", ["name", "reason"]),
        ({}, "A reason.", ["name", "country"]),
    ],
)
def test_a_change_says_something_new_and_why(
    register: Register, written: dict[str, str], reason: str, fields: list[str]
) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    register.enter(Kind.OPERATOR, named("Two"))
    with pytest.raises(Invalid) as error:
        register.change("OPR-CAN-0001", written, reason=reason)
    assert refused(error) == fields
    assert register.thing("OPR-CAN-0001").version == 1


def test_what_another_thing_names_is_not_struck(register: Register) -> None:
    register.enter(Kind.DEVELOPER, OPERATOR)
    register.enter(Kind.MODEL, {"name": "Aurora", "developer": "DEV-CAN-0001"})
    with pytest.raises(Invalid) as error:
        register.strike("DEV-CAN-0001")
    assert "MOD-CAN-0001 names it" in str(error.value)
    register.strike("MOD-CAN-0001")
    register.strike("DEV-CAN-0001")


def test_what_was_struck_is_neither_changed_nor_named_and_leaves_its_name(
    register: Register,
) -> None:
    register.enter(Kind.DEVELOPER, OPERATOR)
    register.strike("DEV-CAN-0001")
    with pytest.raises(Invalid):
        register.change("DEV-CAN-0001", named("Other"), version=2)
    with pytest.raises(Invalid):
        register.enter(Kind.MODEL, {"name": "Aurora", "developer": "DEV-CAN-0001"})
    assert str(register.enter(Kind.DEVELOPER, OPERATOR)) == "DEV-CAN-0002"


@pytest.mark.parametrize("by", [JAPAN, DEPOSITARY, Actor(Role.DRAFTER, 7), Actor(Role.VISITOR)])
def test_anothers_thing_is_not_there(register: Register, by: Actor) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    with pytest.raises(NotFound) as absent:
        register.thing("OPR-CAN-0009", by=by)
    with pytest.raises(NotFound) as foreign:
        register.thing("OPR-CAN-0001", by=by)
    assert str(foreign.value) == str(absent.value)
    assert register.of(by=by) == listed(register, by) == []
    with register.database.read(by=by) as session:
        assert queries.history(session, by, "OPR-CAN-0001") == []
        assert queries.keepers(session, by) == []


@pytest.mark.parametrize("by", [JAPAN, OFFICER, DEPOSITARY])
def test_only_its_own_state_changes_a_thing(register: Register, by: Actor) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    with pytest.raises(NotFound):
        register.change("OPR-CAN-0001", named("Other"), by=by)
    with pytest.raises(NotFound):
        register.strike("OPR-CAN-0001", by=by)
    assert register.thing("OPR-CAN-0001").version == 1


def test_an_officer_reads_every_state_and_enters_nothing(register: Register) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    register.enter(Kind.OPERATOR, OPERATOR, by=JAPAN)
    assert listed(register, OFFICER) == ["OPR-CAN-0001", "OPR-JPN-0001"]
    assert register.of("JPN", by=OFFICER) == ["OPR-JPN-0001"]
    with pytest.raises(NotFound):
        register.enter(Kind.OPERATOR, OPERATOR, by=OFFICER)


def test_a_list_is_filtered_sorted_and_paged(register: Register) -> None:
    for name in ("Zeta", "Alpha", "100 % Compute"):
        register.enter(Kind.OPERATOR, named(name))
    register.enter(Kind.DEVELOPER, named("Alpha"))
    register.strike("OPR-CAN-0003")
    assert listed(register, CANADA, kind=Kind.OPERATOR) == ["OPR-CAN-0001", "OPR-CAN-0002"]
    assert listed(register, CANADA, text="alp") == ["DEV-CAN-0001", "OPR-CAN-0002"]
    assert listed(register, CANADA, text="opr-can") == ["OPR-CAN-0001", "OPR-CAN-0002"]
    assert listed(register, CANADA, text="%") == []
    assert listed(register, CANADA, text="%", struck=True) == ["OPR-CAN-0003"]
    assert listed(register, CANADA, participant="JPN") == []
    assert listed(register, CANADA, kind=Kind.OPERATOR, order=Order.NAME, descending=True) == [
        "OPR-CAN-0001",
        "OPR-CAN-0002",
    ]
    with register.database.read(by=CANADA) as session:
        page, count = queries.listing(session, CANADA, Selection(page=2), most=2)
    assert ([str(each.id) for each in page], count) == (["OPR-CAN-0002"], 3)


def test_the_ledger_commits_to_every_version_and_tells_nobody_what_it_is(
    register: Register,
) -> None:
    register.enter(Kind.DEVELOPER, OPERATOR)
    register.enter(Kind.MODEL, {"name": "Aurora", "developer": "DEV-CAN-0001"})
    register.strike("MOD-CAN-0001")
    with register.database.read(by=SYSTEM) as session:
        found = audited(session, queries.openings(session))
        entries = session.scalars(select(LedgerEntry).order_by(LedgerEntry.index)).all()
    assert found.size == 3
    assert [(each.kind, each.subject, each.on_behalf_of) for each in entries] == [
        ("registry.recorded", f"registry/CAN/{change}", "CAN") for change in (1, 2, 3)
    ]


@pytest.mark.parametrize("table", ["registry_thing", "registry_version"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET participant = 'JPN'"])
def test_the_database_itself_refuses_to_change_history(
    register: Register, table: str, statement: str
) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    with (
        pytest.raises(DBAPIError, match="never changed"),
        register.database.write(by=SYSTEM) as session,
    ):
        session.execute(text(statement.format(table)))
    with register.database.read(by=SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(RegistryVersion)) == 1
