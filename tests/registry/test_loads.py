"""A file enters and changes many things at once: all of them, or none."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from app.kernel.actor import SYSTEM, Actor
from app.kernel.database import Database
from app.kernel.errors import Invalid, NotFound
from app.ledger.queries import audited
from app.registry import operations, queries
from app.registry.forms import loads
from app.registry.models import RegistryVersion
from app.registry.values import Kind
from tests.conftest import NOON
from tests.registry.conftest import OFFICER, OPERATOR, ROLL, TODAY, Register


def load(
    register: Register,
    rows: str,
    kind: Kind = Kind.OPERATOR,
    *,
    reason: str = "A new year.",
    key: UUID | None = None,
    by: Actor | None = None,
) -> None:
    given, by = loads.rows(rows.encode(), kind), by or register.by
    with register.database.write(by=by) as session:
        operations.load(
            session, kind, given, reason=reason, key=key or uuid4(), roll=ROLL, by=by, at=NOON,
            on=TODAY,
        )  # fmt: skip


def places(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[int | None, str | None]]:
    return [(each.line, each.field) for each in refused.value.complaints]


def test_new_rows_are_entered_in_their_order_and_others_changed_where_they_differ(
    register: Register,
) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    register.enter(Kind.OPERATOR, {"name": "Tundra Cloud", "country": "CAN"})
    key = uuid4()
    text = (
        "id,name,country,note\n"
        ",Prairie Cloud,CAN,New\n"
        "OPR-CAN-0001,Northern Compute Inc.,USA,\n"
        "OPR-CAN-0002,Tundra Cloud,CAN,\n"
    )
    for _twice in range(2):
        load(register, text, key=key)
    with register.database.read(by=OFFICER) as session:
        found = queries.loaded(session, OFFICER, key, most=9)
        whole = audited(session, queries.openings(session))
    assert [(str(each.id), each.version, each.reason) for each in found.first] == [
        ("OPR-CAN-0001", 2, "A new year."),
        ("OPR-CAN-0003", 1, ""),
    ]
    assert (found.entered, found.changed) == (1, 1)
    assert register.thing("OPR-CAN-0001").written["country"] == "USA"
    assert whole.size == 3
    with register.database.read(by=SYSTEM) as session:
        assert sorted(session.scalars(select(RegistryVersion.change))) == [1, 2, 3, 3]


def test_a_column_that_is_not_there_leaves_what_stands_and_an_empty_cell_takes_it_out(
    register: Register,
) -> None:
    register.enter(Kind.OPERATOR, OPERATOR | {"note": "Keep this.", "registered_as": "BN 1"})
    load(register, "id,name,country,registered_as\nOPR-CAN-0001,Renamed,CAN,\n")
    assert register.thing("OPR-CAN-0001").written == {
        "name": "Renamed",
        "country": "CAN",
        "note": "Keep this.",
    }


def test_two_things_may_exchange_no_name_that_another_still_has(register: Register) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    register.enter(Kind.OPERATOR, {"name": "Tundra Cloud", "country": "CAN"})
    load(
        register,
        "id,name,country\nOPR-CAN-0002,Polar Cloud,CAN\nOPR-CAN-0001,Tundra Cloud,CAN\n",
    )
    assert register.thing("OPR-CAN-0001").name == "Tundra Cloud"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("name,country\nA,CAN\nB,XXX\n,CAN\n", [(3, "country"), (4, "name")]),
        ("name,country\nTwin,CAN\ntwin,CAN\n", [(3, "name")]),
        ("name,country\nNorthern Compute Inc.,CAN\n", [(2, "name")]),
        ("id,name,country\nOPR-CAN-0009,A,CAN\nOPR-JPN-0001,A,CAN\n", [(2, "id"), (3, "id")]),
        ("id,name,country\nFAC-CAN-0001,A,CAN\n1,B,CAN\n", [(2, "id"), (3, "id")]),
        ("id,name,country\nOPR-CAN-0001,A,CAN\nOPR-CAN-0001,B,CAN\n", [(3, "id")]),
        ("id,name,country\nOPR-CAN-0001,Northern Compute Inc.,CAN\n", [(None, "file")]),
    ],
)
def test_one_wrong_row_stops_the_load_and_every_one_is_named(
    register: Register, text: str, where: list[tuple[int | None, str | None]]
) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    with pytest.raises(Invalid) as refused:
        load(register, text)
    assert places(refused) == where
    assert register.of() == ["OPR-CAN-0001"]
    assert register.thing("OPR-CAN-0001").version == 1


def test_changes_have_a_reason_and_entries_need_none(register: Register) -> None:
    load(register, "name,country\nA,CAN\n", reason="")
    with pytest.raises(Invalid) as refused:
        load(register, "id,name,country\nOPR-CAN-0001,B,CAN\n", reason="")
    assert places(refused) == [(None, "reason")]


def test_a_row_may_name_what_was_entered_before_it(register: Register) -> None:
    load(register, "name,country\nAurora Labs,CAN\n", Kind.DEVELOPER)
    load(register, "name,developer\nOne,DEV-CAN-0001\nTwo,DEV-CAN-0001\n", Kind.MODEL)
    load(
        register,
        "id,name,developer,parent\nMOD-CAN-0002,Two,DEV-CAN-0001,MOD-CAN-0001\n",
        Kind.MODEL,
    )
    with pytest.raises(Invalid) as refused:
        load(
            register,
            "id,name,developer,parent\nMOD-CAN-0001,One,DEV-CAN-0001,MOD-CAN-0002\n",
            Kind.MODEL,
        )
    assert places(refused) == [(2, "parent")]


def test_only_a_state_loads_what_it_keeps(register: Register) -> None:
    with pytest.raises(NotFound):
        load(register, "name,country\nA,CAN\n", by=OFFICER)


@pytest.mark.parametrize(
    "altered",
    [
        "UPDATE registry_version SET written = '{}'",
        "UPDATE registry_version SET salt = hex(zeroblob(32))",
        "DELETE FROM registry_version",
    ],
)
def test_whoever_alters_one_of_many_is_found_by_the_entry_over_all(
    sqlite_url: str, altered: str
) -> None:
    register = Register(Database(sqlite_url))
    load(register, "name,country\nA,CAN\nB,CAN\nC,CAN\n")
    with register.database.write(by=SYSTEM) as session:
        for change in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER registry_version_refuses_{change}"))
        session.execute(text(f"{altered} WHERE thing = 'OPR-CAN-0002'"))
    with register.database.read(by=SYSTEM) as session, pytest.raises(Invalid) as refused:
        audited(session, queries.openings(session))
    assert "no longer holds what it commits to" in refused.value.complaints[0].sentence
    register.database.engine.dispose()
