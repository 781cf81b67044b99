"""The audit accepts what was written, and names the first entry that does not fit, and why."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Invalid
from app.ledger import operations, queries
from app.ledger.rules import audit
from app.ledger.values import Audited, Deed, Opening
from tests.ledger import reference

AT = datetime(2027, 3, 14, 12, tzinfo=UTC)
ENTRIES = 13


def content(number: int) -> dict[str, Any]:
    return {"number": number, "on": AT.date()}


def append(database: Database, count: int = ENTRIES) -> list[Opening]:
    deeds = [Deed("treaty_action.recorded", "treaty/a", content(n)) for n in range(count)]
    with database.write(by=SYSTEM) as session:
        sealed = operations.append(session, deeds, by=SYSTEM, at=AT)
    return [Opening(each.index, each.salt, content(n)) for n, each in enumerate(sealed)]


def audited(database: Database, openings: Iterable[Opening]) -> Audited:
    with database.read(by=SYSTEM) as session:
        return queries.audited(session, openings)


def tamper(database: Database, *statements: str) -> None:
    """Change what the triggers keep, as only who owns the database can."""
    on_postgres = database.engine.dialect.name == "postgresql"
    with database.write(by=SYSTEM) as session:
        for table in ("ledger_entry", "ledger_node"):
            if on_postgres:
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
                continue
            for change in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_refuses_{change}"))
        for statement in statements:
            session.execute(text(statement))


@pytest.mark.parametrize("count", [0, 1, 2, 3, ENTRIES])
def test_what_was_written_fits(database: Database, count: int) -> None:
    found = audited(database, append(database, count))
    assert found.size == count
    with database.read(by=SYSTEM) as session:
        leaves = [kept.leaf_hash for batch in queries.batches(session) for kept in batch]
    assert audit.root(found) == reference.root(leaves)


def test_more_entries_than_are_held_at_once_fit(database: Database) -> None:
    count = 2 * queries.BATCH + 300
    assert audited(database, append(database, count)).size == count


TAMPERED = [
    ('UPDATE ledger_entry SET subject = \'x\' WHERE "index" >= 6', 6, "leaf hash"),
    ('UPDATE ledger_entry SET account = 9 WHERE "index" = 6', 6, "leaf hash"),
    (
        'UPDATE ledger_entry SET account = 1152921504606846976 WHERE "index" = 6',
        6,
        "leaf hash",
    ),
    (
        'UPDATE ledger_entry SET commitment = '
        '(SELECT commitment FROM ledger_entry WHERE "index" = 0) WHERE "index" = 12',
        12,
        "leaf hash",
    ),
    (
        'UPDATE ledger_entry SET leaf_hash = (SELECT hash FROM ledger_node WHERE level = 3) '
        'WHERE "index" = 0',
        0,
        "leaf hash",
    ),
    ('DELETE FROM ledger_entry WHERE "index" = 4', 4, "entry 5 stands in its place"),
    ('DELETE FROM ledger_entry WHERE "index" = 12', 12, "13 entries were written, and 12 are here"),
    ("DELETE FROM ledger_node WHERE level = 2 AND position = 1", 7, "subtree of level 2"),
    ("DELETE FROM ledger_node WHERE level = 1 AND position = 5", 11, "subtree of level 1"),
    (
        "UPDATE ledger_node SET hash = (SELECT hash FROM ledger_node WHERE level = 3) "
        "WHERE level = 1 AND position = 0",
        1,
        "subtree of level 1",
    ),
    ("UPDATE counter SET last = 14", 13, "14 entries were written, and 13 are here"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "index", "reason"), TAMPERED)
def test_the_first_entry_that_does_not_fit_is_named(
    database: Database, statement: str, index: int, reason: str
) -> None:
    openings = append(database)
    tamper(database, statement)
    with pytest.raises(Invalid, match=f"^Entry {index} does not fit: .*{reason}"):
        audited(database, openings)


def test_a_subtree_too_many_does_not_fit(database: Database) -> None:
    openings = append(database)
    more = "INSERT INTO ledger_node SELECT 9, 0, hash FROM ledger_node WHERE level = 3"
    tamper(database, more)
    with pytest.raises(Invalid, match="subtrees that no entries make"):
        audited(database, openings)


def changed(index: int, **changes: Any) -> Callable[[list[Opening]], list[Opening]]:
    return lambda openings: [
        replace(each, **changes) if each.index == index else each for each in openings
    ]


@pytest.mark.parametrize(
    ("records", "index", "reason"),
    [
        (changed(5, content=content(6)), 5, "no longer holds what it commits to"),
        (changed(5, content={"number": 5.0}), 5, "no longer holds what it commits to"),
        (changed(12, salt="00" * 32), 12, "no longer holds what it commits to"),
        (changed(12, salt="no digits"), 12, "no longer holds what it commits to"),
        (lambda openings: openings[::-1][:-3], 0, "there is no record of what it commits to"),
        (lambda openings: openings[:5] + openings[6:], 5, "there is no record"),
        (lambda openings: [*openings, replace(openings[3], index=13)], 13, "a record refers to it"),
        (lambda openings: [*openings, replace(openings[3], index=2)], 2, "no longer holds"),
    ],
)
def test_a_record_that_does_not_fit_is_named(
    database: Database,
    records: Callable[[list[Opening]], list[Opening]],
    index: int,
    reason: str,
) -> None:
    openings = append(database)
    with pytest.raises(Invalid, match=f"^Entry {index} does not fit: .*{reason}"):
        audited(database, records(openings))


def test_an_audit_beside_writers_sees_one_state(database: Database) -> None:
    openings = append(database, 500)
    with ThreadPoolExecutor(2) as others, database.read(by=SYSTEM) as session:
        queries.size(session)
        list(others.map(lambda _: append(database, 20), range(4)))
        assert queries.audited(session, openings).size == 500
