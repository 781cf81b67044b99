"""Reading a treaty costs the same however much there is, and little when nothing has changed."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import NotFound
from app.treaties import operations, queries
from app.treaties.values.clauses import Count, TreatyInForce
from tests.treaties.builders import acts, clauses, entry, treaty
from tests.treaties.register import AT, TODAY, correct, dossier, load, record, statements
from tests.treaties.vectors import everyone


def family(database: Database) -> None:
    """Load a treaty, its protocol, and a supplement to that."""
    load(database, treaty(named="older"))
    load(database, treaty(clauses(entry(Count(1), TreatyInForce("older"))), named="protocol"))
    load(database, treaty(named="supplement", parent="protocol"))
    load(database, treaty(named="stranger"))


def revisions(database: Database) -> list[int]:
    names = ["older", "protocol", "supplement", "stranger"]
    return [dossier(database, name).revision for name in names]


def test_a_dossier_holds_what_the_treaty_refers_to_and_what_that_refers_to(
    database: Database,
) -> None:
    family(database)
    record(database, "older", "FRA accession 2001-01-01")
    record(database, "supplement", "KEN accession 2001-01-01")
    held = dossier(database, "supplement")
    protocol = held.related["protocol"]
    assert [act.participant for act in held.acts] == ["KEN"]
    assert [act.participant for act in protocol.acts] == []
    assert [act.participant for act in protocol.related["older"].acts] == ["FRA"]


def test_a_change_counts_for_every_treaty_that_refers_to_it(database: Database) -> None:
    family(database)
    assert revisions(database) == [1, 1, 1, 1]
    record(database, "older", "FRA accession 2001-01-01")
    assert revisions(database) == [2, 2, 2, 1]
    correct(database, "older/1", "FRA accession 2001-02-01", recorded_on="2001-03-01")
    assert revisions(database) == [3, 3, 3, 1]
    record(database, "supplement", "FRA accession 2001-01-01")
    assert revisions(database) == [3, 3, 4, 1]


def test_a_change_is_seen_at_once(database: Database) -> None:
    load(database, treaty())
    assert dossier(database, "made-up").acts == ()
    record(database, "made-up", "FRA accession 2001-01-01")
    [act] = dossier(database, "made-up").acts
    with database.read(by=SYSTEM) as session:
        assert queries.action(session, "made-up", 1) == act


def test_what_is_rolled_back_was_never_seen(database: Database) -> None:
    load(database, treaty())
    with pytest.raises(RuntimeError), database.write(by=SYSTEM) as session:
        _record_and_fail(session)
    record(database, "made-up", "KEN accession 2001-01-01")
    assert [act.participant for act in dossier(database, "made-up").acts] == ["KEN"]


def _record_and_fail(session: Session) -> None:
    operations.record(
        session,
        "made-up",
        acts("FRA accession 2001-01-01"),
        roll=everyone(),
        by=SYSTEM,
        at=AT,
        today=TODAY,
    )
    assert len(queries.dossier(session, "made-up").acts) == 1
    raise RuntimeError("the disk is full")


def test_reading_costs_a_fixed_number_of_queries(database: Database) -> None:
    family(database)
    costs = []
    for code in ("FRA", "KEN", "GBR"):
        record(database, "older", f"{code} accession 2001-01-01", f"{code} declaration 2001-01-01")
        with statements(database.engine) as sent:
            dossier(database, "supplement")
        costs.append(len([each for each in sent if each.startswith("SELECT")]))
    assert costs == [5, 5, 5]


def test_reading_again_costs_one_query(database: Database) -> None:
    family(database)
    with database.read(by=SYSTEM) as session:
        first = queries.course(session, "supplement", roll=everyone())
    with statements(database.engine) as sent, database.read(by=SYSTEM) as session:
        assert queries.course(session, "supplement", roll=everyone()) is first
    assert len([each for each in sent if each.startswith("SELECT")]) == 1


def test_what_is_not_there_is_not_found(database: Database) -> None:
    load(database, treaty())
    with database.read(by=SYSTEM) as session:
        for ask in (queries.dossier, queries.mark, queries.last_entry):
            with pytest.raises(NotFound):
                ask(session, "nope")
        with pytest.raises(NotFound):
            queries.action(session, "made-up", 1)


def test_the_agencys_own_treaties_come_first(database: Database) -> None:
    for name, precedent in [("a", True), ("b", False), ("c", True)]:
        load(database, replace(treaty(named=name), precedent=precedent))
    with database.read(by=SYSTEM) as session:
        assert [each.id for each in queries.listing(session)] == ["b", "a", "c"]
        assert queries.ids(session) == {"a", "b", "c"}
