"""Entries are appended without gaps, whoever writes at the same time, and never change again."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.ledger import operations, queries
from app.ledger.models import LedgerEntry
from app.ledger.rules.canonical import commitment
from app.ledger.values import Deed, Sealed
from tests.ledger import reference

AT = datetime(2027, 3, 14, 12, tzinfo=UTC)
OFFICER = Actor(Role.DEPOSITARY_OFFICER, account=7)


def deed(number: int = 0) -> Deed:
    return Deed("treaty_action.recorded", "treaty/mine-ban", {"number": number})


def append(database: Database, *deeds: Deed, by: Actor = OFFICER) -> Sequence[Sealed]:
    with database.write(by=by) as session:
        return operations.append(session, deeds, by=by, at=AT)


def append_and_fail(database: Database) -> None:
    with database.write(by=OFFICER) as session:
        operations.append(session, [deed(), deed()], by=OFFICER, at=AT)
        raise ArithmeticError("the act failed after all")


def stored(database: Database) -> list[LedgerEntry]:
    with database.read(by=SYSTEM) as session:
        return list(session.scalars(select(LedgerEntry).order_by(LedgerEntry.index)))


def assert_tree_is_whole(database: Database) -> None:
    leaf_hashes = [entry.leaf_hash for entry in stored(database)]
    with database.read(by=SYSTEM) as session:
        assert queries.size(session) == len(leaf_hashes)
        for size in range(len(leaf_hashes) + 1):
            assert queries.root(session, size) == reference.root(leaf_hashes[:size])


def test_an_entry_says_who_what_and_when_but_not_the_content(database: Database) -> None:
    [sealed] = append(database, deed())
    [entry] = stored(database)
    assert (entry.index, entry.at, entry.role, entry.account, entry.kind, entry.subject) == (
        0, AT, "depositary_officer", 7, "treaty_action.recorded", "treaty/mine-ban",
    )  # fmt: skip
    assert entry.commitment == sealed.commitment == commitment(sealed.salt, {"number": 0})


def test_the_same_content_is_committed_to_under_another_salt(database: Database) -> None:
    first, second = append(database, deed(), deed())
    assert first.salt != second.salt
    assert first.commitment != second.commitment


@pytest.mark.parametrize(
    ("by", "deed", "expected"),
    [
        (SYSTEM, Deed("k", "s", {}), None),
        (Actor(Role.REPRESENTATIVE, 3, "AUS"), Deed("k", "s", {}), "AUS"),
        (OFFICER, Deed("k", "s", {}, on_behalf_of="FRA"), "FRA"),
    ],
)
def test_an_entry_says_on_whose_behalf(
    database: Database, by: Actor, deed: Deed, expected: str | None
) -> None:
    append(database, deed, by=by)
    assert stored(database)[0].on_behalf_of == expected


def test_deeds_keep_their_order_and_the_tree_grows_with_them(database: Database) -> None:
    for count in (1, 2, 5, 1, 8):
        append(database, *map(deed, range(count)))
    assert [entry.index for entry in stored(database)] == list(range(17))
    assert_tree_is_whole(database)


def test_no_deed_is_no_entry(database: Database) -> None:
    assert append(database) == []
    assert stored(database) == []


def test_what_is_rolled_back_leaves_no_gap(database: Database) -> None:
    append(database, deed())
    with pytest.raises(ArithmeticError):
        append_and_fail(database)
    assert [sealed.index for sealed in append(database, deed(), deed())] == [1, 2]
    assert_tree_is_whole(database)


def test_a_thousand_deeds_are_appended_at_once(database: Database) -> None:
    assert [sealed.index for sealed in append(database, *map(deed, range(1000)))][-1] == 999
    with database.read(by=SYSTEM) as session:
        leaf_hashes = [entry.leaf_hash for entry in stored(database)]
        assert queries.root(session, 1000) == reference.root(leaf_hashes)


def test_many_writers_at_once_leave_no_gap_and_one_tree(database: Database) -> None:
    def act(number: int) -> None:
        if number % 5 == 0:
            with pytest.raises(ArithmeticError):
                append_and_fail(database)
        append(database, *map(deed, range(number % 3 + 1)))

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(act, range(40)))
    assert [entry.index for entry in stored(database)] == list(range(79))
    assert_tree_is_whole(database)


def execute(database: Database, statement: str) -> None:
    with database.write(by=SYSTEM) as session:
        session.execute(text(statement))


EMPTYING = {
    "sqlite": "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry",
    "postgresql": "TRUNCATE ledger_entry CASCADE",
}
"""What only one of the databases knows, and what passes by triggers that look at UPDATE alone."""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET subject = 'treaty/other'",
        "UPDATE ledger_node SET position = 9",
        "DELETE FROM ledger_entry",
        'DELETE FROM ledger_entry WHERE "index" = 1',
        "DELETE FROM ledger_node",
        EMPTYING,
    ],
)
def test_the_database_refuses_every_change_and_removal(
    database: Database, statement: str | dict[str, str]
) -> None:
    append(database, deed(), deed())
    own = statement if isinstance(statement, str) else statement[database.engine.dialect.name]
    with pytest.raises(IntegrityError, match="never changed or removed"):
        execute(database, own)
    assert len(stored(database)) == 2
