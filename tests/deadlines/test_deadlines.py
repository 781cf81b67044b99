"""Deadlines are set once, moved by decisions, met by the first submission."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.deadlines import operations, queries
from app.deadlines.models import Deadline
from app.deadlines.values import Outcome, Set
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Conflict, NotFound
from tests.conftest import NOON

WANTED = Set("thing", "a/1", NOON, {"title": "A thing"}, "/things/1")
LATER = NOON + timedelta(days=30)


def set_(database: Database, *wanted: Set) -> None:
    with database.write(by=SYSTEM) as session:
        operations.set_deadlines(session, wanted, at=NOON)


def found(database: Database) -> Deadline:
    with database.read(by=SYSTEM) as session:
        return queries.deadline(session, "thing", "a/1")


def test_the_same_again_changes_nothing(database: Database) -> None:
    set_(database, WANTED, replace(WANTED, id="a/2"))
    set_(database, WANTED)
    row = found(database)
    assert (row.version, row.due_at, row.original_due_at) == (1, NOON, NOON)
    assert row.subject == WANTED.subject.id


def test_a_day_that_a_decision_set_stays_when_the_law_s_moves(database: Database) -> None:
    set_(database, WANTED)
    with database.write(by=SYSTEM) as session:
        operations.move(session, "thing", "a/1", due_at=LATER, at=NOON)
    set_(database, replace(WANTED, due_at=NOON + timedelta(days=1)))
    row = found(database)
    assert (row.due_at, row.original_due_at) == (LATER, NOON + timedelta(days=1))
    set_(database, replace(WANTED, due_at=LATER + timedelta(days=1)))
    assert found(database).due_at == LATER + timedelta(days=1), "the law gives more time by now"


def test_the_first_submission_counts_and_a_recall_opens_it_again(database: Database) -> None:
    set_(database, WANTED)
    with database.write(by=SYSTEM) as session:
        operations.meet(session, "thing", "a/1", outcome=Outcome.NIL, at=NOON)
        operations.meet(session, "thing", "a/1", outcome=Outcome.FILED, at=LATER)
    row = found(database)
    assert (row.met_at, row.outcome) == (NOON, Outcome.FILED)
    with database.write(by=SYSTEM) as session:
        operations.unmeet(session, "thing", "a/1", at=LATER)
    row = found(database)
    assert (row.met_at, row.outcome, row.recalled_at) == (None, None, LATER)


def test_what_is_waived_is_neither_met_nor_waived_again(database: Database) -> None:
    set_(database, WANTED)
    with database.write(by=SYSTEM) as session:
        operations.waive(session, "thing", "a/1", at=NOON)
        operations.meet(session, "thing", "a/1", outcome=Outcome.FILED, at=NOON)
    assert found(database).outcome is Outcome.WAIVED
    with pytest.raises(Conflict), database.write(by=SYSTEM) as session:
        operations.waive(session, "thing", "a/1", at=NOON)
    with pytest.raises(Conflict), database.write(by=SYSTEM) as session:
        operations.unmeet(session, "thing", "a/1", at=NOON)


def test_one_that_was_lifted_runs_again_when_it_is_set_again(database: Database) -> None:
    set_(database, WANTED)
    with database.write(by=SYSTEM) as session:
        operations.lift(session, queries.deadline(session, "thing", "a/1"), at=NOON)
    assert found(database).lifted_at == NOON
    set_(database, WANTED)
    assert found(database).lifted_at is None


def test_what_there_is_not_is_not_found_and_kinds_are_set_apart(database: Database) -> None:
    with pytest.raises(NotFound), database.write(by=SYSTEM) as session:
        operations.move(session, "thing", "none", due_at=NOON, at=NOON)
    with pytest.raises(ValueError, match="one kind"), database.write(by=SYSTEM) as session:
        operations.set_deadlines(session, [WANTED, replace(WANTED, kind="other")], at=NOON)
